import { randomState } from "@mlsys/core";
import { expect, test } from "vitest";
import { dot } from "../sums.ts";
import { inWorkspace, plainWorkspace } from "./workspace.ts";
import type { Workspace } from "./workspace.ts";

const [ROWS, COLS] = [13, 21];
const NUMBERS = ROWS * COLS + 6 * COLS;

/** What a loop makes of the same numbers, wherever they lie. */
function after(workspace: Workspace, length: number, work: (at: number, stride: number, vectors: number[]) => void) {
  const numbers = workspace.take(NUMBERS);
  numbers.set(randomState(length).standardNormal(NUMBERS));
  // The first vector holds places of rows.
  for (let i = 0; i < COLS; i++) numbers[ROWS * COLS + i] = (7 * i) % ROWS;
  const start = numbers.byteOffset;
  const vectors = Array.from({ length: 6 }, (_, v) => start + 8 * (ROWS * COLS + v * COLS));
  work(start, 8 * COLS, vectors);
  return [...numbers];
}

type Call = (loops: Workspace["loops"], length: number, at: number, stride: number, vectors: number[]) => void;
const calls: Record<string, Call> = {
  reflectRows: (loops, length, at, stride, [u = 0]) => loops.reflectRows(at, ROWS, stride, u, length, 0.7),
  multiplyRows: (loops, length, at, stride, [w = 0, out = 0]) => loops.multiplyRows(at, ROWS, stride, w, length, out),
  takeOff: (loops, length, at, stride, [u = 0, y = 0, x = 0, v = 0, factors = 0, products = 0]) =>
    loops.takeOff(at, ROWS, stride, length, u, y, x, v, factors, products),
  takeOffSymmetric: (loops, length, at, stride, [v = 0, w = 0, u = 0, products = 0]) =>
    loops.takeOffSymmetric(at, Math.min(length, ROWS), stride, v, w, u, products),
  rotateRows: (loops, length, at, stride, [cosines = 0, sines = 0]) =>
    loops.rotateRows(at, stride, length, ROWS - 1, cosines, sines),
  "rotateRows, upwards": (loops, length, at, stride, [cosines = 0, sines = 0]) =>
    loops.rotateRows(at + (ROWS - 1) * stride, -stride, length, ROWS - 1, cosines, sines),
  solveLower: (loops, length, at, stride, [b = 0]) => loops.solveLower(at, Math.min(length, ROWS), stride, b),
  solveUpper: (loops, length, at, stride, [b = 0]) => loops.solveUpper(at, Math.min(length, ROWS), stride, b),
  multiplyChosen: (loops, length, at, stride, [places = 0, w = 0, out = 0]) =>
    loops.multiplyChosen(at, stride, places, length % 12, w, length, out),
  addRows: (loops, length, at, stride, [places = 0, factors = 0, y = 0]) =>
    loops.addRows(at, stride, places, factors, length % 12, y, length),
};

test.each(Object.entries(calls))("%s gives the same digits with WebAssembly and without", (_, call) => {
  for (let length = 1; length <= COLS; length++) {
    const run = (workspace: Workspace) =>
      after(workspace, length, (at, stride, vectors) => {
        call(workspace.loops, length, at, stride, vectors);
      });
    const fast = inWorkspace(NUMBERS, (workspace) => {
      // What a module exports has no prototype.
      expect(Object.getPrototypeOf(workspace.loops)).toBeNull();
      return run(workspace);
    });
    expect(fast).toEqual(run(plainWorkspace(NUMBERS)));
  }
});

test.each([1, 2, 3, 31, 32, 33, 34, 67, 70])(
  "Cholesky factors of %i rows have the same digits with WebAssembly and without",
  (n) => {
    const numbers = randomState(n).standardNormal(n * n);
    const products = Float64Array.from({ length: n * n }, (_, at) =>
      dot(numbers, numbers, Math.floor(at / n) * n, (at % n) * n, n),
    );
    const factor = ({ loops, take }: Workspace) => {
      const rows = take(n * n);
      rows.set(products);
      return [loops.factorise(rows.byteOffset, n), ...rows];
    };
    const fast = inWorkspace(n * n, factor);
    expect(fast[0]).toBe(1);
    expect(fast).toEqual(factor(plainWorkspace(n * n)));
    // A row of the factor that is not there.
    products[(n >> 1) * (n + 1)] = 0;
    expect([inWorkspace(n * n, factor)[0], factor(plainWorkspace(n * n))[0]]).toEqual([0, 0]);
  },
);
