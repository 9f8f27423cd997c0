import { didYouMean, showValue, Table } from "@mlsys/core";
import type { Row, TableInput } from "@mlsys/core";
import { checkSameLength, readNumbers } from "../input/numbers.ts";
import type { NumberArray } from "../input/numbers.ts";
import { MetricsError } from "../metrics-error.ts";
import { conditionText } from "./slice-condition.ts";

/** Rows for which a predicate holds. */
export interface PredicateSlice {
  readonly name: string;
  readonly where: (row: Row, index: number) => boolean;
}

/** One slice per value of a column; of a column of many numbers, one per quarter of the rows. */
export interface ColumnSlice {
  readonly column: string;
  /** Cuts numbers into this many ranges of about equally many rows. Default: 4 where there are more than 20 values. */
  readonly bins?: number | undefined;
}

/** Rows in which a column has a value. */
export interface ValueSlice {
  readonly column: string;
  readonly equals: string | number | boolean;
  readonly name?: string | undefined;
}

/** Rows whose text matches a pattern. */
export interface PatternSlice {
  readonly column: string;
  readonly matches: RegExp;
  readonly name?: string | undefined;
}

/** Rows by how sure the model was of its prediction: ranges that hold about equally many rows. */
export interface ConfidenceSlice {
  /** The probability of the predicted class, or any other measure of confidence; one number per row. */
  readonly modelConfidence: NumberArray;
  /** Number of ranges. Default 4. */
  readonly bins?: number | undefined;
}

/** How to cut data into slices. */
export type SliceRule = PredicateSlice | ColumnSlice | ValueSlice | PatternSlice | ConfidenceSlice;

/** The rows of one slice. */
export interface SliceRows {
  readonly name: string;
  readonly indices: Int32Array;
}

/** The slices that the rules give; a rule by column may give several. */
export function cutSlices(owner: string, data: TableInput, rules: readonly SliceRule[]): SliceRows[] {
  const table = Table.from(data);
  return rules.flatMap((rule) => {
    if ("where" in rule) return [{ name: rule.name, indices: rowsWhere(table, rule.where) }];
    if ("modelConfidence" in rule) {
      const confidence = readNumbers(owner, "modelConfidence", rule.modelConfidence);
      checkSameLength(owner, "modelConfidence", confidence.length, table.numRows);
      return byRange("confidence", Array.from(confidence), rule.bins ?? 4);
    }
    if (!table.hasColumn(rule.column)) throw unknownColumn(owner, table, rule.column);
    const values = table.column(rule.column as never).toArray() as readonly unknown[];
    if ("equals" in rule) {
      return [
        {
          name: rule.name ?? `${rule.column} = ${String(rule.equals)}`,
          indices: select(values, (v) => v === rule.equals),
        },
      ];
    }
    if ("matches" in rule) {
      const pattern = new RegExp(rule.matches.source, rule.matches.flags.replace(/[gy]/g, ""));
      const indices = select(values, (value) => typeof value === "string" && pattern.test(value));
      return [{ name: rule.name ?? `${rule.column} matches ${String(rule.matches)}`, indices }];
    }
    return byColumn(rule, values);
  });
}

function rowsWhere(table: Table, where: PredicateSlice["where"]): Int32Array {
  const kept: number[] = [];
  for (let i = 0; i < table.numRows; i++) if (where(table.row(i), i)) kept.push(i);
  return Int32Array.from(kept);
}

function select(values: readonly unknown[], test: (value: unknown) => boolean): Int32Array {
  return Int32Array.from([...values.keys()].filter((i) => test(values[i])));
}

const MANY_VALUES = 20;

function byColumn({ column, bins }: ColumnSlice, values: readonly unknown[]): SliceRows[] {
  const distinct = new Set(values);
  const isNumeric = [...distinct].every((value) => typeof value === "number" || value === null);
  if (isNumeric && (bins !== undefined || distinct.size > MANY_VALUES)) return byRange(column, values, bins ?? 4);
  return [...distinct].map((value) => ({
    name: value === null ? `${column} is missing` : `${column} = ${plain(value)}`,
    indices: select(values, (each) => each === value),
  }));
}

/** Ranges that hold about equally many rows; equal values are never parted. */
function byRange(column: string, values: readonly unknown[], bins: number): SliceRows[] {
  const sorted = Float64Array.from(values.filter((value): value is number => typeof value === "number")).sort();
  const cuts = Array.from({ length: bins - 1 }, (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / bins)] ?? 0);
  const edges = [-Infinity, ...new Set(cuts), Infinity];
  return edges.slice(0, -1).flatMap((low, at) => {
    const high = edges[at + 1] ?? Infinity;
    const indices = select(values, (value) => typeof value === "number" && value >= low && value < high);
    if (indices.length === 0) return [];
    const name = conditionText({
      column,
      low: low === -Infinity ? null : low,
      high: high === Infinity ? null : high,
    });
    return [{ name, indices }];
  });
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : showValue(value);
}

function unknownColumn(owner: string, table: Table, column: string): MetricsError {
  return new MetricsError({
    code: "invalidOption",
    what: `there is no column ${JSON.stringify(column)}`,
    where: `${owner}, slices`,
    fix: didYouMean(column, table.columnNames),
    details: { option: "slices", column, columns: table.columnNames },
  });
}
