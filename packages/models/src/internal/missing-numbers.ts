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

/** The numbers that are not missing, of those from `start` on that lie `stride` apart. */
export function withoutMissing(values: Float64Array, missingValues: number, start = 0, stride = 1): Float64Array {
  const present = new Float64Array(Math.ceil((values.length - start) / stride));
  let count = 0;
  for (let at = start; at < values.length; at += stride) {
    const value = values[at] as number;
    if (!isMissingNumber(value, missingValues)) present[count++] = value;
  }
  return present.subarray(0, count);
}
