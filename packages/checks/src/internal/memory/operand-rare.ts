import type { Operand } from "../../expressions/expression.ts";
import { isMissing } from "../values/scalar.ts";
import type { commonOperands, OperandReader, ReaderFactories } from "./judge-row.ts";

/** The operands that are computed from others. */
export const rareOperands: ReaderFactories<Exclude<Operand["op"], keyof typeof commonOperands>> = {
  length: ({ of }, { readerOf }) => mapped(readerOf(of), lengthOf),
  absolute: ({ of }, { readerOf }) =>
    mapped(readerOf(of), (value) => (typeof value === "number" ? Math.abs(value) : undefined)),
  difference: ({ left, right }, { readerOf }) => difference(readerOf(left), readerOf(right)),
  sum: ({ of }, { readerOf }) => sum(of.map(readerOf)),
};

/** Number of code points of a text: what SQL's char_length counts. */
export function lengthOf(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  let length = value.length;
  for (let i = 1; i < value.length; i++) {
    if ((value.charCodeAt(i) & 0xfc00) === 0xdc00 && (value.charCodeAt(i - 1) & 0xfc00) === 0xd800) {
      length -= 1;
      i += 1;
    }
  }
  return length;
}

function mapped(of: OperandReader, change: (value: unknown) => unknown): OperandReader {
  return (read) => {
    const value = of(read);
    return isMissing(value) ? value : change(value);
  };
}

function difference(left: OperandReader, right: OperandReader): OperandReader {
  return (read) => {
    const [a, b] = [asNumber(left(read)), asNumber(right(read))];
    return typeof a === "number" && typeof b === "number" ? a - b : firstWithout(a, b);
  };
}

function sum(parts: readonly OperandReader[]): OperandReader {
  return (read) => {
    const values = parts.map((part) => asNumber(part(read)));
    if (values.every((value) => typeof value === "number")) return values.reduce((total, value) => total + value, 0);
    return firstWithout(...values);
  };
}

/** Instants count in milliseconds, so that their difference is a duration. */
function asNumber(value: unknown): number | null | undefined {
  if (value === null || typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  return value instanceof Date ? value.getTime() : undefined;
}

/** Missing wins over of no use: nothing can be said of a row that lacks a value. */
function firstWithout(...values: readonly unknown[]): null | undefined {
  return values.includes(null) ? null : undefined;
}
