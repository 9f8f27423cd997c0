import type { Prediction } from "../predictors/prediction.ts";
import type { Suite } from "../suite/behavior-test.ts";

/** One thing that a scan looked at. */
export interface ScanFinding {
  /** `"invariance"` and `"parity"` are statistical, the others exact: a single difference is an issue. */
  readonly check: "invariance" | "parity" | "determinism" | "batchOrder" | "batchSize" | "missing" | "extremes";
  readonly name: string;
  readonly column: string | null;
  readonly run: number;
  readonly failed: number;
  readonly rate: number | null;
  /** Of a rate above what is allowed, and after Holm's correction; null for exact checks. */
  readonly p: number | null;
  readonly adjustedP: number | null;
  readonly isIssue: boolean;
  readonly evidence: readonly {
    readonly inputs: readonly unknown[];
    readonly predictions: readonly Prediction[];
    readonly message?: string;
  }[];
}

/** What a scan found. */
export interface ScanReport<I> {
  readonly schemaVersion: 1;
  readonly passed: boolean;
  /** Inputs looked at. */
  readonly inputs: number;
  /** The most that the probability of a false alarm among the statistical checks can be. */
  readonly falseAlarm: number;
  readonly findings: readonly ScanFinding[];
  readonly issues: readonly ScanFinding[];
  /** The tests that were run, to keep: as data through `serializeSuite`. */
  readonly suite: Suite<I>;
  /** The same suite in TypeScript, a function of the inputs. */
  readonly typescript: string;
}
