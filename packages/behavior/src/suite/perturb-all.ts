import { isTable } from "@mlsys/core";
import type { Table } from "@mlsys/core";
import { keyOf } from "../inputs/key-of.ts";
import type { Edit, Perturbation, Perturbed } from "../perturbations/perturbation.ts";
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
    cases.push(caseOf(input, bound.length === 1 ? results : withoutRepeats(results, key)));
  });
  return cases;
}

const NOTHING: readonly Edit[] = [];

/** The arrays are made at their length: there are tens of thousands, and lists that grew keep room for more. */
function caseOf<I>(input: I, results: readonly Perturbed[]): PerturbedCase<I> {
  const inputs = new Array<I>(results.length + 1);
  const edits = new Array<readonly Edit[]>(results.length + 1);
  inputs[0] = input;
  edits[0] = NOTHING;
  for (let i = 0; i < results.length; i++) {
    const result = results[i] as Perturbed;
    inputs[i + 1] = result.output as I;
    edits[i + 1] = result.edits;
  }
  return { inputs, edits };
}

function withoutRepeats<R extends { readonly output: unknown }>(results: readonly R[], original: string): R[] {
  const seen = new Set([original]);
  return results.filter(({ output }) => {
    const key = keyOf(output);
    return seen.size !== seen.add(key).size;
  });
}
