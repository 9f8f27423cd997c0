import type { TableMeasure } from "./measure.ts";

/** Counts of one class: right, predicted, true. */
interface ClassCounts {
  readonly right: number;
  readonly predicted: number;
  readonly actual: number;
}

function countsOf(table: Float64Array, size: number): ClassCounts[] {
  const counts: ClassCounts[] = [];
  for (let c = 0; c < size; c++) {
    let [predicted, actual] = [0, 0];
    for (let other = 0; other < size; other++) {
      predicted += table[other * size + c] as number;
      actual += table[c * size + other] as number;
    }
    counts.push({ right: table[c * size + c] as number, predicted, actual });
  }
  return counts;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const precisionOf = ({ right, predicted }: ClassCounts): number => ratio(right, predicted);
const recallOf = ({ right, actual }: ClassCounts): number => ratio(right, actual);
const f1Of = ({ right, predicted, actual }: ClassCounts): number => ratio(2 * right, predicted + actual);
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Over the classes that occur on either side, as the metrics have it. */
function macro(figure: (counts: ClassCounts) => number): TableMeasure["of"] {
  return (table, size) => {
    const present = countsOf(table, size).filter(({ predicted, actual }) => predicted + actual > 0);
    return ratio(total(present.map(figure)), present.length);
  };
}

function ofPositive(figure: (counts: ClassCounts) => number): TableMeasure["of"] {
  return (table, size, positive) => {
    const counts = countsOf(table, size)[positive];
    return counts === undefined ? 0 : figure(counts);
  };
}

function accuracy(table: Float64Array, size: number): number {
  return ratio(total(countsOf(table, size).map(({ right }) => right)), total(Array.from(table)));
}

function balancedAccuracy(table: Float64Array, size: number): number {
  const actual = countsOf(table, size).filter((counts) => counts.actual > 0);
  return ratio(total(actual.map(recallOf)), actual.length);
}

function f1Weighted(table: Float64Array, size: number): number {
  const counts = countsOf(table, size);
  return ratio(total(counts.map((each) => f1Of(each) * each.actual)), total(counts.map(({ actual }) => actual)));
}

function matthewsCorrcoef(table: Float64Array, size: number): number {
  const counts = countsOf(table, size);
  const all = total(Array.from(table));
  const squares = (pick: (each: ClassCounts) => number): number => total(counts.map((each) => pick(each) ** 2));
  const covariance =
    total(counts.map(({ right }) => right)) * all - total(counts.map(({ predicted, actual }) => predicted * actual));
  const spread = (all ** 2 - squares(({ predicted }) => predicted)) * (all ** 2 - squares(({ actual }) => actual));
  return spread === 0 ? 0 : covariance / Math.sqrt(spread);
}

function cohenKappa(table: Float64Array, size: number): number {
  const counts = countsOf(table, size);
  const all = total(Array.from(table));
  const observed = ratio(total(counts.map(({ right }) => right)), all);
  const expected = ratio(total(counts.map(({ predicted, actual }) => predicted * actual)), all ** 2);
  return expected === 1 ? NaN : (observed - expected) / (1 - expected);
}

const MEASURES: Readonly<Record<string, TableMeasure["of"]>> = {
  accuracy,
  balancedAccuracy,
  f1: ofPositive(f1Of),
  f1Macro: macro(f1Of),
  f1Weighted,
  precision: ofPositive(precisionOf),
  precisionMacro: macro(precisionOf),
  recall: ofPositive(recallOf),
  recallMacro: macro(recallOf),
  matthewsCorrcoef,
  cohenKappa,
};

/** The measures of classes. */
export function tableMeasures(): TableMeasure[] {
  return Object.entries(MEASURES).map(([name, of]) => ({ name, of, needs: "table", isGreaterBetter: true }));
}
