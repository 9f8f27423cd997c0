import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { Grid, TestCase } from "./behavior-test.ts";

/** Each row with its column set to each value of the grid, in ascending order. */
export function gridOf<I>(test: string, rows: readonly I[], column: string, grid: Grid): TestCase<I>[] {
  const values =
    "quantiles" in grid ? quantilesOf(rows, column, grid.quantiles) : [...new Set(grid)].sort((a, b) => a - b);
  if (values.length < 2 || !values.every((value) => Number.isFinite(value))) {
    throw new BehaviorError({
      code: "invalidCase",
      what: "the grid has fewer than two finite values",
      where: `test ${JSON.stringify(test)}, column ${JSON.stringify(column)}`,
      found: showValue(values),
      fix: "give values in a list, or { quantiles: 10 } of a numeric column",
    });
  }
  return rows.map((row) => ({
    inputs: values.map((value) => ({ ...row, [column]: value })),
    edits: values.map((value, i) => (i === 0 ? [] : [{ column, from: values[i - 1], to: value }])),
  }));
}

function quantilesOf(rows: readonly unknown[], column: string, count: number): number[] {
  const sorted = rows
    .map((row) => (row as Readonly<Record<string, unknown>>)[column])
    .filter((value): value is number => typeof value === "number" && Number.isFinite(value))
    .sort((a, b) => a - b);
  const at = Array.from({ length: count }, (_, k) => sorted[Math.round((k * (sorted.length - 1)) / (count - 1))]);
  return [...new Set(at.filter((value) => value !== undefined))];
}
