import { CsrMatrix, Matrix, randomState, silentLogger } from "@mlsys/core";
import { sgdClassifier, sgdRegressor } from "@mlsys/models";
import { afterEach, expect, test, vi } from "vitest";
import { sgdLoss } from "./sgd-losses.ts";
import type { SgdLossName } from "./sgd-losses.ts";
import type { SgdSettings } from "./sgd-options.ts";
import { runSgd } from "./sgd-run.ts";
import type { SgdRun } from "./sgd-run.ts";
import { canRunTogether, runTogether } from "./sgd-together.ts";

afterEach(() => vi.unstubAllGlobals());

const [ROWS, COLS, TARGETS] = [1200, 30, 3];
const settings: SgdSettings = {
  penalty: "l2",
  alpha: 1e-3,
  l1Ratio: 0.15,
  fitIntercept: true,
  maxIter: 25,
  tol: 1e-3,
  shuffle: true,
  epsilon: 0.1,
  randomState: 0,
  learningRate: "optimal",
  eta0: 0.01,
  powerT: 0.5,
  earlyStopping: false,
  validationFraction: 0.1,
  nIterNoChange: 5,
  average: 0,
  logger: silentLogger,
};

function rows(isSparse: boolean): Matrix | CsrMatrix {
  const drawn = randomState(1).standardNormal(ROWS * COLS);
  if (!isSparse) return new Matrix(ROWS, COLS, drawn);
  const kept = Array.from(drawn.keys()).filter((at) => Math.abs(drawn[at] ?? 0) > 0.45);
  const indptr = new Int32Array(ROWS + 1);
  for (const at of kept) indptr[Math.floor(at / COLS) + 1] = (indptr[Math.floor(at / COLS) + 1] ?? 0) + 1;
  for (let i = 0; i < ROWS; i++) indptr[i + 1] = (indptr[i + 1] ?? 0) + (indptr[i] ?? 0);
  const values = Float64Array.from(kept, (at) => drawn[at] ?? 0);
  return new CsrMatrix(
    ROWS,
    COLS,
    values,
    Int32Array.from(kept, (at) => at % COLS),
    indptr,
  );
}

function descents(X: Matrix | CsrMatrix, loss: SgdLossName, more: Partial<SgdRun>, average = 0): SgdRun[] {
  return Array.from({ length: TARGETS }, (_, k) => ({
    owner: "test",
    X,
    y: Float64Array.from(randomState(10 + k).randomSample(ROWS), (u) => (u < 0.4 ? 1 : loss === "log_loss" ? 0 : -1)),
    // Whether it is known that y has two values makes no difference.
    ...(k === 1 ? {} : { absent: loss === "log_loss" ? 0 : -1 }),
    sampleWeight: undefined,
    positiveWeight: 1 + k,
    negativeWeight: 0.5,
    loss: sgdLoss(loss, 0.1),
    seed: 1000 + k,
    isValidation: undefined,
    validationScore: undefined,
    maxIter: settings.maxIter,
    weights: Float64Array.from(randomState(k).standardNormal(COLS), (value) => value / 10),
    averageWeights: average > 0 ? Float64Array.from(randomState(k).standardNormal(COLS)) : undefined,
    intercept: 0.1,
    averageIntercept: 0.2,
    step: 1,
    ...more,
  }));
}

const held = Uint8Array.from({ length: ROWS }, (_, i) => (i % 7 === 0 ? 1 : 0));
const score = (weights: Float64Array, intercept: number): number =>
  Math.round(20 * ((weights[0] ?? 0) + intercept)) / 20;

