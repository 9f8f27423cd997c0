import { showValue } from "@mlsys/core";

/** One condition on one column: a value, or a range of numbers from `low` up to, not including, `high`. */
export interface SliceCondition {
  readonly column: string;
  /** The value; null where it is missing; absent for a range. */
  readonly equals?: string | number | boolean | null;
  readonly low?: number | null;
  /** Null at an open end. */
  readonly high?: number | null;
}

/** A condition in words; edges with a fraction are shortened to four digits. */
export function conditionText({ column, equals, low = null, high = null }: SliceCondition): string {
  if (equals === null) return `${column} is missing`;
  if (equals !== undefined) return `${column} = ${typeof equals === "string" ? equals : showValue(equals)}`;
  if (low === null) return `${column} < ${edgeText(high ?? Infinity)}`;
  return high === null ? `${column} >= ${edgeText(low)}` : `${edgeText(low)} <= ${column} < ${edgeText(high)}`;
}

function edgeText(edge: number): string {
  return Number.isInteger(edge) ? String(edge) : String(Number(edge.toPrecision(Math.abs(edge) < 1000 ? 4 : 7)));
}
