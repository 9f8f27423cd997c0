import type { TextColumn } from "@mlsys/core";
import type { Expression, ExpressionOf, Operand } from "../../expressions/expression.ts";
import { stands } from "../values/stands.ts";
import { TextTable, utf8Of } from "./text-table.ts";
import { NO, UNDECIDED, verdict, YES } from "./verdicts.ts";

/** What a test of many texts writes where it cannot tell. */
const OPEN = 2;

/** Judges texts by their bytes, without making strings: writes a verdict each. */
export type TextKernel = (texts: TextColumn, out: Uint8Array) => void;

/** The kernel of a condition on one column of text; undefined where there is none and strings are judged. */
export function textKernel(node: Expression): TextKernel | undefined {
  switch (node.op) {
    case "matches":
    case "like":
      return node.of.op === "column" ? pattern(node) : undefined;
    case "in":
      return node.of.op === "column" ? inSet(node) : undefined;
    case "between":
      return isLength(node.of) ? lengthBetween(node) : undefined;
    case "compare": {
      const { left, right, relation } = node;
      if (!isLength(left) || right.op !== "literal") return undefined;
      const { value } = right;
      return typeof value === "number" ? byLength((length) => stands(length - value, relation)) : undefined;
    }
    case "not":
      return opposite(textKernel(node.of));
    default:
      return undefined;
  }
}

function pattern({ test, testAll }: ExpressionOf<"matches" | "like">): TextKernel | undefined {
  if (test === undefined || testAll === undefined) return undefined;
  return (texts, out) => {
    const open = testAll(texts.offsets, texts.bytes, out.subarray(0, texts.length));
    if (open > 0) for (let i = 0; i < texts.length; i++) if (out[i] === OPEN) out[i] = verdict(test(texts.at(i) ?? ""));
    leaveOpen(texts, out);
  };
}

/** A missing text decides nothing. */
function leaveOpen(texts: TextColumn, out: Uint8Array): void {
  if (texts.nullCount > 0) for (let i = 0; i < texts.length; i++) if (texts.isNull(i)) out[i] = UNDECIDED;
}

function inSet({ values }: ExpressionOf<"in">): TextKernel {
  const members = new TextTable();
  for (const value of values) {
    const bytes = typeof value === "string" ? utf8Of(value) : undefined;
    if (bytes !== undefined) members.keyOf(bytes);
  }
  members.isClosed = true;
  let keys = new Int32Array(0);
  return (texts, out) => {
    if (keys.length < texts.length) keys = new Int32Array(texts.length);
    members.keysOf(texts, 0, texts.length, keys);
    for (let i = 0; i < texts.length; i++) out[i] = verdict((keys[i] ?? -1) >= 0);
    leaveOpen(texts, out);
  };
}

function lengthBetween({ min, max, exclusiveMin, exclusiveMax }: ExpressionOf<"between">): TextKernel | undefined {
  const [low, high] = [min ?? -Infinity, max ?? Infinity];
  if (typeof low !== "number" || typeof high !== "number") return undefined;
  return byLength(
    (length) => (exclusiveMin ? length > low : length >= low) && (exclusiveMax ? length < high : length <= high),
  );
}

/** Judges the number of code points: of bytes that do not continue one. */
function byLength(accepts: (length: number) => boolean): TextKernel {
  return (texts, out) => {
    const { offsets, bytes } = texts;
    for (let i = 0; i < texts.length; i++) {
      let length = 0;
      for (let at = offsets[i] ?? 0; at < (offsets[i + 1] ?? 0); at++)
        length += ((bytes[at] ?? 0) & 0xc0) === 0x80 ? 0 : 1;
      out[i] = verdict(accepts(length));
    }
    leaveOpen(texts, out);
  };
}

function opposite(kernel: TextKernel | undefined): TextKernel | undefined {
  if (kernel === undefined) return undefined;
  return (texts, out) => {
    kernel(texts, out);
    for (let i = 0; i < texts.length; i++) if (out[i] !== UNDECIDED) out[i] = out[i] === YES ? NO : YES;
  };
}

function isLength(operand: Operand): boolean {
  return operand.op === "length" && operand.of.op === "column";
}
