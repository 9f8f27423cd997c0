import type { JsonValue } from "../definition/json-value.ts";

/** What kind of values a column holds. `"mixed"`: several; `"empty"`: none. */
export type ProfileType = "integer" | "number" | "string" | "boolean" | "date" | "object" | "mixed" | "empty";

/** Figures of a column of numbers. Infinities count as values; figures that they make infinite are null. */
export interface NumericProfile {
  readonly min: number;
  readonly max: number;
  readonly mean: number | null;
  /** Sample standard deviation; null for fewer than two values. */
  readonly stdev: number | null;
  readonly skewness: number | null;
  /** Excess kurtosis. */
  readonly kurtosis: number | null;
  readonly sum: number | null;
  readonly zeros: number;
  readonly negatives: number;
  readonly infinite: number;
  /** Counts of the finite values in bins of equal width; null where there are none. */
  readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] } | null;
  /** Quantiles (numpy's linear) by probability. */
  readonly quantiles: readonly { readonly probability: number; readonly value: number }[];
}

/** Figures of a column of text. Lengths are in code points. */
export interface TextProfile {
  readonly minLength: number;
  readonly maxLength: number;
  readonly meanLength: number;
  /** Values that are empty or only white space. */
  readonly blank: number;
  /** The first known format that at least 99 % of the values have, or null. */
  readonly format: { readonly name: string; readonly pattern: string; readonly share: number } | null;
}

/** Something about a column that deserves a look. */
export interface ProfileAlert {
  readonly alert:
    | "allMissing"
    | "constant"
    | "highCardinality"
    | "imbalanced"
    | "infinite"
    | "missing"
    | "mixedTypes"
    | "skewed"
    | "unique"
    | "zeros";
  readonly message: string;
}

/** What a column is like. */
export interface ColumnProfile {
  readonly column: string;
  readonly type: ProfileType;
  /** Values that are present. */
  readonly count: number;
  /** Null and NaN. */
  readonly missing: number;
  /** Share of missing values among all rows, 0 to 1. */
  readonly missingShare: number;
  readonly distinct: number;
  /** Values that occur once. */
  readonly singles: number;
  /** The most frequent values, at most as many as asked for. */
  readonly topValues: readonly { readonly value: JsonValue; readonly count: number; readonly share: number }[];
  /** All distinct values where there are at most 100, else null. */
  readonly valueSet: readonly JsonValue[] | null;
  /** Of a column of numbers, else null. */
  readonly numeric: NumericProfile | null;
  /** Of a column of text, else null. */
  readonly text: TextProfile | null;
  /** First and last instant of a column of dates, ISO 8601, else null. */
  readonly dates: { readonly min: string; readonly max: string } | null;
  readonly alerts: readonly ProfileAlert[];
}

/** What a table is like, as plain JSON. */
export interface TableProfile {
  readonly schemaVersion: 1;
  readonly rowCount: number;
  readonly columns: readonly ColumnProfile[];
}
