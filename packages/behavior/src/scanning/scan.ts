import { arrayOf, integer, isMlsysError, parseOptions, real, satisfying, text } from "@mlsys/core";
import type { ProgressListener, RandomStateInput } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { invariant } from "../expectations/invariant.ts";
import type { Expectation } from "../expectations/expectation.ts";
import type { Label, Prediction } from "../predictors/prediction.ts";
import type { Predictor, PredictorInput } from "../predictors/predictor.ts";
import { toPredictor } from "../predictors/to-predictor.ts";
import { seedRule } from "../random/seed-rule.ts";
import { randomSource, seedFrom } from "../random/random-source.ts";
import type { BehaviorReport, TestReport } from "../results/behavior-report.ts";
import { predictInputs } from "../running/predict-inputs.ts";
import { runSuite } from "../running/run-suite.ts";
import type { BehaviorTest, Suite } from "../suite/behavior-test.ts";
import { defineSuite } from "../suite/define-suite.ts";
import { listOf, perturbAll } from "../suite/perturb-all.ts";
import type { Inputs } from "../suite/perturb.ts";
import { rowChecks, systemChecks } from "./exact-checks.ts";
import type { Ask } from "./exact-checks.ts";
import { parityTests } from "./parity-tests.ts";
import { rowProposals, textProposals } from "./proposals.ts";
import type { Proposal } from "./proposals.ts";
import type { ScanFinding, ScanReport } from "./scan-report.ts";
import { toTypeScript } from "./to-typescript.ts";

/** Options of {@link scan}. */
export interface ScanOptions {
  /** The true classes or numbers, in the order of the inputs: then accuracy is compared between groups. */
  readonly labels?: readonly Label[];
  /** The columns to look at. Default: all. */
  readonly columns?: readonly string[];
  /** The most that the probability of a false alarm among the statistical checks may be. Default 0.05. */
  readonly alpha?: number;
  /** The share of predictions that may change under what should not matter. Default 0.01. */
  readonly maxFlipRate?: number;
  /** For numbers: the change that counts, as a share of the predictions' spread. Default 0.05. */
  readonly tolerance?: number;
  /** How far apart the accuracy of two groups may be. Default 0.1. */
  readonly maxDifference?: number;
  /** Inputs looked at: a sample where there are more. Default 1000. */
  readonly maxInputs?: number;
  /** Seed of samples and perturbations. Default 0. */
  readonly randomState?: RandomStateInput;
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
}

/**
 * Looks for what is wrong with a model that nobody wrote a test for: whether it answers the same twice, in any order and batch; what
 * it makes of missing and far values; whether typing errors, capitals, spaces, names, or noise in a column change its predictions; and
 * with labels, whether it is as right in every group. What it ran is a suite to keep.
 *
 * A model that is truly invariant is reported with a probability of at most `alpha`: exact binomial and Fisher tests, corrected by Holm.
 *
 * @param data - texts or rows, a table of them.
 * @param predictor - the model.
 * @param options - labels, columns, limits.
 * @returns findings, issues among them, and the suite, as data and as TypeScript.
 * @throws {BehaviorError} `invalidOption`; `invalidCase` without inputs; `predictorFailed` when the inputs as they are cannot be
 *   predicted; what `runSuite` throws.
 *
 * @example
 * ```ts
 * import { scan } from "@mlsys/behavior";
 *
 * const texts = Array.from({ length: 60 }, (_, i) => `profit rose by ${i} percent`);
 * const report = await scan(texts, (batch) => batch.map((text) => (text.includes("rose") ? "up" : "down")));
 * report.issues.map(({ name }) => name); // => ["one typing error", "capitals"]
 * report.suite.tests.length; // => 4
 * report.typescript.includes('t.inv("capitals"'); // => true
 * ```
 */
export async function scan<I, P = Prediction>(
  data: Inputs<I>,
  predictor: PredictorInput<I, P>,
  options: ScanOptions = {},
): Promise<ScanReport<I>> {
  const parsed = parseOptions("scan", options, specs, BehaviorError);
  const { maxFlipRate, alpha, signal, onProgress, maxDifference } = parsed;
  const seed = seedFrom(parsed.randomState);
  const { inputs, labels } = sampled(
    listOf(data),
    parsed.labels as readonly Label[] | undefined,
    parsed.maxInputs,
    seed,
  );
  const predict = toPredictor(predictor as never);
  const ask = askWith(predict, seed, signal);
  const base = await predictionsOf(inputs, ask);
  const isText = typeof inputs[0] === "string";
  const rows = inputs as unknown as readonly Readonly<Record<string, unknown>>[];
  const columns = isText ? [] : (parsed.columns ?? Object.keys(rows[0] ?? {}));
  const expect = invariantFor(base, parsed.tolerance);
  const gate = { maxFailRate: maxFlipRate, rule: "notProvenAbove", confidence: 1 - alpha } as const;
  const proposals = (isText ? textProposals() : rowProposals(rows, columns)).filter((each) =>
    applies(each, inputs, seed),
  );
  const parity =
    labels === undefined ? [] : parityTests(rows, columns, labels, base, { ...gate, maxFailRate: maxDifference });
  const robust = defineSuite<I>(
    "scan",
    (t) =>
      proposals.forEach(({ name, capability, perturb }) =>
        t.inv(name, { capability, from: inputs, perturb: perturb as never, expect: expect, ...gate }),
      ),
    { randomState: seed },
  );
  const suite: Suite<I> = { name: "scan", tests: [...robust.tests, ...(parity as unknown as BehaviorTest<I>[])] };
  const run = {
    correction: "holm",
    randomState: seed,
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  } as const;
  const report = await runSuite<I>(suite, predict as never, run);
  const findings = [
    ...(await systemChecks(inputs, ask, seed)),
    ...(isText ? [] : await rowChecks(rows, columns, ask)),
    ...testFindings(report, proposals),
  ];
  const issues = findings.filter(({ isIssue }) => isIssue);
  return {
    schemaVersion: 1,
    passed: issues.length === 0,
    inputs: inputs.length,
    falseAlarm: alpha,
    findings,
    issues,
    suite,
    typescript: toTypeScript("scan", proposals, expect.data, maxFlipRate, seed, isText),
  };
}

