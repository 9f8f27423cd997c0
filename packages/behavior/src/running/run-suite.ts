import { integer, isMlsysError, oneOf, parseOptions, real, satisfying, showValue, text } from "@mlsys/core";
import type { ProgressListener, RandomStateInput } from "@mlsys/core";
import { seedRule } from "../random/seed-rule.ts";
import { compareWithBaseline } from "../comparing/baseline.ts";
import type { Baseline } from "../comparing/baseline.ts";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { Prediction } from "../predictors/prediction.ts";
import { toPredictor } from "../predictors/to-predictor.ts";
import type { Predictor, PredictorInput } from "../predictors/predictor.ts";
import { seedFrom } from "../random/random-source.ts";
import type { BatchError, BehaviorReport } from "../results/behavior-report.ts";
import type { Correction } from "../statistics/adjust-p-values.ts";
import type { AnyTest, Suite, TestSelection } from "../suite/behavior-test.ts";
import { selectTests } from "../suite/select-tests.ts";
import type { CaseIds } from "./case-ids.ts";
import { prepareTests } from "./prepare-tests.ts";
import { predictThroughCache } from "./predict-through-cache.ts";
import type { PredictionCache } from "./predict-through-cache.ts";
import { environment } from "./environment.ts";
import { findUnstable } from "./find-unstable.ts";
import type { Runs } from "./judge-repeats.ts";
import { decideTests, reportTest } from "./report-test.ts";
import { requireKnownClass } from "./require-known-class.ts";
import { summarize } from "./summarize.ts";
import { suiteFingerprint } from "./fingerprint.ts";

