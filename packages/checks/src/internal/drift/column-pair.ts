import { asText } from "./column-sample.ts";
import type { CategoricalSample, ColumnSample, NumericSample, TextSample } from "./column-sample.ts";

/** A column of both sides. */
export type ColumnPair =
  | { readonly kind: "numeric"; readonly reference: NumericSample; readonly current: NumericSample }
  | CategoricalPair
  | { readonly kind: "text"; readonly reference: TextSample; readonly current: TextSample }
  | { readonly kind: "other"; readonly because: string };

/** Counts of the same categories on both sides. */
export interface CategoricalPair {
  readonly kind: "categorical";
  readonly categories: readonly string[];
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

/** Why numbers and texts are not compared: what feeds the column has changed, which is drift of the plainest kind. */
export const OTHER_TYPES = "the two hold different types of value";

/** Brings both sides into one shape; text on one side makes text of categories on the other. */
export function columnPair(reference: ColumnSample, current: ColumnSample): ColumnPair {
  if (isEmpty(reference)) return { kind: "other", because: "the reference has no values" };
  if (isEmpty(current)) return { kind: "other", because: "the current data has no values" };
  if (reference.kind === "numeric" && current.kind === "numeric") return { kind: "numeric", reference, current };
  if (reference.kind === "categorical" && current.kind === "categorical") return categoricalPair(reference, current);
  const [before, now] = [textOf(reference), textOf(current)];
  if (before !== undefined && now !== undefined) return { kind: "text", reference: before, current: now };
  return { kind: "other", because: OTHER_TYPES };
}

/** Counts of the categories of both sides, in the order of their names. */
export function categoricalPair(reference: CategoricalSample, current: CategoricalSample): CategoricalPair {
  const categories = [...new Set([...reference.counts.keys(), ...current.counts.keys()])].sort();
  return {
    kind: "categorical",
    categories,
    reference: categories.map((category) => reference.counts.get(category) ?? 0),
    current: categories.map((category) => current.counts.get(category) ?? 0),
  };
}

function isEmpty(sample: ColumnSample): boolean {
  return sample.kind === "empty" || (sample.kind === "numeric" && sample.count === 0);
}

function textOf(sample: ColumnSample): TextSample | undefined {
  if (sample.kind === "text") return sample;
  return sample.kind === "categorical" ? asText(sample) : undefined;
}
