import { integer, parseOptions, real, satisfying, text } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { judgeOf } from "../expectations/compile.ts";
import type { Judge } from "../expectations/expectation.ts";
import { applyEdits } from "../perturbations/internal/apply-edits.ts";
import type { CellEdit, Edit, TextEdit } from "../perturbations/perturbation.ts";
import type { Label, Prediction } from "../predictors/prediction.ts";
import type { PredictorInput } from "../predictors/predictor.ts";
import { toPredictor } from "../predictors/to-predictor.ts";
import { seedRule } from "../random/seed-rule.ts";
import { seedFrom } from "../random/random-source.ts";
import type { BehaviorReport, FailedCase } from "../results/behavior-report.ts";
import { predictInputs } from "../running/predict-inputs.ts";
import type { AnyTest, Suite } from "../suite/behavior-test.ts";
import { minimalSubset } from "./minimal-subset.ts";
import { spreadOf } from "./spread.ts";
import { wordEdits } from "../perturbations/internal/word-edits.ts";

/** Options of {@link shrinkFailures}. */
export interface ShrinkOptions {
  /** The test whose failures to shrink. Default: every one that has some. */
  readonly test?: string;
  /** How many failures of a test, the worst first. Default 3. */
  readonly failures?: number;
  /** How closely a number is located, as a share of its column's spread in the test. Default 0.01. */
  readonly precision?: number;
  /** Given to the predictor as its seed: the run's. Default 0. */
  readonly randomState?: RandomStateInput;
  readonly signal?: AbortSignal;
}

/** A failure that cannot be made smaller. */
export interface ShrunkFailure {
  readonly test: string;
  readonly caseId: string;
  /** The original, and the smallest change of it that still fails. */
  readonly inputs: readonly unknown[];
  readonly predictions: readonly Prediction[];
  /** What is left of the change. */
  readonly edits: readonly Edit[];
  /** By how much it fails. */
  readonly score: number;
  /** Predictions that it took. */
  readonly asked: number;
}

/**
 * Shrinks failures of invariance and directional tests: to the fewest edits that still fail, and numbers to the smallest change that
 * does. Failures of tests without an original are given back the shortest first.
 *
 * @param suite - the suite that was run.
 * @param report - the run's report.
 * @param predictor - the same predictor.
 * @param options - how many, how closely.
 * @returns one result for each failure that could be reproduced.
 * @throws {BehaviorError} `invalidOption`, `invalidCase` for a test that the suite does not have, and what a run throws.
 * @see Zeller and Hildebrandt, *Simplifying and Isolating Failure-Inducing Input*, 2002.
 *
 * @example
 * ```ts
 * import { column, defineSuite, invariant, runSuite, shrinkFailures } from "@mlsys/behavior";
 * import type { ScorePrediction } from "@mlsys/behavior";
 *
 * const suite = defineSuite<{ age: number }, ScorePrediction>("risk", (t) => {
 *   t.inv("older", { from: [{ age: 20 }, { age: 0 }], perturb: column("age").add(60), expect: invariant() });
 * });
 * const risk = (rows: readonly { age: number }[]) => rows.map(({ age }) => (age > 64 ? 2 : 1));
 * const report = await runSuite(suite, risk);
 * const [shrunk] = await shrinkFailures(suite, report, risk, { precision: 0.05 });
 * shrunk?.edits; // => [{ column: "age", from: 20, to: 64.0625 }]
 * ```
 */
export async function shrinkFailures<I, P = Prediction>(
  suite: Suite<I, P>,
  report: BehaviorReport,
  predictor: NoInfer<PredictorInput<I, P>>,
  options: ShrinkOptions = {},
): Promise<ShrunkFailure[]> {
  const parsed = parseOptions("shrinkFailures", options, specs, BehaviorError);
  const { test, failures, precision } = parsed;
  const reports = report.tests.filter(({ name, failures: some }) =>
    test === undefined ? some.length > 0 : name === test,
  );
  if (test !== undefined && reports.length === 0) throw noTest(test);
  const predict = predicting(toPredictor(predictor as never), parsed);
  const shrunk: (ShrunkFailure | undefined)[] = [];
  for (const each of reports) {
    const own = (suite.tests as readonly AnyTest[]).find(({ name }) => name === each.name);
    if (own === undefined) throw noTest(each.name);
    const judge = judgeOf(own.expect);
    const chosen = own.aggregate === "all" ? [...each.failures].sort(byLength) : each.failures;
    for (const failure of chosen.slice(0, failures))
      shrunk.push(await shrinkOne(own, failure, judge, predict, precision));
  }
  return shrunk.filter((each) => each !== undefined);
}

const isSignal = (value: unknown): value is AbortSignal => value instanceof AbortSignal;

const specs = {
  test: { rule: text() },
  failures: { rule: integer({ min: 1 }), default: 3 },
  precision: { rule: real({ above: 0, max: 1 }), default: 0.01 },
  randomState: { rule: seedRule(), default: 0 },
  signal: { rule: satisfying("an AbortSignal", isSignal) },
} as const;

type Predict = (inputs: readonly unknown[]) => Promise<readonly (Prediction | undefined)[]>;

function predicting(
  predictor: Parameters<typeof predictInputs>[1],
  { randomState, signal }: { readonly randomState: RandomStateInput; readonly signal: AbortSignal | undefined },
): Predict {
  const options = { batchSize: 256, concurrency: 1, retries: 0, timeoutMs: undefined, onProgress: undefined };
  const seed = seedFrom(randomState);
  return async (inputs) =>
    (await predictInputs(inputs, predictor, { ...options, seed, signal, task: "shrinking failures" })).predictions;
}

