import type { ParityCase } from "./parity-case.ts";

/** A point: coefficients and intercepts, one row an output; and the scale of a Huber regression. */
export interface Point {
  readonly coef: readonly number[][];
  readonly intercept: readonly number[];
  readonly scale?: number | undefined;
}

type Objective = (given: ParityCase, point: Point) => number;

/** What scikit-learn's estimators minimise, straight from their definitions. */
export const objectives: Readonly<Record<string, Objective>> = {
  huberRegressor: (given, { coef, intercept, scale = 1 }) => {
    const epsilon = 1.35;
    const w = coef[0] ?? [];
    return (
      sumRows(given, (row, i) => {
        const size = Math.abs(((given.y as number[])[i] ?? 0) - score(row, w, intercept[0]));
        return scale + (size > epsilon * scale ? 2 * epsilon * size - epsilon ** 2 * scale : size ** 2 / scale);
      }) +
      1e-4 * squares(w)
    );
  },
  linearSVC: (given, { coef, intercept }) => {
    const options = given.options as { C: number; loss?: string; penalty?: string; intercept_scaling?: number };
    const labels = given.y as string[];
    const classes = [...new Set(labels)].sort();
    const balanced = (label: string) =>
      labels.length / (classes.length * labels.filter((each) => each === label).length);
    let sum = 0;
    coef.forEach((w, c) => {
      const positive = coef.length === 1 ? classes[1] : classes[c];
      const b = (intercept[c] ?? 0) / (options.intercept_scaling ?? 1);
      sum += options.penalty === "l1" ? absolutes(w) + Math.abs(b) : 0.5 * (squares(w) + b * b);
      sum += sumRows(given, (row, i) => {
        const label = labels[i] ?? "";
        const lack = Math.max(0, 1 - (label === positive ? 1 : -1) * score(row, w, intercept[c]));
        const isWeighed = options.penalty === "l1" && (coef.length === 1 || label === positive);
        return options.C * (isWeighed ? balanced(label) : 1) * (options.loss === "hinge" ? lack : lack * lack);
      });
    });
    return sum;
  },
  logisticRegression: (given, { coef, intercept }) => {
    const { C = 1, l1_ratio: ratio = 0, intercept_scaling: scale } = given.options as Readonly<Record<string, number>>;
    const labels = given.y as string[];
    const classes = [...new Set(labels)].sort();
    const penalty = coef.reduce((sum, own, c) => {
      // liblinear's objective has the intercept among the coefficients.
      const w = scale === undefined ? own : [...own, (intercept[c] ?? 0) / scale];
      return sum + ratio * absolutes(w) + ((1 - ratio) / 2) * squares(w);
    }, 0);
    const loss = sumRows(given, (row, i) => {
      const scores = coef.map((w, c) => score(row, w, intercept[c]));
      const all = scores.length === 1 ? [0, scores[0] ?? 0] : scores;
      const top = Math.max(...all);
      const own = all[classes.indexOf(labels[i] ?? "")] ?? 0;
      return top + Math.log(all.reduce((sum, each) => sum + Math.exp(each - top), 0)) - own;
    });
    return penalty + C * loss;
  },
};

function sumRows({ X, sampleWeight }: ParityCase, value: (row: readonly number[], i: number) => number): number {
  return (X as number[][]).reduce((sum, row, i) => sum + (sampleWeight?.[i] ?? 1) * value(row, i), 0);
}

function score(row: readonly number[], w: readonly number[], intercept = 0): number {
  return row.reduce((sum, x, j) => sum + x * (w[j] ?? 0), intercept);
}

const squares = (w: readonly number[]): number => w.reduce((sum, each) => sum + each * each, 0);
const absolutes = (w: readonly number[]): number => w.reduce((sum, each) => sum + Math.abs(each), 0);
