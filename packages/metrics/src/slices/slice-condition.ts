/** One condition on one column: a value, or a range of numbers from `low` up to, not including, `high`. */
export interface SliceCondition {
  readonly column: string;
  /** The value; null where it is missing; absent for a range. */
  readonly equals?: string | number | boolean | null;
  readonly low?: number | null;
  /** Null at an open end. */
  readonly high?: number | null;
}
