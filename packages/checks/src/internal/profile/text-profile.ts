import type { TextProfile } from "../../profile/table-profile.ts";
import { lengthOf } from "../memory/operand-rare.ts";
import type { CountedValues } from "./column-profile.ts";

/** The least share of values that must have a format for a column to have it. */
const FORMAT_SHARE = 0.99;

/** Known formats, the narrower before the wider. */
const FORMATS: readonly (readonly [name: string, pattern: string])[] = [
  ["UUID", "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"],
  ["e-mail address", "^[^@ ]+@[^@ ]+[.][A-Za-z]{2,}$"],
  ["URL", "^https?://[^ ]+$"],
  [
    "ISO 8601 date and time",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$",
  ],
  ["ISO 8601 date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"],
  ["IPv4 address", "^[0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}$"],
  ["whole number", "^[+-]?[0-9]+$"],
  ["decimal number", "^[+-]?[0-9]+[.][0-9]+$"],
  ["upper-case code", "^[A-Z]{2,5}$"],
];

/** Lengths, blanks and the format of a column of text. */
export function textProfile(list: CountedValues, count: number): TextProfile {
  let [minLength, maxLength, sum, blank] = [Infinity, 0, 0, 0];
  for (const { value, count: times } of list) {
    const length = lengthOf(value) ?? 0;
    minLength = Math.min(minLength, length);
    maxLength = Math.max(maxLength, length);
    sum += length * times;
    if (typeof value === "string" && value.trim() === "") blank += times;
  }
  return { minLength, maxLength, meanLength: sum / count, blank, format: formatOf(list, count) };
}

function formatOf(list: CountedValues, count: number): TextProfile["format"] {
  for (const [name, pattern] of FORMATS) {
    const expression = new RegExp(pattern, "u");
    let matching = 0;
    for (const { value, count: times } of list) if (expression.test(String(value))) matching += times;
    if (matching >= FORMAT_SHARE * count) return { name, pattern, share: matching / count };
  }
  return null;
}