const cases: readonly [string, SgdLossName, Partial<SgdSettings>, Partial<SgdRun>][] = [
  ["hinge", "hinge", {}, {}],
  ["perceptron, no penalty, constant rate", "perceptron", { penalty: null, learningRate: "constant" }, {}],
  ["squared hinge, adaptive rate", "squared_hinge", { learningRate: "adaptive", tol: 0.5, nIterNoChange: 2 }, {}],
  ["modified Huber, weights of rows", "modified_huber", {}, { sampleWeight: randomState(9).randomSample(ROWS) }],
  ["logistic", "log_loss", {}, {}],
  ["logistic, far from the margin", "log_loss", { alpha: 1e-6 }, { positiveWeight: 30 }],
  ["squared error, no shuffling, no intercept", "squared_error", { shuffle: false, fitIntercept: false }, {}],
  ["squared error, a rate that falls", "squared_error", { learningRate: "invscaling", powerT: 0.25 }, {}],
  ["Huber, L1, rows kept back", "huber", { penalty: "l1", learningRate: "invscaling" }, { isValidation: held }],
  ["insensitive, elastic net", "epsilon_insensitive", { penalty: "elasticnet", learningRate: "constant" }, {}],
  ["squared insensitive", "squared_epsilon_insensitive", { learningRate: "invscaling", eta0: 0.001 }, {}],
  ["hinge, elastic net", "hinge", { penalty: "elasticnet" }, {}],
  [
    "a mixed penalty so strong that weights are rescaled",
    "hinge",
    { penalty: "elasticnet", alpha: 5, eta0: 0.15, learningRate: "constant" },
    {},
  ],
  [
    "elastic net that is all L1, weights of rows",
    "log_loss",
    { penalty: "elasticnet", l1Ratio: 1 },
    { sampleWeight: randomState(9).randomSample(ROWS) },
  ],
  ["averages", "hinge", { average: 1 }, {}],
  [
    "averages of the later steps, weights that were averaged before",
    "squared_error",
    { average: 700, learningRate: "invscaling" },
    { step: 650 },
  ],
  ["averages with L1, no intercept", "log_loss", { average: 1, penalty: "l1", fitIntercept: false }, {}],
  [
    "averages of weights that are rescaled",
    "hinge",
    { average: 3, alpha: 5, learningRate: "constant", eta0: 0.15 },
    {},
  ],
  [
    "averages, no penalty, rows kept back",
    "huber",
    { average: 1, penalty: null, earlyStopping: true, learningRate: "adaptive" },
    { isValidation: held, validationScore: score },
  ],
  ["rows kept back", "hinge", { earlyStopping: true }, { isValidation: held, validationScore: score }],
  ["a penalty so strong that weights are rescaled", "hinge", { alpha: 5, learningRate: "constant", eta0: 0.15 }, {}],
];

test.each(cases.flatMap((given) => [[...given, true] as const, [...given, false] as const]))(
  "several targets at once take the steps of one after the other: %s",
  (_, loss, options, more, isSparse) => {
    const X = rows(isSparse);
    const all = { ...settings, ...options };
    const alone = descents(X, loss, more, all.average);
    const expected = alone.map((run) => runSgd(run, all));
    for (const hasWasm of [true, false]) {
      if (!hasWasm) vi.stubGlobal("WebAssembly", undefined);
      const together = descents(X, loss, more, all.average);
      expect(canRunTogether(together, all)).toBe(true);
      expect(runTogether(together, all)).toEqual(expected);
      expect(together.map(({ weights }) => weights)).toEqual(alone.map(({ weights }) => weights));
      expect(together.map(({ averageWeights }) => averageWeights)).toEqual(
        alone.map(({ averageWeights }) => averageWeights),
      );
    }
  },
);

/** Sparse rows of any length from none on, over so many columns. */
function unequalRows(cols: number, most: number): CsrMatrix {
  const rng = randomState(5);
  const indptr = new Int32Array(ROWS + 1);
  const indices: number[] = [];
  for (let i = 0; i < ROWS; i++) {
    const chosen = new Set(rng.randint(0, cols, i % (most + 1)));
    indices.push(...[...chosen].sort((a, b) => a - b));
    indptr[i + 1] = indices.length;
  }
  return new CsrMatrix(ROWS, cols, rng.standardNormal(indices.length), Int32Array.from(indices), indptr);
}

test.each([
  ["many columns", 2 ** 16 + 5, 40],
  ["as many columns as places of two bytes tell", 2 ** 16 - 3, 40],
  ["short rows", 300, 9],
])("rows of unequal length take the same steps: %s", (_, cols, most) => {
  const X = unequalRows(cols, most);
  const fresh = (): SgdRun[] =>
    descents(X, "hinge", {}).map((run) => ({ ...run, weights: new Float64Array(cols).fill(0.01) }));
  const alone = fresh();
  const expected = alone.map((run) => runSgd(run, settings));
  for (const hasWasm of [true, false]) {
    if (!hasWasm) vi.stubGlobal("WebAssembly", undefined);
    const together = fresh();
    expect(runTogether(together, settings)).toEqual(expected);
    expect(together.map(({ weights }) => weights)).toEqual(alone.map(({ weights }) => weights));
  }
});

test("other descents go by themselves", () => {
  const runs = descents(rows(true), "hinge", {});
  expect(canRunTogether(runs, { ...settings, learningRate: "pa1" })).toBe(false);
  expect(canRunTogether(descents(new Matrix(10, 3), "hinge", {}), settings)).toBe(false);
});

test("weights that outgrow doubles are refused", () => {
  const X = new Matrix(
    2500,
    10,
    randomState(0)
      .standardNormal(25_000)
      .map((value) => value * 1e200),
  );
  const y = Float64Array.from(X.column(0), (value) => (value > 0 ? 1 : 0));
  expect(() => sgdClassifier({ loss: "squared_error", randomState: 0 }).fit(X, y)).toThrow(
    expect.objectContaining({ code: "nonFinite" }),
  );
  expect(() => sgdRegressor({ learningRate: "constant", randomState: 0 }).fit(X, y)).toThrow(
    expect.objectContaining({ code: "nonFinite", details: { epoch: 1 } }),
  );
});
