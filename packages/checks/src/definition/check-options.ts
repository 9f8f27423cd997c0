import type { Expression, Scalar } from "../expressions/expression.ts";
import type { Severity } from "./check.ts";

/** What to answer when there is nothing to judge: no rows, or only missing values. */
export type OnEmpty = "pass" | "fail" | "skip";

/** Options of every check. */
export interface CheckOptions {
  /** Only rows that meet this condition count. Default: all rows. */
  readonly where?: Expression | undefined;
  /**
   * A column whose values make groups (missing ones too): the check must hold in each. Takes two passes; at most 1,000 groups. Default: no
   * groups.
   */
  readonly groupBy?: string | undefined;
  /** How much a failure matters. Default `"error"`. */
  readonly severity?: Severity | undefined;
  /** Name in the report. Default: the kind with its columns. */
  readonly name?: string | undefined;
  /** Why the check is there; shown in reports. */
  readonly description?: string | undefined;
  /** The outcome when there is nothing to judge. Default `"skip"`: not evaluated. */
  readonly onEmpty?: OnEmpty | undefined;
}

/** Options of the checks that judge row by row. */
export interface RowCheckOptions extends CheckOptions {
  /** The least share of judged rows that must meet the condition, 0 to 1. Default 1, or 0 where `maxUnexpected` is given. */
  readonly mostly?: number | undefined;
  /** The greatest number of rows that may fail it. Default: no limit beside `mostly`. */
  readonly maxUnexpected?: number | undefined;
  /** Whether a NaN counts as missing, or as a value that fails. Default `"missing"`. */
  readonly nan?: "missing" | "invalid" | undefined;
}

/** Options that bound a value or a figure. At least one bound is needed; both belong to the range unless excluded. */
export interface BoundOptions<Bound extends Scalar = number> {
  /** The least value accepted. */
  readonly min?: Bound | undefined;
  /** The greatest value accepted. */
  readonly max?: Bound | undefined;
  /** True: `min` itself is not accepted. A value: the bound itself, instead of `min`. Default false. */
  readonly exclusiveMin?: boolean | Bound | undefined;
  /** True: `max` itself is not accepted. A value: the bound itself, instead of `max`. Default false. */
  readonly exclusiveMax?: boolean | Bound | undefined;
}

/** What to do with a row where a value of a pair is missing. */
export type PairNulls = "skipIfAny" | "skipIfBoth" | "fail";

/** Options of checks that compare two columns. */
export interface PairOptions extends RowCheckOptions {
  /** Rows that are not judged: those where either value is missing, where both are, or none (a missing value fails). Default `"skipIfAny"`. */
  readonly nulls?: PairNulls | undefined;
}

/** Options of checks that take a regular expression. */
export interface PatternOptions {
  /** Whether the whole text must match, not only a part of it. Default false. */
  readonly full?: boolean | undefined;
}