const isLabels = (value: unknown): value is ArrayLike<Label> => Array.isArray(value);
const isFunction = (value: unknown): value is ProgressListener => typeof value === "function";
const isSignal = (value: unknown): value is AbortSignal => value instanceof AbortSignal;

const specs = {
  labels: { rule: satisfying("an array of labels", isLabels) },
  columns: { rule: arrayOf(text()) },
  alpha: { rule: real({ above: 0, below: 1 }), default: 0.05 },
  maxFlipRate: { rule: real({ min: 0, below: 1 }), default: 0.01 },
  tolerance: { rule: real({ min: 0 }), default: 0.05 },
  maxDifference: { rule: real({ min: 0, max: 1 }), default: 0.1 },
  maxInputs: { rule: integer({ min: 1 }), default: 1000 },
  randomState: { rule: seedRule(), default: 0 },
  signal: { rule: satisfying("an AbortSignal", isSignal) },
  onProgress: { rule: satisfying("a function", isFunction) },
} as const;

function sampled<I>(
  inputs: readonly I[],
  labels: readonly Label[] | undefined,
  most: number,
  seed: number,
): { readonly inputs: readonly I[]; readonly labels: readonly Label[] | undefined } {
  if (inputs.length === 0) throw refusal("invalidCase", "there are no inputs to scan");
  if (labels !== undefined && labels.length !== inputs.length)
    throw refusal("invalidOption", "there is not one label for each input", `${labels.length} for ${inputs.length}`);
  if (inputs.length <= most) return { inputs, labels };
  const chosen = randomSource(seed, "sample")
    .shuffled([...inputs.keys()])
    .slice(0, most)
    .sort((a, b) => a - b);
  return { inputs: chosen.map((i) => inputs[i] as I), labels: labels && chosen.map((i) => labels[i] as Label) };
}

function askWith(predictor: Predictor<unknown, unknown>, seed: number, signal: AbortSignal | undefined): Ask {
  const options = {
    concurrency: 1,
    retries: 0,
    timeoutMs: undefined,
    onProgress: undefined,
    seed,
    signal,
    task: "scan",
  };
  return async (inputs, batchSize) => {
    try {
      const { predictions, errors } = await predictInputs(inputs, predictor, { ...options, batchSize });
      return { predictions, refused: errors[0]?.message ?? null, invalid: null };
    } catch (error) {
      if (!isMlsysError(error) || error.code === "aborted") throw error;
      return { predictions: [], refused: null, invalid: error.message };
    }
  };
}

/** The data as they are must have predictions. */
async function predictionsOf(inputs: readonly unknown[], ask: Ask): Promise<readonly Prediction[]> {
  const { predictions, refused, invalid } = await ask(inputs, 256);
  const known = predictions.filter((each) => each !== undefined);
  if (invalid === null && refused === null && known.length === inputs.length) return known;
  throw refusal("predictorFailed", "the inputs as they are cannot be predicted", invalid ?? refused ?? "no answer");
}

/** A class must stay; a number may move by a share of the predictions' spread. */
function invariantFor(predictions: readonly Prediction[], tolerance: number): Expectation<unknown> {
  const values = predictions.flatMap((each) => ("value" in each ? [each.value] : []));
  if (values.length === 0) return invariant();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return invariant({ tolerance: tolerance * spread });
}

function applies({ perturb }: Proposal, inputs: readonly unknown[], seed: number): boolean {
  return perturbAll(inputs, [perturb], seed).length > 0;
}

function testFindings(report: BehaviorReport, proposals: readonly Proposal[]): ScanFinding[] {
  return report.tests.map((test) => ({
    check: test.type === "PARITY" ? "parity" : "invariance",
    name: test.name,
    column: proposals.find(({ name }) => name === test.name)?.column ?? null,
    run: test.failRate.run,
    failed: test.failRate.failed,
    rate: test.failRate.value,
    p: test.p,
    adjustedP: test.adjustedP,
    // What could not be run shows nothing.
    isIssue: test.failRate.run > 0 && !test.passed,
    evidence: evidenceOf(test),
  }));
}

function evidenceOf(test: TestReport): ScanFinding["evidence"] {
  if (test.type === "PARITY")
    return test.groups.map(({ group, failed, run }) => ({
      inputs: [],
      predictions: [],
      message: `${group}: ${failed} of ${run}`,
    }));
  return test.worst.map(({ inputs, predictions }) => ({ inputs, predictions }));
}

function refusal(
  code: "invalidCase" | "invalidOption" | "predictorFailed",
  what: string,
  found?: string,
): BehaviorError {
  return new BehaviorError({ code, what, where: "scan", ...(found === undefined ? {} : { found }) });
}
