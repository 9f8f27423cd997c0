import type { Expression, ExpressionOf } from "../../expressions/expression.ts";
import { isoInstant } from "../values/iso-instant.ts";
import { NO, UNDECIDED, YES } from "./verdicts.ts";

/** Judges numbers (NaN: missing) in a tight loop: writes a verdict each. */
export type NumberKernel = (numbers: Float64Array, out: Uint8Array) => void;

type LaneKind = "number" | "date";

/** The kernel of a condition on one column of numbers or instants; undefined where there is none and rows are judged singly. */
export function numberKernel(node: Expression, kind: LaneKind): NumberKernel | undefined {
  switch (node.op) {
    case "between":
      return node.of.op === "column" ? between(node, kind) : undefined;
    case "compare":
      return compare(node, kind);
    case "in":
      return node.of.op === "column" ? inSet(node, kind) : undefined;
    case "missing":
      return node.of.op === "column" ? missing : undefined;
    case "not":
      if (node.of.op === "missing" && node.of.of.op === "column") return present;
      return opposite(numberKernel(node.of, kind));
    case "finite":
      return node.of.op === "column" && kind === "number" ? finite : undefined;
    default:
      return undefined;
  }
}

function between(node: ExpressionOf<"between">, kind: LaneKind): NumberKernel | undefined {
  const min = node.min === undefined ? -Infinity : asNumber(node.min, kind);
  const max = node.max === undefined ? Infinity : asNumber(node.max, kind);
  if (min === undefined || max === undefined) return undefined;
  return interval(min, max, node.exclusiveMin, node.exclusiveMax);
}

/** Written without branches: what random data would mispredict costs more than all comparisons. */
function interval(min: number, max: number, exclusiveMin: boolean, exclusiveMax: boolean): NumberKernel {
  if (!exclusiveMin && !exclusiveMax)
    return (numbers, out) => {
      for (let i = 0; i < numbers.length; i++) {
        const value = numbers[i] ?? NaN;
        out[i] = (Number(value >= min) & Number(value <= max)) | (Number(value !== value) << 1);
      }
    };
  return (numbers, out) => {
    for (let i = 0; i < numbers.length; i++) {
      const value = numbers[i] ?? NaN;
      const above = exclusiveMin ? value > min : value >= min;
      const below = exclusiveMax ? value < max : value <= max;
      out[i] = (Number(above) & Number(below)) | (Number(value !== value) << 1);
    }
  };
}

function compare({ left, right, relation }: ExpressionOf<"compare">, kind: LaneKind): NumberKernel | undefined {
  if (left.op !== "column" || right.op !== "literal") return undefined;
  const bound = asNumber(right.value, kind);
  if (bound === undefined) return undefined;
  switch (relation) {
    case "equal":
      return interval(bound, bound, false, false);
    case "notEqual":
      return opposite(interval(bound, bound, false, false));
    case "below":
      return interval(-Infinity, bound, false, true);
    case "atMost":
      return interval(-Infinity, bound, false, false);
    case "above":
      return interval(bound, Infinity, true, false);
    case "atLeast":
      return interval(bound, Infinity, false, false);
  }
}

/** Few members are compared one by one; many are looked up. */
function inSet({ values }: ExpressionOf<"in">, kind: LaneKind): NumberKernel {
  const members = new Set(values.map((value) => asNumber(value, kind)).filter((value) => value !== undefined));
  return (numbers, out) => {
    for (let i = 0; i < numbers.length; i++) {
      const value = numbers[i] ?? NaN;
      out[i] = value === value ? (members.has(value) ? YES : NO) : UNDECIDED;
    }
  };
}

function missing(numbers: Float64Array, out: Uint8Array): void {
  for (let i = 0; i < numbers.length; i++) out[i] = numbers[i] === numbers[i] ? NO : YES;
}

function present(numbers: Float64Array, out: Uint8Array): void {
  for (let i = 0; i < numbers.length; i++) out[i] = numbers[i] === numbers[i] ? YES : NO;
}

function finite(numbers: Float64Array, out: Uint8Array): void {
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] ?? NaN;
    out[i] = value - value === 0 ? YES : value === value ? NO : UNDECIDED;
  }
}

function opposite(kernel: NumberKernel | undefined): NumberKernel | undefined;
function opposite(kernel: NumberKernel): NumberKernel;
function opposite(kernel: NumberKernel | undefined): NumberKernel | undefined {
  if (kernel === undefined) return undefined;
  return (numbers, out) => {
    kernel(numbers, out);
    for (let i = 0; i < numbers.length; i++) if (out[i] !== UNDECIDED) out[i] = out[i] === YES ? NO : YES;
  };
}

/** A literal as the lane's numbers; undefined where it is of another kind or no double holds it exactly. */
function asNumber(value: unknown, kind: LaneKind): number | undefined {
  if (kind === "date") {
    if (value instanceof Date) return value.getTime();
    return typeof value === "string" ? isoInstant(value) : undefined;
  }
  if (typeof value === "bigint") return BigInt(Number(value)) === value ? Number(value) : undefined;
  return typeof value === "number" ? value : undefined;
}
