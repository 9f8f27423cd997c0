import type { Column } from "@mlsys/core";
import { BooleanColumn, DictionaryColumn, NumericColumn, TextColumn, TimestampColumn } from "@mlsys/core";
import { quantileEdges, countBins } from "../../drift/statistics/bins.ts";
import { isMissing } from "../values/scalar.ts";
import { lengthOf } from "../memory/operand-rare.ts";
import { wordsOf } from "./words.ts";

/** Numbers without missing and infinite ones: no distance to those is finite. */
export interface NumericSample {
  readonly kind: "numeric";
  /** All values, or where they were stored as quantiles some that stand for all. */
  readonly values: Float64Array;
  /** How many values there were. */
  readonly count: number;
  /** How many of the missing values were NaN. Default: not known. */
  readonly nan?: number | undefined;
  /** Bins of about equally many values, with exact counts. */
  readonly bins: () => { readonly edges: readonly number[]; readonly counts: readonly number[] };
}

/** Categories with their counts. */
export interface CategoricalSample {
  readonly kind: "categorical";
  readonly counts: ReadonlyMap<string, number>;
}

/** Free text: in how many documents a word occurs, and how long the documents are. */
export interface TextSample {
  readonly kind: "text";
  readonly documents: number;
  readonly words: ReadonlyMap<string, number>;
  /** In how many documents a word that is not listed may occur; 0 where all are. */
  readonly unlisted: number;
  readonly lengths: Float64Array;
  /** How many documents' lengths there were. */
  readonly lengthCount: number;
}

/** A column that no method compares. */
interface OtherSample {
  readonly kind: "empty" | "mixed";
}

/** What the comparison needs of one column of one side. */
export type ColumnSample = (NumericSample | CategoricalSample | TextSample | OtherSample) & {
  /** Missing values, NaN included, and rows. */
  readonly missing: readonly [missing: number, rows: number];
};

/** Bins of equally many reference values that numbers are counted in for methods of counts. */
const BINS = 10;
/** Text with so many different values, and a value so rarely twice, is no set of categories. */
const MOST_CATEGORIES = 1000;

/** What the comparison needs of a column. */
export function sampleOf(column: Column): ColumnSample {
  const missing = [missingIn(column), column.length] as const;
  if (missing[0] === column.length) return { kind: "empty", missing };
  if (column instanceof NumericColumn || column instanceof TimestampColumn) {
    const values = column.toNumbers().filter((value) => Number.isFinite(value));
    return { ...numericSample(values, values.length), missing, nan: missing[0] - column.nullCount };
  }
  const isText = column instanceof DictionaryColumn || column instanceof TextColumn || column instanceof BooleanColumn;
  if (!isText) return { kind: "mixed", missing };
  const categories = { kind: "categorical", counts: countTexts(column) } as const;
  return { ...(isFreeText(categories.counts, column.length) ? asText(categories) : categories), missing };
}

/** Numbers, or what stands for them. */
export function numericSample(
  values: Float64Array,
  count: number,
  stored?: { readonly edges: readonly number[]; readonly counts: readonly number[] },
): NumericSample {
  const bins = (): ReturnType<NumericSample["bins"]> => {
    if (stored !== undefined) return stored;
    const edges = quantileEdges(values, BINS);
    return { edges, counts: countBins(values, edges) };
  };
  return { kind: "numeric", values, count, bins };
}

/** Categories as the texts that they are. */
export function asText({ counts }: CategoricalSample): TextSample {
  const words = new Map<string, number>();
  const lengths: number[] = [];
  for (const [text, times] of counts) {
    for (const word of wordsOf(text)) words.set(word, (words.get(word) ?? 0) + times);
    const length = lengthOf(text) ?? 0;
    for (let i = 0; i < times; i++) lengths.push(length);
  }
  return {
    kind: "text",
    documents: lengths.length,
    words,
    unlisted: 0,
    lengths: Float64Array.from(lengths),
    lengthCount: lengths.length,
  };
}

function missingIn(column: Column): number {
  let missing = column.nullCount;
  if (column instanceof NumericColumn && (column.type === "float64" || column.type === "float32"))
    for (let i = 0; i < column.length; i++) if (!column.isNull(i) && isMissing(column.at(i))) missing += 1;
  return missing;
}

function isFreeText(counts: ReadonlyMap<string, number>, rows: number): boolean {
  return counts.size > MOST_CATEGORIES || (counts.size > 50 && counts.size * 2 > rows);
}

function countTexts(column: Column): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of column) {
    if (typeof value === "string" || typeof value === "boolean")
      counts.set(`${value}`, (counts.get(`${value}`) ?? 0) + 1);
  }
  return counts;
}
