import type { Column, RandomState, Table } from "@mlsys/core";
import { NumericColumn, TimestampColumn } from "@mlsys/core";
import { mannWhitney } from "../../drift/statistics/location.ts";
import { binOf, quantileEdges } from "../../drift/statistics/bins.ts";
import { twoSamples } from "../../drift/statistics/two-samples.ts";
import type { DriftOutcome, TableDrift } from "../../drift/drift-report.ts";
import { normalQuantile } from "../special/normal.ts";
import { BINS, boostedTrees } from "./boosted-trees.ts";

/** The least effect that counts as drift. */
const MIN_EFFECT = 0.25;
/** Rows a side, at least: half of them are kept to judge the classifier. */
const LEAST_ROWS = 20;

/** Trains a classifier on a half of the rows to tell the two tables apart, and judges it on the other half. */
export function tableDrift(
  reference: Table,
  current: Table,
  { columns, alpha, maxRows, rng }: { columns: readonly string[]; alpha: number; maxRows: number; rng: RandomState },
): TableDrift {
  const [before, now] = [sampled(reference, maxRows, rng), sampled(current, maxRows, rng)];
  const labels = Uint8Array.from({ length: before.numRows + now.numRows }, (_, i) => (i < before.numRows ? 0 : 1));
  const half = (from: number, to: number, other: boolean): number[] =>
    Array.from({ length: to - from }, (_, i) => from + i).filter((i) => (i - from) % 2 === (other ? 1 : 0));
  const split = (other: boolean): Int32Array =>
    Int32Array.from([...half(0, before.numRows, other), ...half(before.numRows, labels.length, other)]);
  const features = columns.map((name) => binned(before.column(name), now.column(name)));
  const n = before.numRows >> 1;
  const m = now.numRows >> 1;
  if (n < LEAST_ROWS / 2 || m < LEAST_ROWS / 2) return tooFew(n, m);
  const { score, gains } = boostedTrees(features, labels, split(false));
  const judged = split(true);
  const scoresOf = (label: number): Float64Array =>
    Float64Array.from(
      judged.filter((row) => labels[row] === label),
      score,
    );
  const { statistic, pValue } = mannWhitney(twoSamples(scoresOf(0), scoresOf(1)));
  const auc = 1 - statistic / (n * m);
  const effectSize = Math.max(0, 2 * auc - 1);
  // Only scores that are right more often than wrong speak for drift.
  const oneSided = auc >= 0.5 ? pValue / 2 : 1 - pValue / 2;
  const criticalEffect = 2 * normalQuantile(1 - alpha) * Math.sqrt((n + m + 1) / (12 * n * m));
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  const importance = columns
    .map((column, i) => ({ column, share: total === 0 ? 0 : (gains[i] ?? 0) / total }))
    .sort((a, b) => b.share - a.share);
  return judgedTable(
    { auc, effectSize, minEffect: MIN_EFFECT, criticalEffect, pValue: oneSided, n, m, importance },
    alpha,
  );
}

function judgedTable(found: Omit<TableDrift, "outcome" | "drifted" | "message">, alpha: number): TableDrift {
  const { pValue, effectSize, criticalEffect, auc, importance } = found;
  const isDrift = pValue <= alpha && effectSize >= MIN_EFFECT;
  const missed: DriftOutcome = pValue > alpha && criticalEffect > MIN_EFFECT ? "notEnoughRows" : "noDrift";
  const outcome = isDrift ? "drift" : missed;
  const first = importance[0];
  const most = first === undefined || !isDrift ? "" : `, most by ${first.column}`;
  const verb = { drift: "can", noDrift: "cannot", notEnoughRows: "has too few rows to", notComparable: "cannot" }[
    outcome
  ];
  const message = `a classifier ${verb} tell the two tables apart (AUC ${auc.toFixed(3)}${most})`;
  return { ...found, outcome, drifted: isDrift, message };
}

function tooFew(n: number, m: number): TableDrift {
  const found = { auc: 0.5, effectSize: 0, minEffect: MIN_EFFECT, criticalEffect: 1, pValue: 1, n, m, importance: [] };
  return judgedTable(found, 0);
}

/** At most so many rows, in random order. */
function sampled(table: Table, most: number, rng: RandomState): Table {
  const order = rng.permutation(table.numRows);
  return table.take(Array.from(order).slice(0, most));
}

/** Bin 0 is for missing values, the others for equally many values or for the most frequent texts. Both sides are binned as one. */
function binned(a: Column, b: Column): Uint8Array {
  const isNumeric = (column: Column): boolean => column instanceof NumericColumn || column instanceof TimestampColumn;
  const values =
    isNumeric(a) && isNumeric(b)
      ? [...a.toNumbers(), ...b.toNumbers()].map((each) => (Number.isNaN(each) ? null : each))
      : [...a, ...b];
  if (!isNumeric(a) || !isNumeric(b))
    return codes(
      values.map((value) => (typeof value === "string" || typeof value === "boolean" ? String(value) : null)),
    );
  const present = values.filter((value): value is number => typeof value === "number" && Number.isFinite(value));
  const edges = quantileEdges(present, BINS - 1);
  return Uint8Array.from(values, (value) => (typeof value === "number" ? 1 + binOf(value, edges, true) : 0));
}

function codes(values: readonly (string | null)[]): Uint8Array {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const frequent = [...counts].sort((x, y) => y[1] - x[1]).slice(0, BINS - 2);
  const code = new Map(frequent.map(([value], i) => [value, i + 1]));
  return Uint8Array.from(values, (value) => (value === null ? 0 : (code.get(value) ?? BINS - 1)));
}