/** Options of {@link runSuite}. */
export interface RunSuiteOptions {
  /** `"checklist"` counts cases as the reference library does, its slips included. Default: our own way. */
  readonly compat?: "checklist";
  /** Which tests to run. Default: all. */
  readonly only?: TestSelection;
  /** Inputs in one call of the predictor. Default 256. */
  readonly batchSize?: number;
  /** Calls at a time. Default 1. */
  readonly concurrency?: number;
  /** How often a failed call is tried again. Default 0. */
  readonly retries?: number;
  /** Time for one call, in milliseconds. Default: no limit. */
  readonly timeoutMs?: number;
  /** Given to the predictor as its seed. Default 0. */
  readonly randomState?: RandomStateInput;
  /** How often each input is predicted, with another seed each time: for models that draw. Default 1. */
  readonly repeats?: number;
  /** In how many of the repeats a case has to pass. Default: in all. */
  readonly minPass?: number;
  /**
   * How p-values are corrected over the tests; gates that ask for proof use the corrected ones. Default `"none"`: each test stands for
   * itself.
   */
  readonly correction?: Correction;
  /** Failed cases kept as evidence for each test. Default 20. */
  readonly maxFailures?: number;
  /** Predictions of the same model from earlier runs, and a place for those of this one. Default: none. */
  readonly cache?: PredictionCache;
  /** A known state of failures, of `baselineOf`, that the run is held against. */
  readonly baseline?: Baseline;
  /** What the model is, for the report: a name, a version, a fingerprint. */
  readonly model?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

/**
 * Runs a suite on a predictor. Every distinct input of the whole suite is predicted once.
 *
 * What the predictor throws is recorded with its batch and fails the run, but the rest goes on.
 *
 * @param suite - the tests.
 * @param predictor - a function from a batch of inputs to predictions, or anything with `predict`.
 * @param options - batches, concurrency, abort, progress.
 * @returns the report: plain data.
 * @throws {BehaviorError} `invalidOption`; `predictionCount` when the answer has not one prediction for each input of a batch;
 *   `invalidPrediction` for one that is no prediction, naming the example, and for an expectation of a class that no prediction knows; `unknownExpectation`; `aborted`.
 *
 * @example
 * ```ts
 * import { defineSuite, increases, runSuite } from "@mlsys/behavior";
 * import { column } from "@mlsys/behavior";
 * import type { ScorePrediction } from "@mlsys/behavior";
 *
 * const rent = defineSuite<{ rooms: number }, ScorePrediction>("rent", (t) => {
 *   t.dir("more rooms", { from: [{ rooms: 1 }, { rooms: 4 }], perturb: column("rooms").add(1), expect: increases() });
 * });
 * const report = await runSuite(rent, (rows) => rows.map(({ rooms }) => Math.min(rooms, 4) * 500));
 * report.tests[0]?.caseResults; // => ["passed", "failed"]
 * report.tests[0]?.failures[0]?.inputs; // => [{ rooms: 4 }, { rooms: 5 }]
 * ```
 */
export async function runSuite<I, P = Prediction>(
  suite: Suite<I, P>,
  predictor: NoInfer<PredictorInput<I, P>>,
  options: RunSuiteOptions = {},
): Promise<BehaviorReport> {
  const parsed = parseOptions("runSuite", options, specs, BehaviorError);
  const started = performance.now();
  const seed = seedFrom(parsed.randomState);
  const compat = parsed.compat !== undefined;
  if ((parsed.minPass ?? 1) > parsed.repeats) throw tooFewRepeats(parsed.minPass, parsed.repeats);
  const tests = selectTests(suite.tests, parsed.only);
  const interned = prepareTests(tests);
  const { runs, errors } = await predictRepeats(interned.inputs, toPredictor(predictor as never), suite.name, {
    ...parsed,
    seed,
  });
  const reported = tests.map((test, i) => {
    try {
      if (!compat) requireKnownClass(test, interned.ids[i] as Int32Array, runs);
      return reportTest(test, interned.ids[i] as Int32Array, runs, interned.caseIds[i] as CaseIds, {
        compat,
        maxFailures: parsed.maxFailures,
        minPass: parsed.minPass ?? parsed.repeats,
      });
    } catch (error) {
      throw inTest(test, error);
    }
  });
  const reports = decideTests(reported, parsed.correction, compat);
  const report: BehaviorReport = {
    schemaVersion: 1,
    suite: {
      name: suite.name,
      fingerprint: suiteFingerprint(
        tests.map(({ name, type }, i) => ({ name, type, digest: (interned.caseIds[i] as CaseIds).digest })),
      ),
    },
    model: parsed.model ?? null,
    seed,
    compat: parsed.compat ?? null,
    environment: environment(),
    correction: parsed.correction,
    determinism: findUnstable(interned.inputs, runs),
    passed: errors.length === 0 && reports.every(({ passed, severity }) => passed || severity === "warning"),
    summary: summarize(reports, interned.examples, interned.inputs.length),
    tests: reports,
    errors,
    durationMs: performance.now() - started,
  };
  return parsed.baseline === undefined
    ? report
    : { ...report, baseline: compareWithBaseline(report, parsed.baseline as Baseline) };
}

const isCache = (value: unknown): value is PredictionCache =>
  isObject(value) && "get" in value && "set" in value && typeof value.get === "function";
const isFunction = (value: unknown): value is ProgressListener => typeof value === "function";
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const isSignal = (value: unknown): value is AbortSignal => value instanceof AbortSignal;

const specs = {
  compat: { rule: oneOf("checklist") },
  only: { rule: satisfying("an object with capability, type, tag or name", isObject) },
  batchSize: { rule: integer({ min: 1 }), default: 256 },
  concurrency: { rule: integer({ min: 1, max: 1024 }), default: 1 },
  retries: { rule: integer({ min: 0, max: 100 }), default: 0 },
  timeoutMs: { rule: real({ above: 0 }) },
  randomState: { rule: seedRule(), default: 0 },
  repeats: { rule: integer({ min: 1, max: 1000 }), default: 1 },
  minPass: { rule: integer({ min: 1, max: 1000 }) },
  correction: { rule: oneOf("none", "holm", "benjaminiHochberg"), default: "none" as const },
  maxFailures: { rule: integer({ min: 0 }), default: 20 },
  cache: { rule: satisfying("an object with get and set", isCache) },
  baseline: { rule: satisfying("a baseline", isObject) },
  model: { rule: text() },
  signal: { rule: satisfying("an AbortSignal", isSignal) },
  onProgress: { rule: satisfying("a function", isFunction) },
} as const;

type ParsedOptions = ReturnType<typeof parseOptions<typeof specs>> & { readonly seed: number };

/** Predicts all inputs as often as asked. What is predicted again is not taken from a cache: that would show no difference. */
async function predictRepeats(
  inputs: readonly unknown[],
  predictor: Predictor<unknown, unknown>,
  suite: string,
  options: ParsedOptions,
): Promise<{ readonly runs: Runs; readonly errors: readonly BatchError[] }> {
  const runs: Runs[number][] = [];
  const errors: BatchError[] = [];
  for (let repeat = 0; repeat < options.repeats; repeat++) {
    const { signal, onProgress } = options;
    const task = `predicting for ${suite}${options.repeats === 1 ? "" : `, ${repeat + 1} of ${options.repeats}`}`;
    const own = { ...options, signal, onProgress, seed: options.seed + repeat, task };
    const predicted = await predictThroughCache(
      inputs,
      predictor,
      own,
      options.repeats === 1 ? options.cache : undefined,
    );
    runs.push(predicted.predictions);
    for (const error of predicted.errors) errors.push(error);
  }
  return { runs, errors };
}

function tooFewRepeats(minPass: number | undefined, repeats: number): BehaviorError {
  return new BehaviorError({
    code: "invalidOption",
    what: "more repeats are to pass than there are",
    where: "runSuite",
    found: `minPass ${minPass} of ${repeats} repeats`,
    fix: "raise repeats, or lower minPass",
  });
}

/** An expectation that could not judge says in which test. */
function inTest({ name }: AnyTest, error: unknown): unknown {
  if (isMlsysError(error) && error instanceof BehaviorError) {
    return new BehaviorError({
      code: error.code,
      what: error.message,
      where: `test ${JSON.stringify(name)}`,
      details: { ...error.details, test: name },
      cause: error,
    });
  }
  return new BehaviorError({
    code: "unknownExpectation",
    what: "the expectation failed",
    where: `test ${JSON.stringify(name)}`,
    found: showValue(error instanceof Error ? error.message : error),
    details: { test: name },
    cause: error,
  });
}
