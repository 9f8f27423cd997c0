import type { Table } from "@mlsys/core";
import type { SliceCondition } from "./slice-condition.ts";

/** A column cut into a few bins. */
export interface BinnedColumn {
  readonly codes: Uint8Array;
  readonly conditions: readonly SliceCondition[];
}

const MOST_BINS = 64;

/** The columns that can be cut into few bins: numbers into about equally many rows, all else into its values. */
export function discretize(table: Table, columns: readonly string[], bins: number): BinnedColumn[] {
  return columns.flatMap((name) => {
    const values = table.column(name as never).toArray() as readonly unknown[];
    const distinct = new Set(values);
    const isNumeric = [...distinct].every((value) => value === null || typeof value === "number");
    const binned =
      isNumeric && distinct.size > bins ? binNumbers(name, values, bins) : binValues(name, values, distinct);
    return binned === undefined || binned.conditions.length < 2 ? [] : [binned];
  });
}

function binValues(
  column: string,
  values: readonly unknown[],
  distinct: ReadonlySet<unknown>,
): BinnedColumn | undefined {
  if (distinct.size > MOST_BINS) return undefined;
  const known = [...distinct];
  if (!known.every((value) => value === null || ["string", "number", "boolean"].includes(typeof value)))
    return undefined;
  const places = new Map(known.map((value, place) => [value, place]));
  return {
    codes: Uint8Array.from(values, (value) => places.get(value) ?? 0),
    conditions: known.map((value) => ({ column, equals: value as string | number | boolean | null })),
  };
}

function binNumbers(column: string, values: readonly unknown[], bins: number): BinnedColumn {
  const sorted = Float64Array.from(values.filter((value): value is number => typeof value === "number")).sort();
  const cuts = Array.from({ length: bins - 1 }, (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / bins)] ?? 0);
  const edges = [-Infinity, ...new Set(cuts.filter((cut) => cut > (sorted[0] ?? 0))), Infinity];
  const conditions: SliceCondition[] = edges
    .slice(0, -1)
    .map((low, at) => ({ column, low: finiteOrNull(low), high: finiteOrNull(edges[at + 1] ?? Infinity) }));
  const missing = conditions.length;
  const codes = Uint8Array.from(values, (value) => {
    if (typeof value !== "number") return missing;
    let place = 0;
    while (place + 1 < missing && value >= (edges[place + 1] ?? Infinity)) place += 1;
    return place;
  });
  if (codes.includes(missing)) conditions.push({ column, equals: null });
  return { codes, conditions };
}

function finiteOrNull(edge: number): number | null {
  return Number.isFinite(edge) ? edge : null;
}
