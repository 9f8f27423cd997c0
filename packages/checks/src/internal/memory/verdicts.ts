/** What a condition says of one row, as stored in masks. */
export type RowVerdict = 0 | 1 | 2;

/** The row does not meet the condition. */
export const NO = 0;
/** The row meets it. */
export const YES = 1;
/** It cannot be said, because a value is missing. */
export const UNDECIDED = 2;

/** True and false as verdicts. */
export function verdict(holds: boolean): RowVerdict {
  return holds ? YES : NO;
}
