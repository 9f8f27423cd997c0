import { passRows, rowKernel } from "../internal/score-loops.ts";
import { functionKernelCode } from "./function-kernel-code.ts";

/** Functions of one number that a saved transformer can name. */
export type NamedFunction = "identity" | "log" | "log1p" | "exp" | "expm1" | "sqrt" | "square" | "abs" | "sin" | "cos";

type Loop = (X: Float64Array, out: Float64Array) => void;

/** Each function has a loop of its own, which calls none that is given. */
const LOOPS: Readonly<Record<NamedFunction, Loop>> = {
  identity: (X, out) => {
    out.set(X);
  },
  log: (X, out) => {
    smooth("log", X, out);
  },
  log1p: (X, out) => {
    smooth("log1p", X, out);
  },
  exp: (X, out) => {
    smooth("exp", X, out);
  },
  expm1: (X, out) => {
    smooth("expm1", X, out);
  },
  sqrt: (X, out) => {
    for (let at = 0; at < X.length; at++) out[at] = Math.sqrt(X[at] as number);
  },
  square: (X, out) => {
    for (let at = 0; at < X.length; at++) out[at] = (X[at] as number) * (X[at] as number);
  },
  abs: (X, out) => {
    for (let at = 0; at < X.length; at++) out[at] = Math.abs(X[at] as number);
  },
  sin: (X, out) => {
    for (let at = 0; at < X.length; at++) out[at] = Math.sin(X[at] as number);
  },
  cos: (X, out) => {
    for (let at = 0; at < X.length; at++) out[at] = Math.cos(X[at] as number);
  },
};

/** A function of each number; exponentials and logarithms to about a unit in the last place. */
export function functionOf(name: NamedFunction, X: Float64Array): Float64Array {
  const out = new Float64Array(X.length);
  LOOPS[name](X, out);
  return out;
}

/** Loops over exponentials, logarithms and powers; see kernels/function-kernel.as. */
export const functionKernel = /* @__PURE__ */ rowKernel(functionKernelCode);

/** Functions of the kernel, in its order. */
const SMOOTH = ["exp", "expm1", "log", "log1p"] as const;

/** About how many multiplications a number takes. */
const WORK = 16;

/** As the kernel does it, be there one number or many, so that each has the same digits alone and among others. */
function smooth(name: (typeof SMOOTH)[number], X: Float64Array, out: Float64Array): void {
  const given = { tables: [], sizes: [SMOOTH.indexOf(name)], work: WORK * X.length };
  const isPassed = passRows({ kernel: functionKernel, loop: "functionRows", X, cols: 1, out, ...given }) !== undefined;
  for (let at = isPassed ? X.length : 0; at < X.length; at++) out[at] = Math[name](X[at] as number);
}
