import { isBetween } from "../../checks/is-between.ts";
import { isIn } from "../../checks/is-in.ts";
import { isNotNull } from "../../checks/is-not-null.ts";
import { isOfType } from "../../checks/is-of-type.ts";
import { isUnique } from "../../checks/is-unique.ts";
import { lengthIsBetween } from "../../checks/length-is-between.ts";
import { matches } from "../../checks/matches.ts";
import { meanIsBetween } from "../../checks/mean-is-between.ts";
import type { NumericProfile } from "../../profile/table-profile.ts";
import type { SuggestionRule } from "./suggest.ts";
import { roundedDown, wilsonLowerBound } from "./wilson.ts";

/** The share of missing or unseen values that may be overlooked with 95 % confidence. */
const OVERLOOKED = 0.01;

/** The rules, in the order in which their checks are listed. */
export const RULES: readonly SuggestionRule[] = [
  {
    rule: "type",
    suggest: ({ column, type, count }) => {
      if (type === "mixed" || type === "empty" || type === "object") return undefined;
      const confidence = 1 - ruleOfThree(count);
      return { factory: isOfType, parameters: [column, type], evidence: { count }, confidence };
    },
  },
  {
    rule: "completeness",
    suggest: ({ column, count, missing }) => {
      const rows = count + missing;
      const evidence = { rows, missing };
      if (count === 0 || count / rows <= 0.2) return undefined;
      // Without a missing value in n rows, up to 3/n may be missing.
      if (missing === 0 && ruleOfThree(rows) <= OVERLOOKED)
        return { factory: isNotNull, parameters: [column], evidence, confidence: 1 - ruleOfThree(rows) };
      const mostly = roundedDown(wilsonLowerBound(count, rows));
      return mostly <= 0
        ? undefined
        : { factory: isNotNull, parameters: [column, { mostly }], evidence, confidence: 0.95 };
    },
  },
  {
    rule: "uniqueness",
    suggest: ({ column, type, count, distinct, text }) => {
      const isKey = isNameOfKey(column) || text?.format?.name === "UUID";
      if (distinct !== count || (type !== "string" && type !== "integer") || count < (isKey ? 10 : 100))
        return undefined;
      // That n values differ says little about more of them, unless they are made to differ.
      const options = isKey ? [] : [{ mostly: 0.95, severity: "warning" }];
      const confidence = isKey ? 0.99 : 0.9;
      return { factory: isUnique, parameters: [column, ...options], evidence: { count, distinct }, confidence };
    },
  },
  {
    rule: "value set",
    suggest: (profile) => {
      const { column, type, count, distinct, singles, valueSet } = profile;
      const isCategorical = type === "string" || type === "boolean" || (type === "integer" && distinct <= 20);
      // The share of values not seen yet is about that of the values seen once (Good and Turing).
      const unseen = singles / Math.max(1, count);
      if (!isCategorical || valueSet === null || singles > 0.1 * distinct || count < 100 || unseen >= OVERLOOKED)
        return undefined;
      const evidence = { count, distinct, singles };
      const options = unseen === 0 ? [] : [{ mostly: roundedDown(1 - OVERLOOKED) }];
      return {
        factory: isIn,
        parameters: [column, valueSet, ...options],
        evidence,
        confidence: 1 - Math.max(unseen, ruleOfThree(count)),
      };
    },
  },
  {
    rule: "range",
    suggest: ({ column, numeric, count, distinct }) => {
      if (numeric === null || count < 10 || distinct < 3) return undefined;
      // Keys are counted on.
      if (isNameOfKey(column) && numeric.min < 0) return undefined;
      const { bounds, isDomain } = isNameOfKey(column)
        ? { bounds: { min: 0 }, isDomain: true }
        : rangeOf(numeric, count);
      const options = isDomain ? bounds : { ...bounds, severity: "warning" };
      return {
        factory: isBetween,
        parameters: [column, options],
        evidence: { min: numeric.min, max: numeric.max, count },
        confidence: isDomain ? 0.95 : 1 - 2 / (count + 1),
      };
    },
  },
  {
    rule: "mean",
    suggest: ({ column, numeric, count }) => {
      if (
        numeric?.mean === undefined ||
        numeric.mean === null ||
        numeric.stdev === null ||
        numeric.stdev === 0 ||
        count < 30 ||
        isNameOfKey(column)
      )
        return undefined;
      const reach = Math.max((4 * numeric.stdev) / Math.sqrt(count), 0.1 * Math.abs(numeric.mean));
      const options = { min: short(numeric.mean - reach), max: short(numeric.mean + reach), severity: "warning" };
      return {
        factory: meanIsBetween,
        parameters: [column, options],
        evidence: { mean: numeric.mean, stdev: numeric.stdev, count },
        confidence: 0.99,
      };
    },
  },
  {
    rule: "format",
    suggest: ({ column, text, count }) => {
      if (text?.format === undefined || text.format === null || count < 100) return undefined;
      const { name, pattern, share } = text.format;
      const options = share === 1 ? [] : [{ mostly: roundedDown(wilsonLowerBound(Math.round(share * count), count)) }];
      return {
        factory: matches,
        parameters: [column, pattern, ...options],
        evidence: { format: name, share, count },
        confidence: 0.95,
      };
    },
  },
  {
    rule: "length",
    suggest: ({ column, text, count, distinct }) => {
      if (text === null || count < 100 || distinct <= 100) return undefined;
      const slack = Math.ceil((text.maxLength - text.minLength) * 0.1);
      // Lengths have long tails: the few that rows like these did not show may be longer.
      const mostly = roundedDown(1 - ruleOfThree(count));
      const range = { min: Math.max(0, text.minLength - slack), max: text.maxLength + slack };
      const options = { ...range, mostly, severity: "warning" };
      const evidence = { minLength: text.minLength, maxLength: text.maxLength, count };
      return { factory: lengthIsBetween, parameters: [column, options], evidence, confidence: 1 - 2 / (count + 1) };
    },
  },
];

/** Whether a column is called as keys are. */
function isNameOfKey(column: string): boolean {
  return /^(?:id|key|uuid|guid)$|(?:_id|Id|_key|_uuid)$/.test(column);
}

/** With 95 % confidence at most this share is what n rows never showed. */
function ruleOfThree(n: number): number {
  return Math.min(1, 3 / Math.max(1, n));
}

/** Bounds that the values' meaning gives (shares, percentages, no negatives), else the range with room for what n rows did not show. */
function rangeOf(
  { min, max, quantiles, negatives }: NumericProfile,
  count: number,
): { readonly bounds: { readonly min: number; readonly max?: number }; readonly isDomain: boolean } {
  if (min >= 0 && max <= 1 && max > 0.5) return { bounds: { min: 0, max: 1 }, isDomain: true };
  const room = Math.max((max - min) * 0.1, (10 * (max - min)) / count);
  const high = quantiles.find(({ probability }) => probability === 0.75)?.value ?? max;
  // A long tail says little about where it ends.
  const isTailed = negatives === 0 && max - high > 10 * Math.max(high, Number.MIN_VALUE);
  if (isTailed) return { bounds: { min: 0 }, isDomain: true };
  return {
    bounds: { min: negatives === 0 ? Math.max(0, short(min - room)) : short(min - room), max: short(max + room) },
    isDomain: false,
  };
}

function short(value: number): number {
  return Number(value.toPrecision(6));
}
