import type { Expression, ExpressionOf } from "../../expressions/expression.ts";
import type { NumberRange } from "./lane.ts";
import { isoInstant } from "../values/iso-instant.ts";
import { NO, UNDECIDED, YES } from "./verdicts.ts";

/** A condition on numbers. */
export interface NumberKernel {
  /** Judges numbers (NaN: missing) in a tight loop: writes a verdict each. */
  readonly judge: (numbers: Float64Array, out: Uint8Array) => void;
  /** Whether all numbers of a range meet it, or none; undefined where some may. */
  readonly judgeAll?: ((range: NumberRange) => boolean | undefined) | undefined;
}

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
      return node.of.op === "column" ? { judge: missing } : undefined;
    case "not":
      return opposite(numberKernel(node.of, kind));
    case "finite":
      return node.of.op === "column" && kind === "number" ? { judge: finite, judgeAll: isFiniteRange } : undefined;
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

function interval(min: number, max: number, exclusiveMin: boolean, exclusiveMax: boolean): NumberKernel {
  const isIn = (value: number): boolean =>
    (exclusiveMin ? value > min : value >= min) && (exclusiveMax ? value < max : value <= max);
  return {
    judge: exclusiveMin || exclusiveMax ? openInterval(min, max, exclusiveMin, exclusiveMax) : closedInterval(min, max),
    judgeAll: (range) => {
      if (isIn(range.min) && isIn(range.max)) return true;
      const below = exclusiveMin ? range.max <= min : range.max < min;
      return below || (exclusiveMax ? range.min >= max : range.min > max) ? false : undefined;
    },
  };
}

/** Written without branches: what random data would mispredict costs more than all comparisons. */
function closedInterval(min: number, max: number): NumberKernel["judge"] {
  return (numbers, out) => {
    for (let i = 0; i < numbers.length; i++) {
      const value = numbers[i] ?? NaN;
      out[i] = (Number(value >= min) & Number(value <= max)) | (Number(value !== value) << 1);
    }
  };
}

function openInterval(min: number, max: number, exclusiveMin: boolean, exclusiveMax: boolean): NumberKernel["judge"] {
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
  return {
    judge: (numbers, out) => {
      for (let i = 0; i < numbers.length; i++) {
        const value = numbers[i] ?? NaN;
        out[i] = value === value ? (members.has(value) ? YES : NO) : UNDECIDED;
      }
    },
  };
}

function missing(numbers: Float64Array, out: Uint8Array): void {
  for (let i = 0; i < numbers.length; i++) out[i] = numbers[i] === numbers[i] ? NO : YES;
}

function finite(numbers: Float64Array, out: Uint8Array): void {
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] ?? NaN;
    out[i] = value - value === 0 ? YES : value === value ? NO : UNDECIDED;
  }
}

function isFiniteRange({ min, max }: NumberRange): true | undefined {
  return min > -Infinity && max < Infinity ? true : undefined;
}

function opposite(kernel: NumberKernel | undefined): NumberKernel | undefined;
function opposite(kernel: NumberKernel): NumberKernel;
function opposite(kernel: NumberKernel | undefined): NumberKernel | undefined {
  if (kernel === undefined) return undefined;
  const { judge, judgeAll } = kernel;
  return {
    judge: (numbers, out) => {
      judge(numbers, out);
      for (let i = 0; i < numbers.length; i++) if (out[i] !== UNDECIDED) out[i] = out[i] === YES ? NO : YES;
    },
    judgeAll: (range) => {
      const all = judgeAll?.(range);
      return all === undefined ? undefined : !all;
    },
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
