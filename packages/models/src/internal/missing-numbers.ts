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
