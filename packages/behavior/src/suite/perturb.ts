import type { RandomStateInput, Table } from "@mlsys/core";
import type { PerturbationOf, Edit } from "../perturbations/perturbation.ts";
import { seedFrom } from "../random/random-source.ts";
import type { Cases } from "../templates/cases.ts";
import { asList, listOf, perturbAll } from "./perturb-all.ts";

/** Inputs to perturb: a list, the cases of a template, or a table, whose rows they are. */
export type Inputs<I> = Iterable<I> | Cases<I, unknown> | (I extends object ? Table<I> : never);

/** An original and its perturbed forms. */
export interface PerturbedCase<I> {
  /** The original first. */
  readonly inputs: readonly I[];
  /** What was changed in each; nothing in the first. */
  readonly edits: readonly (readonly Edit[])[];
}

/** Options of {@link perturb}. */
export interface PerturbOptions {
  /** Seed of what is random. Default 0. An input's results depend on seed and input alone, not on the others. */
  readonly randomState?: RandomStateInput;
}

/**
 * Perturbs inputs. Inputs to which no perturbation applies are left out; with several perturbations an input's results are in one
 * case.
 *
 * @param inputs - texts or rows.
 * @param perturbations - one, or several.
 * @param options - the seed.
 * @returns a case for each input that was changed: the original, then its results, with structured edits.
 * @throws {BehaviorError} `unknownColumn` when rows lack the column to perturb.
 *
 * @example
 * ```ts
 * import { perturb, replace } from "@mlsys/behavior";
 *
 * const [first] = perturb(["profit rose", "no news"], replace("rose", "fell"));
 * first?.inputs; // => ["profit rose", "profit fell"]
 * first?.edits[1]; // => [{ start: 7, end: 11, from: "rose", to: "fell" }]
 * ```
 */
export function perturb<I>(
  inputs: Inputs<I>,
  perturbations: PerturbationOf<NoInfer<I>> | readonly PerturbationOf<NoInfer<I>>[],
  options: PerturbOptions = {},
): PerturbedCase<I>[] {
  return perturbAll(listOf(inputs), asList(perturbations), seedFrom(options.randomState ?? 0));
}
