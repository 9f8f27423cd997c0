import type { Expectation } from "../expectations/expectation.ts";
import type { Edit } from "../perturbations/perturbation.ts";
import type { Label, Prediction } from "../predictors/prediction.ts";

/** Kind of test: minimum functionality, invariance, direction, order of pairs, sweep over a grid, parity of groups. */
export type TestType = "MFT" | "INV" | "DIR" | "ORDER" | "SWEEP" | "PARITY";

/** How bad a failed test is: only an error fails the report. */
export type Severity = "error" | "warning";

/**
 * What decides whether a test passed: the rate itself, or a one-sided Clopper-Pearson bound of it. `provenBelow` asks for enough cases
 * to show that the rate is below; `notProvenAbove` only fails what is shown to be above.
 */
export type GateRule = "point" | "provenBelow" | "notProvenAbove";

/** When a test passes. */
export interface Gate {
  readonly rule: GateRule;
  /** The largest failure rate that passes. */
  readonly maxFailRate: number;
  /** Of intervals and bounds. */
  readonly confidence: number;
}

/** One case: an example, or the original and what came of it. */
export interface TestCase<I = unknown> {
  readonly inputs: readonly I[];
  /** A label for all examples, or one for each. */
  readonly label?: Label | readonly Label[] | undefined;
  /** For each example, what was changed against the original. */
  readonly edits?: readonly (readonly Edit[])[] | undefined;
  readonly meta?: unknown;
  /** For parity, the group that the case belongs to. */
  readonly group?: string | undefined;
}

/** Which examples of a case count: all, or all but the original. */
export type Aggregate = "all" | "allExceptFirst";

/** A test as data. */
export interface BehaviorTest<I = string, P = Prediction> {
  readonly id: string;
  readonly name: string;
  readonly type: TestType;
  readonly capability: string;
  readonly description: string;
  readonly severity: Severity;
  readonly tags: readonly string[];
  readonly aggregate: Aggregate;
  readonly gate: Gate;
  readonly expect: Expectation<P, unknown>;
  readonly cases: readonly TestCase<I>[];
  /** Inputs to which the perturbation did not apply. */
  readonly skipped: number;
}

/** A test of whatever inputs and predictions. */
export type AnyTest = BehaviorTest<unknown, never>;

/** A suite of whatever inputs and predictions. */
export type AnySuite = Suite<unknown, never>;

/** A named list of tests. */
export interface Suite<I = string, P = Prediction> {
  readonly name: string;
  readonly tests: readonly BehaviorTest<I, P>[];
}

/** Which tests of a suite: those that agree in everything given. Capitals do not matter. */
export interface TestSelection {
  readonly capability?: string | readonly string[];
  readonly type?: TestType | readonly TestType[];
  readonly tag?: string | readonly string[];
  readonly name?: string | RegExp | readonly string[];
}

/** The values of a sweep: written out, or a number of quantiles of the column. */
export type Grid = readonly number[] | { readonly quantiles: number };