/** Judges candidates against the original. */
interface Trial {
  readonly original: unknown;
  readonly edits: readonly Edit[];
  readonly fails: (candidates: readonly unknown[]) => Promise<readonly boolean[]>;
}

async function shrinkOne(
  test: AnyTest,
  failure: FailedCase,
  judge: Judge,
  predict: Predict,
  precision: number,
): Promise<ShrunkFailure | undefined> {
  // A step of a sweep is compared with the one before, and is as small as its grid; a single example has no original.
  if (test.type === "SWEEP" || test.type === "ORDER" || test.aggregate === "all") return asItIs(test, failure);
  const { inputs, example, index } = failure;
  const [original, changed] = [inputs[0], inputs[example]];
  const given = test.cases[index];
  const labels = [labelAt(failure.label, 0), labelAt(failure.label, example)];
  let asked = 0;
  const judged = async (candidates: readonly unknown[]): Promise<{ score: number; predictions: Prediction[] }[]> => {
    const [own, ...others] = await predict([original, ...candidates]);
    asked += candidates.length + 1;
    return candidates.map((candidate, i) => {
      const predictions = [own, others[i]].filter((each) => each !== undefined);
      if (predictions.length < 2) return { score: 1, predictions };
      const view = { inputs: [original, candidate], predictions, meta: given?.meta, labelOf: (k: number) => labels[k] };
      return { score: judge(view, 1) ?? 1, predictions };
    });
  };
  const fails = async (candidates: readonly unknown[]): Promise<boolean[]> =>
    candidates.length === 0 ? [] : (await judged(candidates)).map(({ score }) => !(score > 0));
  const edits = editsOf(failure, original, changed, given?.edits !== undefined);
  if (!(await fails([changed]))[0]) return undefined;
  const trial: Trial = { original, edits, fails };
  const fewest = await fewestEdits(trial);
  const smallest = await smallestNumbers({ ...trial, edits: fewest }, precision, test);
  const input = edited(original, smallest);
  const [final] = await judged([input]);
  return {
    test: test.name,
    caseId: failure.caseId,
    inputs: [original, input],
    predictions: final?.predictions ?? [],
    edits: smallest,
    score: final?.score ?? failure.score,
    asked,
  };
}

/** The edits that a perturbation told; of a case that was written out, word by word. */
function editsOf(failure: FailedCase, original: unknown, changed: unknown, isTold: boolean): readonly Edit[] {
  if (!isTold && typeof original === "string" && typeof changed === "string") return wordEdits(original, changed);
  return failure.edits[failure.example] ?? [];
}

async function fewestEdits({ original, edits, fails }: Trial): Promise<readonly Edit[]> {
  if (edits.length < 2) return edits;
  const subset = (indices: readonly number[]): Edit[] => indices.map((i) => edits[i] as Edit);
  return subset(await minimalSubset(edits.length, (all) => fails(all.map((each) => edited(original, subset(each))))));
}

const STEPS = 16;

/** Moves each number back towards the original as far as it still fails. */
async function smallestNumbers(trial: Trial, precision: number, test: AnyTest): Promise<readonly Edit[]> {
  const edits = [...trial.edits];
  for (const [i, each] of edits.entries()) {
    if (!("column" in each) || typeof each.from !== "number" || typeof each.to !== "number") continue;
    const enough = precision * (spreadOf(test.cases, each.column) || Math.abs(each.to - each.from));
    let [passing, failing] = [each.from, each.to];
    while (Math.abs(failing - passing) > enough) {
      const width = (failing - passing) / STEPS;
      const values = Array.from({ length: STEPS - 1 }, (_, k) => passing + (k + 1) * width);
      const candidates = values.map((to) => edited(trial.original, edits.with(i, { ...each, to })));
      const first = (await trial.fails(candidates)).indexOf(true);
      if (first > 0) passing = values[first - 1] as number;
      else if (first < 0) passing = values.at(-1) as number;
      if (first >= 0) failing = values[first] as number;
    }
    edits[i] = { ...each, to: failing } satisfies CellEdit;
  }
  return edits;
}

/** An input with edits of its text or its cells. */
function edited(original: unknown, edits: readonly Edit[]): unknown {
  if (typeof original === "string") return applyEdits(original, edits as readonly TextEdit[]);
  const cells = edits.map((each) =>
    "column" in each ? ([each.column, each.to] as const) : (["", undefined] as const),
  );
  return { ...(original as object), ...Object.fromEntries(cells) };
}

function labelAt(label: FailedCase["label"], index: number): Label | undefined {
  if (label === null) return undefined;
  return typeof label === "object" ? label[index] : label;
}

function byLength(a: FailedCase, b: FailedCase): number {
  return JSON.stringify(a.inputs).length - JSON.stringify(b.inputs).length;
}

function asItIs({ name }: AnyTest, { caseId, inputs, predictions, edits, score, example }: FailedCase): ShrunkFailure {
  return { test: name, caseId, inputs, predictions, edits: edits[example] ?? [], score, asked: 0 };
}

function noTest(name: string): BehaviorError {
  return new BehaviorError({
    code: "invalidCase",
    what: `the suite has no test ${JSON.stringify(name)}`,
    where: "shrinkFailures",
    fix: "give the suite that was run",
    details: { test: name },
  });
}
