import { either, oneOf, satisfying } from "@mlsys/core";
import type { AnyMatrix } from "../estimator.ts";
import { isRecordOf } from "../internal/option-rules.ts";
import { ModelsError } from "../models-error.ts";
import { mapElements } from "../preprocessing/fitted-transformer.ts";

/** By a transformer's name, what its output is multiplied by; null for 1 each. */
export type TransformerWeights = Readonly<Record<string, number>> | null;

const isWeights = (value: unknown): value is Readonly<Record<string, number>> => isRecordOf(value, isFiniteNumber);

const isFiniteNumber = (value: unknown): value is number => Number.isFinite(value);

export const transformerWeightsRule = () => either(satisfying("a record of numbers by name", isWeights), oneOf(null));

/** Refuses weights of transformers that are not there. */
export function assertWeights(owner: string, weights: TransformerWeights, names: readonly string[]): void {
  const unknown = Object.keys(weights ?? {}).filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  throw new ModelsError({
    code: "invalidOption",
    what: "transformerWeights names a transformer that is not there",
    where: owner,
    found: unknown.map((name) => JSON.stringify(name)).join(", "),
    fix: `use the names ${names.join(", ")}`,
  });
}

/** An output, multiplied. */
export function weighted(X: AnyMatrix, weight: number): AnyMatrix {
  return weight === 1 ? X : mapElements(X, (value) => value * weight);
}
