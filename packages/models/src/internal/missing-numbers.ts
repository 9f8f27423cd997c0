import { either, real, satisfying } from "@mlsys/core";

/** The rule of a number that stands for a missing one: any, or NaN. */
export const missingNumberRule = () =>
  either(
    real(),
    satisfying("NaN", (value): value is number => Number.isNaN(value)),
  );

/** Whether a number is the one that stands for a missing one. */
export function missingTest(missingValues: number): (value: number) => boolean {
  return Number.isNaN(missingValues) ? Number.isNaN : (value) => value === missingValues;
}

/** The same, for loops over many numbers. */
export function isMissingNumber(value: number, missingValues: number): boolean {
  return value === missingValues || (Number.isNaN(value) && Number.isNaN(missingValues));
}

/** The numbers that are not missing, in their order. They move to the front of the column, which is the caller's own. */
export function withoutMissing(column: Float64Array, missingValues: number): Float64Array {
  let count = 0;
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as number;
    if (!isMissingNumber(value, missingValues)) column[count++] = value;
  }
  return column.subarray(0, count);
}
