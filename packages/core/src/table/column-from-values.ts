import { BooleanColumn } from "./boolean-column.ts";
import { Column } from "./column.ts";
import { DictionaryColumn } from "./dictionary-column.ts";
import { MixedColumn } from "./mixed-column.ts";
import { isNumericArray, NumericColumn } from "./numeric-column.ts";
import { TextColumn } from "./text-column.ts";
import { TimestampColumn } from "./timestamp-column.ts";
import { emptyValidity, setValid } from "./validity.ts";
import type { Validity } from "./validity.ts";

/** The kinds of value that a column can hold in Arrow's layout. */
type Kind = "number" | "bigint" | "boolean" | "string" | "date" | "mixed" | "none";

/**
 * Makes a column of values, in the narrowest type that holds all of them: numbers as doubles, truth values as bits, dates as
 * instants, bigints as 64-bit integers, text as UTF-8, or with a dictionary where at most half of the values are distinct.
 * Null and undefined are missing. Values of several kinds, or nested ones, are kept as they are. Typed arrays are not copied.
 *
 * @param values - the values, or a column, which is returned as it is.
 * @returns the column.
 *
 * @example
 * ```ts
 * import { columnFromValues } from "@mlsys/core";
 *
 * columnFromValues([1, null, 3]).nullCount; // => 1
 * columnFromValues(["a", "b", "a", "a"]).type; // => "dictionary"
 * columnFromValues(["a", 1]).type; // => "mixed"
 * ```
 */
export function columnFromValues(values: ArrayLike<unknown> | Column): Column {
  if (values instanceof Column) return values;
  if (isNumericArray(values)) return new NumericColumn(values);
  const kind = kindOf(values);
  if (kind === "number" || kind === "none") return numbers(values);
  if (kind === "string") return texts(values as ArrayLike<string | null | undefined>);
  if (kind === "boolean") return booleans(values);
  if (kind === "date") return instants(values as ArrayLike<Date | null | undefined>);
  if (kind === "bigint" && fitsInt64(values)) return integers(values as ArrayLike<bigint | null | undefined>);
  return new MixedColumn(Array.isArray(values) ? values : Array.from(values));
}

function kindOf(values: ArrayLike<unknown>): Kind {
  let kind: Kind = "none";
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    const own = kindOfValue(value);
    if (kind === "none") kind = own;
    if (own !== kind || own === "mixed") return "mixed";
  }
  return kind;
}

function kindOfValue(value: unknown): Kind {
  const type = typeof value;
  if (type === "number" || type === "string" || type === "boolean" || type === "bigint") return type;
  return value instanceof Date && !Number.isNaN(value.getTime()) ? "date" : "mixed";
}

/** Walks over the present values and returns the bitmap. */
function eachPresent(values: ArrayLike<unknown>, visit: (i: number) => void): Validity {
  const validity = emptyValidity(values.length);
  let nulls = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === null || values[i] === undefined) {
      nulls += 1;
      continue;
    }
    setValid(validity, i);
    visit(i);
  }
  return nulls === 0 ? undefined : validity;
}

function numbers(values: ArrayLike<unknown>): NumericColumn {
  const held = new Float64Array(values.length).fill(NaN);
  const validity = eachPresent(values, (i) => (held[i] = values[i] as number));
  return new NumericColumn(held, validity);
}

function integers(values: ArrayLike<bigint | null | undefined>): NumericColumn {
  const held = new BigInt64Array(values.length);
  const validity = eachPresent(values, (i) => (held[i] = values[i] ?? 0n));
  return new NumericColumn(held, validity);
}

function fitsInt64(values: ArrayLike<unknown>): boolean {
  return Array.from(values).every((value) => typeof value !== "bigint" || BigInt.asIntN(64, value) === value);
}

function booleans(values: ArrayLike<unknown>): BooleanColumn {
  const bits = emptyValidity(values.length);
  const validity = eachPresent(values, (i) => {
    if (values[i] === true) setValid(bits, i);
  });
  return new BooleanColumn(bits, values.length, validity);
}

function instants(values: ArrayLike<Date | null | undefined>): TimestampColumn {
  const held = new BigInt64Array(values.length);
  const validity = eachPresent(values, (i) => (held[i] = BigInt(values[i]?.getTime() ?? 0)));
  return new TimestampColumn(held, validity);
}

function texts(values: ArrayLike<string | null | undefined>): TextColumn | DictionaryColumn {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    let code = codeOf.get(value);
    if (code === undefined) codeOf.set(value, (code = codeOf.size));
    codes[i] = code;
    if (codeOf.size > 1000 && codeOf.size * 2 > i) return TextColumn.fromStrings(values);
  }
  if (codeOf.size * 2 > values.length) return TextColumn.fromStrings(values);
  const validity = eachPresent(values, () => undefined);
  return new DictionaryColumn(codes, TextColumn.fromStrings([...codeOf.keys()]), validity);
}
