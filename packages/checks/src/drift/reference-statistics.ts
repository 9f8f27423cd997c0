import { arrayOf, integer, parseOptions, text } from "@mlsys/core/basics";
import type { TableInput } from "@mlsys/core";
import { ChecksError } from "../checks-error.ts";
import { sideOf } from "../internal/drift/side.ts";
import { columnsOf } from "../internal/drift/columns-of.ts";
import { STORED, stored } from "../internal/drift/stored.ts";

/** What is kept of one column. */
export type ReferenceColumn = {
  readonly column: string;
  /** Missing values, NaN included. */
  readonly missing: number;
  readonly rows: number;
} & (
  | {
      readonly kind: "numeric";
      /** Finite values. */
      readonly count: number;
      /** All of them, ascending, or evenly spaced quantiles where there are more than was asked for. */
      readonly values: readonly number[];
      /** Inner edges of ten bins of about equally many values. */
      readonly edges: readonly number[];
      /** Values a bin. */
      readonly counts: readonly number[];
    }
  | { readonly kind: "categorical"; readonly counts: readonly (readonly [category: string, count: number])[] }
  | {
      readonly kind: "text";
      readonly documents: number;
      /** The words of the most documents, with their number. */
      readonly words: readonly (readonly [word: string, documents: number])[];
      /** In how many documents a word that is not listed may occur. */
      readonly unlisted: number;
      readonly lengths: readonly number[];
    }
  | { readonly kind: "empty" | "mixed" }
);

/** What drift needs of a table, as plain JSON. */
export interface ReferenceStatistics {
  readonly kind: "mlsys.referenceStatistics";
  readonly schemaVersion: 1;
  readonly rowCount: number;
  readonly columns: readonly ReferenceColumn[];
}

/** Options of {@link referenceStatistics}. */
export interface ReferenceStatisticsOptions {
  /** The columns. Default: all. */
  readonly columns?: readonly string[] | undefined;
  /** Quantiles kept of a column of numbers, and lengths of a text. Where a column has no more values, all are kept. Default 1000. */
  readonly points?: number | undefined;
  /** Words kept of a column of text. Default 2000. */
  readonly words?: number | undefined;
}

/**
 * Takes of a table what {@link detectDrift} needs to compare others with it later, so that the table itself need not be at hand:
 * quantiles and exact bins of numbers, counts of categories, words and lengths of texts. A categorical column's values and a text's frequent
 * words are in it: leave out columns that must not leave the training environment.
 *
 * @param table - rows, columns, a Table, an Arrow table.
 * @param options - columns, how much is kept.
 * @returns the statistics, plain JSON.
 * @throws {ChecksError} `invalidData`, `columnMissing`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { detectDrift, referenceStatistics } from "@mlsys/checks/drift";
 *
 * const training = { x: Array.from({ length: 5000 }, (_, i) => i % 100) };
 * const file = JSON.stringify(referenceStatistics(training, { points: 200 }));
 * file.length < 3000; // => true
 * const today = { x: Array.from({ length: 500 }, (_, i) => 40 + (i % 100)) };
 * detectDrift(JSON.parse(file), today).driftedColumns; // => ["x"]
 * ```
 */
export function referenceStatistics(table: TableInput, options: ReferenceStatisticsOptions = {}): ReferenceStatistics {
  const parsed = parseOptions(
    "referenceStatistics",
    options,
    {
      columns: { rule: arrayOf(text({ minLength: 1 })) },
      points: { rule: integer({ min: 20 }), default: 1000 },
      words: { rule: integer({ min: 0 }), default: 2000 },
    },
    ChecksError,
  );
  const side = sideOf(table, "reference");
  const columns = columnsOf([["table", side]], parsed.columns, "referenceStatistics");
  return {
    kind: STORED,
    schemaVersion: 1,
    rowCount: side.rows,
    columns: columns.map((column) => stored(column, side.sample(column), parsed)),
  };
}
