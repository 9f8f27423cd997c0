import { didYouMean, either, oneOf, satisfying } from "@mlsys/core";
import type { Label, OptionRule } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import { isRecordOf } from "./option-rules.ts";

/** Weights of classes: none, inversely proportional to how often they occur, or by label (a label left out weighs 1). */
export type ClassWeightOption = "balanced" | Readonly<Record<string, number>> | null;

/** The rule of weights by label. */
export function classWeightRule(): OptionRule<Readonly<Record<string, number>>> {
  return satisfying("a record of weights by label", isRecordOfWeights);
}

const isRecordOfWeights = (value: unknown): value is Readonly<Record<string, number>> => isRecordOf(value, isWeight);

const isWeight = (value: unknown): value is number => typeof value === "number" && value >= 0 && value < Infinity;

/** The rule of the option, whole. */
export const classWeightOption = () => either(oneOf("balanced", null), classWeightRule());

/** The weight of each row: its own times that of its class; undefined when all are 1. */
export function rowWeights(
  owner: string,
  option: ClassWeightOption,
  classes: readonly Label[],
  codes: Int32Array,
  sampleWeight: Float64Array | undefined,
): Float64Array | undefined {
  if (option === null) return sampleWeight;
  const own = sampleWeight ?? new Float64Array(codes.length).fill(1);
  const byClass = classWeightsOf(owner, option, classes, codes, own);
  return own.map((weight, i) => weight * (byClass[codes[i] as number] as number));
}

/** The weight of each class. */
export function classWeightsOf(
  owner: string,
  option: ClassWeightOption,
  classes: readonly Label[],
  codes: Int32Array,
  weights: Float64Array,
): Float64Array {
  if (option === null) return new Float64Array(classes.length).fill(1);
  return option === "balanced" ? balanced(classes.length, codes, weights) : listed(owner, option, classes);
}

function balanced(nClasses: number, codes: Int32Array, weights: Float64Array): Float64Array {
  const counts = new Float64Array(nClasses);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    counts[code] = (counts[code] as number) + (weights[i] as number);
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (count === 0 ? 0 : total / (nClasses * count)));
}

function listed(owner: string, option: Readonly<Record<string, number>>, classes: readonly Label[]): Float64Array {
  const names = classes.map(String);
  const unknown = Object.keys(option).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ModelsError({
      code: "invalidOption",
      what: "classWeight names a class that y does not hold",
      where: owner,
      found: JSON.stringify(unknown),
      fix: didYouMean(unknown, names),
    });
  }
  return Float64Array.from(names, (name) => option[name] ?? 1);
}
