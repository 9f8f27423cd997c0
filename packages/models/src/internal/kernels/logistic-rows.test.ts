import { Matrix, randomState } from "@mlsys/core";
import { logisticRegression } from "@mlsys/models";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { LogisticScoreLoss } from "../../linear-model/logistic-score-loss.ts";
import { currentTeam } from "../threads/team.ts";
import type { LogisticPasses, LogisticRows } from "./kernel-contract.ts";
import { wasmLogistic } from "./logistic-rows.ts";
import { PlainKernel } from "./plain-kernel.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

interface Shape {
  readonly rows: number;
  readonly p: number;
  readonly outputs: number;
  readonly isWeighted: boolean;
  readonly scale: number;
  readonly seed: number;
}

const shape: fc.Arbitrary<Shape> = fc.record({
  rows: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(1023, 1024, 1025, 12_000, 30_001)),
  p: fc.integer({ min: 1, max: 13 }),
  outputs: fc.constantFrom(1, 3, 4, 5, 10),
  isWeighted: fc.boolean(),
  scale: fc.constantFrom(0, 1, 100, 1e150),
  seed: fc.nat(),
});

function rowsOf({ rows, p, outputs, isWeighted, scale, seed }: Shape): LogisticRows {
  const rng = randomState(seed);
  const codes = Int32Array.from(rng.uniform(0, Math.max(2, outputs), rows), Math.floor);
  const weights = isWeighted ? rng.uniform(0, 2, rows) : new Float64Array(rows).fill(1 / rows);
  const X = rng.standardNormal(rows * p).map((value) => value * scale);
  const loss = new LogisticScoreLoss(codes, weights, outputs);
  return loss.rowsOf(new Matrix(rows, p, X));
}

/** What two passes find, the second at other weights. */
function found(rows: LogisticRows, passes: LogisticPasses | undefined, seed: number): unknown {
  const rng = randomState(seed + 1);
  const size = rows.p * rows.outputs;
  const results = [undefined, rng.standardNormal(rows.outputs)].map((offsets) => {
    const out = new Float64Array(size + (offsets === undefined ? 0 : rows.outputs));
    const loss = passes?.pass(rng.standardNormal(size), offsets, out);
    return { loss, out, probabilities: rows.probabilities.slice() };
  });
  passes?.release();
  return results;
}

test("threads that hold all rows, some or none, one thread and the plain loops find the same loss, slopes and probabilities", () => {
  const team = currentTeam();
  if (team === undefined) throw new RangeError("there are no threads here");
  fc.assert(
    fc.property(shape, (given) => {
      const rows = rowsOf(given);
      const plain = found(rows, new PlainKernel().logistic(rows), given.seed);
      for (const [who, mostHeld] of [
        [undefined, 0] as const,
        [team, 0] as const,
        [team, 3e6] as const,
        [team, 2 ** 28] as const,
      ]) {
        expect(found(rows, wasmLogistic(rows, who, mostHeld), given.seed)).toEqual(plain);
      }
    }),
    { numRuns: 40 },
  );
});

test.each([2, 3])(
  "with threads, without them and without WebAssembly the same model of %i classes is fitted",
  async (classes) => {
    const rng = randomState(classes);
    const [rows, cols] = [40_000, 12];
    const X = new Matrix(rows, cols, rng.standardNormal(rows * cols));
    const labels = Int32Array.from(rng.uniform(0, 1, rows), (noise, i) =>
      Math.max(0, Math.min(classes - 1, Math.floor(noise + X.get(i, 0) + 0.5 * classes - 0.5))),
    );
    const together = logisticRegression().fit(X, labels);
    for (const missing of ["SharedArrayBuffer", "WebAssembly"]) {
      vi.stubGlobal(missing, undefined);
      vi.resetModules();
      const { logisticRegression: alone } = await import("@mlsys/models");
      const model = alone().fit(X, labels);
      expect([model.coef.data, model.intercept, model.nIter]).toEqual([
        together.coef.data,
        together.intercept,
        together.nIter,
      ]);
      vi.unstubAllGlobals();
    }
  },
);
