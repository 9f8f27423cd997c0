import { isTable } from "@mlsys/core";
import type { Table } from "@mlsys/core";
import { keyOf } from "../inputs/key-of.ts";
import type { Perturbation } from "../perturbations/perturbation.ts";
import { hash32, randomSource } from "../random/random-source.ts";
import { isCases } from "../templates/cases.ts";
import type { Inputs, PerturbedCase } from "./perturb.ts";

/** The inputs as an array. */
export function listOf<I>(inputs: Inputs<I>): readonly I[] {
  if (isTable(inputs)) return (inputs as unknown as Table).toRows() as I[];
  if (isCases(inputs)) return inputs.toArray();
  return Array.isArray(inputs) ? (inputs as readonly I[]) : [...(inputs as Iterable<I>)];
}

/** One or several, as a list. */
export function asList<T>(oneOrMore: T | readonly T[]): readonly T[] {
  return Array.isArray(oneOrMore) ? (oneOrMore as readonly T[]) : [oneOrMore as T];
}

/** {@link perturb} on what was parsed. */
export function perturbAll<I>(
  inputs: readonly I[],
  perturbations: readonly unknown[],
  seed: number,
): PerturbedCase<I>[] {
  const bound = (perturbations as readonly Perturbation<I>[]).map((perturbation, k) => ({
    apply: perturbation.bind(inputs),
    seed: perturbation.seed ?? hash32(perturbation.name, seed + k),
  }));
  const cases: PerturbedCase<I>[] = [];
  inputs.forEach((input, index) => {
    const key = keyOf(input);
    const [only] = bound;
    const results =
      bound.length === 1 && only !== undefined
        ? only.apply(input, randomSource(only.seed, key), index)
        : bound.flatMap(({ apply, seed: own }) => apply(input, randomSource(own, key), index));
    if (results.length === 0) return;
    const distinct = bound.length === 1 ? results : withoutRepeats(results, key);
    cases.push({
      inputs: [input, ...distinct.map(({ output }) => output as I)],
      edits: [[], ...distinct.map(({ edits }) => edits)],
    });
  });
  return cases;
}

function withoutRepeats<R extends { readonly output: unknown }>(results: readonly R[], original: string): R[] {
  const seen = new Set([original]);
  return results.filter(({ output }) => {
    const key = keyOf(output);
    return seen.size !== seen.add(key).size;
  });
}
