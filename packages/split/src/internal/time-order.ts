import { Column, showValue } from "@mlsys/core";
import type { LabelArray } from "@mlsys/core";
import { SplitError } from "../split-error.ts";
import { instantOfText } from "./instant-of-text.ts";
import type { ThreeSizes } from "./sizes.ts";

/** Rows in order of time, oldest first; rows of one instant keep their order. */
export interface TimeOrder {
  readonly rows: Int32Array;
  /** The instants in that order, as numbers. */
  readonly instants: Float64Array;
}

export function orderByTime(owner: string, argument: string, values: LabelArray): TimeOrder {
  const own = readInstants(owner, argument, values);
  const rows = Int32Array.from(own.keys()).sort((a, b) => (own[a] ?? 0) - (own[b] ?? 0) || a - b);
  return { rows, instants: Float64Array.from(rows, (row) => own[row] ?? 0) };
}

/** Instants as numbers: dates and ISO texts (in UTC without a zone) as milliseconds since 1970, numbers as they are. */
export function readInstants(owner: string, argument: string, values: LabelArray): Float64Array {
  return Float64Array.from({ length: values.length }, (_, i) => {
    const value: unknown = values instanceof Column ? values.at(i) : values[i];
    const instant =
      value instanceof Date
        ? value.getTime()
        : typeof value === "string"
          ? instantOfText(value)
          : typeof value === "number" || typeof value === "bigint"
            ? Number(value)
            : NaN;
    if (Number.isFinite(instant)) return instant;
    throw new SplitError({
      code: "invalidInput",
      what: "this is no instant",
      where: `${owner}, ${argument}[${i}]`,
      found: showValue(value),
      fix: "give dates, ISO 8601 texts, or numbers",
      details: { owner, argument, index: i },
    });
  });
}

/** Moves the borders so that rows of one instant stay together: to the later part, unless that would empty the earlier one. */
export function withoutTornTimes(owner: string, instants: Float64Array, sizes: ThreeSizes): ThreeSizes {
  const used = sizes.train + sizes.validation + sizes.test;
  const first = untorn(instants, sizes.train, 0);
  const second = untorn(instants, Math.max(sizes.train + sizes.validation, first + 1), first);
  if (first < second && second < used) return { train: first, validation: second - first, test: used - second };
  throw new SplitError({
    code: "tooFewSamples",
    what: "there are too few different instants to split by time",
    where: owner,
    found: `${new Set(instants).size} instants in ${instants.length} rows`,
    fix: "give finer instants, or split in order with shuffle: false",
    details: { rows: instants.length, instants: new Set(instants).size },
  });
}

function untorn(instants: Float64Array, border: number, least: number): number {
  const isTorn = (at: number): boolean => at > 0 && at < instants.length && instants[at] === instants[at - 1];
  let earlier = border;
  while (isTorn(earlier)) earlier -= 1;
  if (earlier > least) return earlier;
  let later = border;
  while (isTorn(later)) later += 1;
  return later;
}
