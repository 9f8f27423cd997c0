import { either, real, satisfying } from "@mlsys/core/basics";
import type { OptionRule } from "@mlsys/core";

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const PATTERN = /^(\d+(?:\.\d+)?) ?(ms|min|[shdw])$/;

/** A length of time: a number of milliseconds, or a text such as `"90 min"`, `"24 h"`, `"7 d"`. */
export type Duration = number | string;

/** The rule of a length of time. */
export function duration(): OptionRule<Duration> {
  const text = satisfying(
    'a length of time such as "24 h"',
    (value): value is string => typeof value === "string" && PATTERN.test(value),
  );
  return either(real({ min: 0 }), text);
}

/** A length of time in milliseconds. */
export function milliseconds(length: Duration): number {
  if (typeof length === "number") return length;
  const [, amount = "", unit = ""] = PATTERN.exec(length) ?? [];
  return Number(amount) * (UNITS[unit] ?? NaN);
}

/** Milliseconds in words: in the greatest unit of which there is at least one. */
export function inTime(ms: number): string {
  const [unit, size] = Object.entries(UNITS)
    .filter(([name]) => name !== "w")
    .reverse()
    .find(([, least]) => Math.abs(ms) >= least) ?? ["ms", 1];
  return `${Number((ms / size).toPrecision(3))} ${unit}`;
}
