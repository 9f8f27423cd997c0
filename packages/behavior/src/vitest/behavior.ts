import { readFile } from "node:fs/promises";
import { compareCodePoints } from "@mlsys/core";
import { beforeAll, describe, expect, test } from "vitest";
import { baselineOf, compareWithBaseline } from "../comparing/baseline.ts";
import type { Baseline } from "../comparing/baseline.ts";
import type { CaseReference } from "../comparing/compare-runs.ts";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { Prediction } from "../predictors/prediction.ts";
import type { PredictorInput } from "../predictors/predictor.ts";
import type { BehaviorReport, TestReport } from "../results/behavior-report.ts";
import { painter, testLines } from "../reports/test-in-text.ts";
import { runSuite } from "../running/run-suite.ts";
import type { RunSuiteOptions } from "../running/run-suite.ts";
import { selectTests } from "../suite/select-tests.ts";
import type { Suite } from "../suite/behavior-test.ts";
import { writeWhole } from "./write-whole.ts";

/** Options of {@link behavior}: those of a run, and where known failures are kept. */
export interface BehaviorOptions extends Omit<RunSuiteOptions, "baseline" | "cache"> {
  /**
   * Path of a baseline file. A test then fails when a case fails that is not known to, and passes otherwise, whatever its gate says.
   * The file is written when there is none, and by `vitest --update`; where vitest writes no new snapshots, as in CI, a file that is not there makes the
   * tests fail.
   */
  readonly baseline?: string;
  /** Time for a capability's predictions, in milliseconds. Default 60000. */
  readonly runTimeoutMs?: number;
}

/**
 * Makes one vitest test of each behavioural test, in a group for each capability. A capability is predicted when the first of its
 * tests runs, so that `-t negation` predicts that capability alone; inputs that capabilities share are predicted once.
 *
 * @param suite - the suite.
 * @param load - gives the predictor; called once.
 * @param options - which tests, how to run, a baseline.
 *
 * @example
 * ```ts
 * // not run: it is part of a vitest file
 * import { defineSuite } from "@mlsys/behavior";
 * import { behavior } from "@mlsys/behavior/vitest";
 *
 * const suite = defineSuite("news", (t) => t.mft("words", { capability: "vocabulary", cases: [{ input: "rose", label: "up" }] }));
 * behavior(suite, () => (texts) => texts.map(() => "up"));
 * ```
 */
export function behavior<I, P = Prediction>(
  suite: Suite<I, P>,
  load: () => NoInfer<PredictorInput<I, P>> | Promise<NoInfer<PredictorInput<I, P>>>,
  { only, baseline, runTimeoutMs = 60_000, ...options }: BehaviorOptions = {},
): void {
  const tests = selectTests(suite.tests, only);
  const cache = new Map<string, Prediction>();
  let predictor: Promise<PredictorInput<I, P>> | undefined;
  const run = async (names: readonly string[]): Promise<BehaviorReport> => {
    predictor ??= (async () => load())();
    return runSuite<I, P>(suite, await predictor, { ...options, only: { name: names }, cache });
  };
  // Asked once, since the first capability creates the file for all.
  let isNew: Promise<boolean> | undefined;
  const knownFor = async (report: BehaviorReport): Promise<Baseline | undefined> => {
    if (baseline === undefined) return undefined;
    isNew ??= readIfThere(baseline).then((text) => text === undefined);
    const mode = updates();
    if ((await isNew) && mode === "none") throw noBaseline(baseline);
    return baselineFor(report, baseline, (await isNew) || mode === "all");
  };
  describe(suite.name, () => {
    for (const capability of new Set(tests.map((each) => each.capability))) {
      const own = tests.filter((each) => each.capability === capability).map(({ name }) => name);
      describe(capability, () => addTests(own, () => run(own), knownFor, runTimeoutMs));
    }
  });
}

function addTests(
  names: readonly string[],
  run: () => Promise<BehaviorReport>,
  knownFor: (report: BehaviorReport) => Promise<Baseline | undefined>,
  timeoutMs: number,
): void {
  let report: BehaviorReport | undefined;
  let known: Promise<Baseline | undefined> | undefined;
  beforeAll(async () => void (report = await run()), timeoutMs);
  for (const name of names) {
    test(name, async () => {
      const own = report?.tests.find((each) => each.name === name);
      if (report === undefined || own === undefined) return;
      // Whether to update is known inside of tests alone.
      known ??= knownFor(report);
      const baseline = await known;
      const broken = baseline && compareWithBaseline({ ...report, tests: [own] }, baseline).newlyFailing;
      expect(own.counts.run + own.counts.notApplicable + own.counts.errors).toBe(own.counts.given);
      if (!passes(own, broken))
        throw failure(
          own,
          report,
          broken?.map(({ caseId }) => caseId),
        );
    });
  }
}

function passes({ passed, severity, counts, type }: TestReport, broken: readonly CaseReference[] | undefined): boolean {
  return broken === undefined || type === "PARITY"
    ? passed || severity === "warning"
    : broken.length === 0 && counts.errors === 0;
}

/** The known failures; when the file is made or updated, those of this run, beside what it says of other tests. */
async function baselineFor(report: BehaviorReport, file: string, isWritten: boolean): Promise<Baseline> {
  const stored = await readIfThere(file);
  if (stored !== undefined && !isWritten) return parsed(report, stored);
  const fresh = baselineOf(report);
  const others = stored === undefined ? {} : parsed(report, stored).failing;
  const own = new Set(report.tests.map(({ name }) => name));
  const kept = Object.entries(others).filter(([name]) => !own.has(name));
  const failing = Object.fromEntries(
    [...kept, ...Object.entries(fresh.failing)].sort(([a], [b]) => compareCodePoints(a, b)),
  );
  const updated: Baseline = { ...fresh, failing };
  await writeWhole(file, `${JSON.stringify(updated, null, 2)}\n`);
  return updated;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function parsed(report: BehaviorReport, text: string): Baseline {
  compareWithBaseline(report, text);
  return JSON.parse(text) as Baseline;
}

/** What vitest was told to write, all, what is new, or as in CI nothing; it says so only to snapshots. */
function updates(): "all" | "new" | "none" {
  return expect.getState().snapshotState.snapshotUpdateState;
}

/** A file that is missing by mistake would make whatever fails known. */
function noBaseline(file: string): BehaviorError {
  return new BehaviorError({
    code: "invalidOption",
    what: "there is no baseline",
    where: "behavior",
    found: `no file ${JSON.stringify(file)}`,
    fix: "run vitest outside of CI, or with --update, and keep the file that it writes in the repository",
  });
}

function failure(test: TestReport, { errors }: BehaviorReport, broken: readonly string[] | undefined): BehaviorError {
  const shown =
    broken === undefined ? test : { ...test, failures: test.failures.filter(({ caseId }) => broken.includes(caseId)) };
  const lines = testLines(shown, 3, 140, painter(process.stdout.isTTY && process.env["NO_COLOR"] === undefined));
  if (broken !== undefined) lines.unshift(`${broken.length} cases fail that the baseline does not know`);
  for (const { batch, from, to, message } of test.counts.errors > 0 ? errors : [])
    lines.push(`batch ${batch} (inputs ${from} to ${to - 1}) could not be predicted: ${message}`);
  return new BehaviorError({
    code: "notPassed",
    what: lines.join("\n"),
    details: { test: test.name, counts: test.counts },
  });
}
