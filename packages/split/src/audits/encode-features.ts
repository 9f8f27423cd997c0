import { Matrix } from "@mlsys/core";
import type { Table } from "@mlsys/core";

const MOST_CATEGORIES = 12;

/**
 * The features of several tables, one below the other, as standardised numbers: numbers and their squares, instants, lengths of
 * texts, and the most frequent values of what has few; undefined where there is nothing of the kind.
 */
export function encodeFeatures(tables: readonly Table[], names: readonly string[]): Matrix | undefined {
  const columns = names.flatMap((name) =>
    encodeColumn(tables.flatMap((table) => table.column(name as never).toArray() as readonly unknown[])),
  );
  const usable = columns.map(standardized).filter((column) => column !== undefined);
  const rows = tables.reduce((sum, table) => sum + table.numRows, 0);
  if (usable.length === 0) return undefined;
  const matrix = new Matrix(rows, usable.length);
  usable.forEach((column, j) => {
    for (let i = 0; i < rows; i++) matrix.data[i * usable.length + j] = column[i] ?? 0;
  });
  return matrix;
}

function encodeColumn(values: readonly unknown[]): Float64Array[] {
  const missing = Float64Array.from(values, (value) => (value === null ? 1 : 0));
  if (values.every((value) => value === null || typeof value === "number" || value instanceof Date)) {
    const numbers = Float64Array.from(values, (value) => (value === null ? NaN : Number(value)));
    const center = meanOf(numbers);
    const filled = numbers.map((value) => (Number.isNaN(value) ? center : value));
    return [filled, filled.map((value) => (value - center) ** 2), missing];
  }
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_CATEGORIES);
  const indicators = frequent
    .filter(([, count]) => count > 1)
    .map(([category]) => Float64Array.from(values, (value) => (value === category ? 1 : 0)));
  const lengths = Float64Array.from(values, (value) => (typeof value === "string" ? value.length : 0));
  return [...indicators, lengths];
}

function meanOf(numbers: Float64Array): number {
  let [sum, count] = [0, 0];
  for (const value of numbers) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

/** Mean 0 and standard deviation 1; nothing of a constant. */
function standardized(column: Float64Array): Float64Array | undefined {
  const center = meanOf(column);
  const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - center) ** 2, 0) / column.length);
  if (!(spread > 1e-12 * Math.max(1, Math.abs(center)))) return undefined;
  return column.map((value) => (value - center) / spread);
}
