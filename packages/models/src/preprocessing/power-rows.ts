import { passRows } from "../internal/score-loops.ts";
import { functionKernel } from "./function-loops.ts";
import { powerOf, powerOfLog, rootOf } from "./power-functions.ts";
import type { PowerMethod } from "./power-functions.ts";

/** Numbers of rows, and how their powers are taken. */
export interface PowerRows {
  /** Rows × columns. */
  readonly numbers: Float64Array;
  /** The exponent of each column. */
  readonly lambdas: Float64Array;
  readonly method: PowerMethod;
  /** What is subtracted from the powers of each column, and what they are divided by; they are left as they are without. */
  readonly mean?: Float64Array | undefined;
  readonly scale?: Float64Array | undefined;
  /** Whether the numbers are logarithms already. Default false. */
  readonly areLogs?: boolean;
}

/** About how many multiplications a number takes. */
const WORK = 32;

/** Writes the powers of rows; returns whether all are finite. */
export function powersOfRows(rows: PowerRows, out: Float64Array): boolean {
  return pass(rows, rows.areLogs === true ? "ofLogs" : "ofNumbers", out) ?? plainPowers(rows, out);
}

/** Writes the numbers whose powers are given. */
export function rootsOfRows(rows: PowerRows, out: Float64Array): void {
  if (pass(rows, "roots", out) === undefined) plainRoots(rows, out);
}

/** In the kernel's order. */
const WORKS = ["ofNumbers", "ofLogs", "roots"] as const;

/** As the kernel does it; undefined where it does not. */
function pass(rows: PowerRows, kind: (typeof WORKS)[number], out: Float64Array): boolean | undefined {
  const { numbers, lambdas, method, mean, scale } = rows;
  const cols = lambdas.length;
  // −0 is subtracted and added without a trace.
  const noMean = (): Float64Array => new Float64Array(cols).fill(kind === "roots" ? -0 : 0);
  const tables = [lambdas, mean ?? noMean(), scale ?? new Float64Array(cols).fill(1)].map(twice);
  const sizes = [WORKS.indexOf(kind), Number(method === "yeo-johnson")];
  const work = WORK * numbers.length;
  const wrong = passRows({ kernel: functionKernel, loop: "powerRows", X: numbers, cols, out, tables, sizes, work });
  return wrong === undefined ? undefined : wrong === 0;
}

/** For two rows. */
function twice(ofColumns: Float64Array): Float64Array {
  const both = new Float64Array(2 * ofColumns.length);
  both.set(ofColumns);
  both.set(ofColumns, ofColumns.length);
  return both;
}

function plainPowers({ numbers, lambdas, method, mean, scale, areLogs }: PowerRows, out: Float64Array): boolean {
  const change = areLogs === true ? powerOfLog : powerOf;
  let check = 0;
  for (let at = 0; at < numbers.length; at++) {
    const j = at % lambdas.length;
    const power = change(numbers[at] as number, lambdas[j] as number, method);
    out[at] = (power - (mean?.[j] ?? 0)) / (scale?.[j] ?? 1);
    check += (out[at] as number) * 0;
  }
  return check === 0;
}

function plainRoots({ numbers, lambdas, method, mean, scale }: PowerRows, out: Float64Array): void {
  for (let at = 0; at < numbers.length; at++) {
    const j = at % lambdas.length;
    const power = (numbers[at] as number) * (scale?.[j] ?? 1) + (mean?.[j] ?? -0);
    out[at] = rootOf(power, lambdas[j] as number, method);
  }
}
