import type { BaselineComparison } from "../comparing/baseline.ts";
import type { Edit } from "../perturbations/perturbation.ts";
import type { Correction } from "../statistics/adjust-p-values.ts";
import type { Label, Prediction } from "../predictors/prediction.ts";
import type { Gate, Severity, TestType } from "../suite/behavior-test.ts";

/** What became of a case. */
export type CaseResult = "passed" | "failed" | "notApplicable" | "error";

/**
 * What a test warns of: it cannot fail, has too few cases to tell, repeats its cases, was not judged alike in every repeat, or could
 * not be run in full.
 */
export type TestFlag = "vacuous" | "underpowered" | "duplicated" | "unstable" | "errors";

/** Counts of a test, in cases as given. */
export interface TestCounts {
  readonly given: number;
  /** Cases that differ from all before them. */
  readonly distinct: number;
  /** Perturbed examples that equal their original. */
  readonly noOp: number;
  /** Inputs to which the perturbation did not apply, so that there is no case. */
  readonly skipped: number;
  readonly notApplicable: number;
  /** Cases that passed or failed. */
  readonly run: number;
  readonly passed: number;
  readonly failed: number;
  /** Cases without a prediction. */
  readonly errors: number;
  /** Cases that were not judged alike in every repeat. */
  readonly unstable: number;
}

/** The rate of failed cases among the distinct ones that were run; null when there are none. */
export interface FailRate {
  readonly value: number | null;
  readonly failed: number;
  readonly run: number;
  /** Wilson's interval. */
  readonly interval: readonly [low: number, high: number];
  readonly level: number;
}

/** Evidence: one failed case. Lists run in parallel, the original first. */
export interface FailedCase {
  readonly caseId: string;
  /** Index among the test's cases. */
  readonly index: number;
  readonly inputs: readonly unknown[];
  readonly predictions: readonly Prediction[];
  /** What was changed in each input. */
  readonly edits: readonly (readonly Edit[])[];
  /** By how much each example passed (above 0) or failed; null where the expectation says nothing. */
  readonly scores: readonly (number | null)[];
  /** The worst of the scores. */
  readonly score: number;
  /** Index of the example that has it. Orders and sweeps compare it with the one before. */
  readonly example: number;
  readonly label: Label | readonly Label[] | null;
}

/** One group of a test of parity, over its distinct cases. */
export interface GroupReport {
  readonly group: string;
  readonly failed: number;
  readonly run: number;
  readonly rate: number;
  /** Wilson's interval. */
  readonly interval: readonly [low: number, high: number];
}

/** Two groups of a test of parity. */
export interface GroupComparison {
  readonly a: string;
  readonly b: string;
  /** Of their rates, without sign. */
  readonly difference: number;
  /** The lower rate by the higher; 1 where both are 0. */
  readonly ratio: number;
  /** Fisher's exact test, two-sided. */
  readonly p: number;
  /** After Holm's correction over the pairs. */
  readonly adjustedP: number;
}

/** The result of one test. */
export interface TestReport {
  readonly id: string;
  readonly name: string;
  readonly type: TestType;
  readonly capability: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly severity: Severity;
  readonly passed: boolean;
  readonly counts: TestCounts;
  readonly failRate: FailRate;
  readonly gate: Gate;
  /**
   * Of the gate: that the rate is below its limit, where that is to be proven, else that it is above; by the exact binomial test. Null
   * where nothing was run.
   */
  readonly p: number | null;
  /** After the run's correction over all its tests. */
  readonly adjustedP: number | null;
  /** The groups of a test of parity; else none. */
  readonly groups: readonly GroupReport[];
  /** Every two of them. */
  readonly groupComparisons: readonly GroupComparison[];
  readonly flags: readonly TestFlag[];
  /** One result a case, in order. */
  readonly caseResults: readonly CaseResult[];
  /** Stable ids of the cases, in order: equal for equal cases of a test, wherever they stand. */
  readonly caseIds: readonly string[];
  /** Failed cases, worst first, as many as the run was asked to keep. */
  readonly failures: readonly FailedCase[];
  /** The three worst of them. */
  readonly worst: readonly FailedCase[];
  readonly durationMs: number;
}

/** A batch for which the predictor failed. */
export interface BatchError {
  /** Index of the batch. */
  readonly batch: number;
  /** Its inputs among the distinct inputs of the run: from, up to but not including. */
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** Tests of one capability and type taken together. */
export interface CapabilityCell {
  readonly capability: string;
  readonly type: TestType;
  readonly tests: number;
  readonly passedTests: number;
  readonly run: number;
  readonly failed: number;
}

/** Whether a predictor said the same in every repeat. */
export interface Determinism {
  readonly repeats: number;
  /** Distinct inputs of the run, and how many of them were not predicted alike. */
  readonly inputs: number;
  readonly changed: number;
  readonly examples: readonly { readonly input: unknown; readonly predictions: readonly Prediction[] }[];
}

/** What a run ran on. */
export interface RunEnvironment {
  readonly node: string | null;
  readonly platform: string | null;
}

/** The figures of a whole run. */
export interface ReportSummary {
  readonly tests: number;
  readonly passedTests: number;
  /** Tests of severity error that did not pass. */
  readonly failedTests: number;
  /** Tests of severity warning that did not pass. */
  readonly warnings: number;
  readonly cases: number;
  readonly run: number;
  readonly failed: number;
  readonly errors: number;
  /** Inputs of all cases, and how many different ones were predicted. */
  readonly examples: number;
  readonly distinctExamples: number;
  /** Capability by type, in the customary order. */
  readonly matrix: readonly CapabilityCell[];
}

/** The report of a run: plain data. */
export interface BehaviorReport {
  readonly schemaVersion: 1;
  readonly suite: { readonly name: string; readonly fingerprint: string };
  /** What the run was told the model is. */
  readonly model: string | null;
  readonly seed: number;
  readonly compat: "checklist" | null;
  readonly environment: RunEnvironment;
  /** How p-values were corrected over the tests. */
  readonly correction: Correction;
  /** Where the inputs were predicted several times: whether that changed anything; else null. */
  readonly determinism: Determinism | null;
  /** Whether every test of severity error passed and every batch was predicted. */
  readonly passed: boolean;
  readonly summary: ReportSummary;
  readonly tests: readonly TestReport[];
  readonly errors: readonly BatchError[];
  /** Where a baseline was given: what newly fails, is fixed, still fails. */
  readonly baseline?: BaselineComparison;
  readonly durationMs: number;
}
