import type { CodesLane, NumbersLane } from "./column-lanes.ts";
import type { TextLane } from "./text-lane.ts";

/**
 * The values of one column in one chunk, in the form that loops run over: numbers (instants as milliseconds) with NaN where one
 * is missing, codes into categories with -1 where one is missing, or the values themselves, of text with its bytes.
 */
export type Lane = NumbersLane | CodesLane | TextLane | ValuesLane;

/** The values themselves. */
export interface ValuesLane {
  readonly form: "values";
  readonly values: readonly unknown[];
  readonly text?: undefined;
}

/** The present numbers of a column in a chunk: how many there are, and between which they lie. */
export interface NumberRange {
  readonly present: number;
  readonly min: number;
  readonly max: number;
}
