import type { Expression, Relation, Scalar } from "../expressions/expression.ts";

/** The kinds of value that a comparison keeps apart. */
export type ValueKind = "number" | "string" | "boolean" | "date" | "other";

/** How a quantile is read between two values: numpy's `linear` (type 7) or `inverted_cdf` (type 1), and the rest of its names. */
export type QuantileMethod = "linear" | "discrete" | "nearest" | "lower" | "higher" | "midpoint";

/**
 * A figure of the data that a check asks for, as data. Engines answer aggregates and know no checks; equal requests of several
 * checks are answered once. Rows that `where` does not accept do not count.
 */
export type Aggregate = {
  readonly where?: Expression | undefined;
} & (
  | { readonly aggregate: "columns"; readonly inMemory?: undefined }
  /** The rows that a query of the user finds, for databases alone; `{table}` in it stands for the table. */
  | { readonly aggregate: "query"; readonly query: string; readonly inMemory?: undefined }
  | {
      /** The combinations of values of columns, for databases alone: data in memory is folded instead. */
      readonly aggregate: "combinations";
      readonly columns: readonly string[];
      /** Whether, of two columns that are not both categories, it is enough to know how closely they go together. */
      readonly associated?: boolean | undefined;
      readonly inMemory?: undefined;
    }
  | ({
      /** How data in memory computes it. */
      readonly inMemory: InMemory;
    } & (
      | { readonly aggregate: "rows" }
      | { readonly aggregate: "tally"; readonly predicate: Expression; readonly shows: readonly string[] }
      | {
          readonly aggregate: "duplicates";
          readonly columns: readonly string[];
          readonly report: "all" | "extra";
          readonly skip: "anyMissing" | "allMissing" | "never";
        }
      | {
          readonly aggregate: "steps";
          readonly column: string;
          readonly relation: Relation;
          /** What is added to the value before it, a number, before the two are compared. Default: nothing. */
          readonly by?: number | undefined;
        }
      | { readonly aggregate: "kinds"; readonly column: string }
      | {
          readonly aggregate: "moments";
          readonly column: string;
          /** The greatest power of the distance from the mean that is needed: what is beyond it may be left at 0. Default 4. */
          readonly powers?: 1 | 2 | 4 | undefined;
        }
      | { readonly aggregate: "extremes"; readonly column: string }
      | {
          readonly aggregate: "quantiles";
          readonly column: string;
          readonly probabilities: readonly number[];
          readonly method: QuantileMethod;
        }
      | {
          readonly aggregate: "values";
          readonly column: string;
          /** How much is needed: the number of distinct values, also of those that occur once, or also the list. The rest may be wrong. Default `"list"`. */
          readonly detail?: "distinct" | "singles" | "list" | undefined;
        }
      | {
          readonly aggregate: "fold";
          readonly columns: readonly string[];
          /** Starts a fold: a figure that a check computes itself, row by row. A database gives it the rows, if they are not too many. */
          readonly start: () => Fold;
        }
      | {
          /** Aggregates in each group of rows that share a value of a column, in one pass, for data in memory alone. */
          readonly aggregate: "groups";
          readonly by: string;
          readonly of: Readonly<Record<string, Aggregate>>;
        }
    ))
);

/** What a query of the user found. */
export interface QueriedRows {
  readonly count: number;
  /** The first of the rows. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** The combinations of values that occur. */
export interface Combinations {
  readonly rows: number;
  /** Each with its count; null for a missing value. */
  readonly list: readonly CountedCombination[];
  /** How closely the columns go together, 0 to 1, where that was asked for and numbers were added up instead of listed. */
  readonly association?: number | undefined;
}

/** Values that occur together. */
export interface CountedCombination {
  readonly values: readonly unknown[];
  readonly count: number;
}

/** Computes an aggregate of data in memory. Requests bring this along, so that a bundle has only what its checks use. */
export type InMemory = (request: never, context: never) => unknown;

/** A group of rows that share a value, with the answers to what was asked of each. */
export interface AnsweredGroup {
  /** Null for the rows without a value. */
  readonly value: Scalar | null;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** A figure in the making. */
export interface Fold {
  /** Takes in a row: the values of the columns, null where there is none, NaN as it is; and its position in the data. */
  readonly add: (values: readonly unknown[], index: number) => void;
  readonly answer: () => unknown;
  /** What there is to know so far, for another fold of the same kind. */
  readonly save?: (() => unknown) | undefined;
  /** Takes in what was saved of the rows that follow; `offset` is how many rows came before them. */
  readonly absorb?: ((saved: never, offset: number) => void) | undefined;
}

/** The name of a kind of aggregate. */
export type AggregateName = Aggregate["aggregate"];

/** One kind of aggregate. */
export type AggregateOf<Name extends AggregateName> = Extract<Aggregate, { readonly aggregate: Name }>;

/** How many rows meet a condition, how many do not, and evidence of those. Counts are exact, evidence is bounded. */
export interface RowTally {
  /** Rows that `where` accepts. */
  readonly rows: number;
  /** Rows that were judged and do not meet the condition. */
  readonly unexpected: number;
  /** Rows that were not judged, because a value is missing. */
  readonly missing: number;
  /** Those of them where the value is NaN. */
  readonly nan: number;
  /** The first unexpected rows, ascending. */
  readonly indices: readonly number[];
  /** What stands in those rows. */
  readonly examples: readonly unknown[];
  /** Which rows they are, by the columns that the run names as key. Default: not known. */
  readonly keys?: readonly unknown[] | undefined;
}

/** Numbers that moments are made of; central sums as in Chan's merge. */
export interface Moments {
  /** Rows that `where` accepts. */
  readonly rows: number;
  /** Values that are numbers, truth values counting as 1 and 0. */
  readonly count: number;
  /** Values that are present and are no numbers. */
  readonly invalid: number;
  readonly sum: number;
  readonly mean: number;
  /** Sums of the second, third and fourth power of the distance from the mean. */
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

/** Least and greatest value. */
export interface Extremes {
  readonly rows: number;
  /** Number of values that are present. */
  readonly count: number;
  /** Null when there is no value. */
  readonly min: Scalar | null;
  readonly max: Scalar | null;
  /** The kinds of value that occur, with their counts. */
  readonly kinds: ReadonlyMap<ValueKind, number>;
}

/** Quantiles in the order of the probabilities; null when there is no value. */
export interface Quantiles {
  readonly rows: number;
  readonly count: number;
  readonly invalid: number;
  readonly values: readonly number[] | null;
}

/** The distinct values with their counts. */
export interface ValueCounts {
  readonly rows: number;
  /** Number of values that are present. */
  readonly count: number;
  /** Number of distinct values. */
  readonly distinct: number;
  /** Number of values that occur once. */
  readonly singles: number;
  /** Every distinct value with its count, most frequent first, ties by value. */
  readonly list: () => readonly { readonly value: unknown; readonly count: number }[];
}

/** The answer to each kind of aggregate. */
export interface Answers {
  readonly rows: number;
  readonly columns: readonly string[];
  readonly tally: RowTally;
  readonly duplicates: RowTally;
  readonly steps: RowTally;
  readonly kinds: ReadonlyMap<ValueKind, number>;
  readonly moments: Moments;
  readonly extremes: Extremes;
  readonly quantiles: Quantiles;
  readonly values: ValueCounts;
  readonly fold: unknown;
  readonly groups: readonly AnsweredGroup[];
  readonly query: QueriedRows;
  readonly combinations: Combinations;
}

/** The answer to an aggregate. */
export type AnswerTo<Request extends Aggregate> = Answers[Request["aggregate"]];
