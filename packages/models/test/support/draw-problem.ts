import { Matrix, randomState, sha256 } from "@mlsys/core";
import type { TreeNodes } from "@mlsys/models";

/** A problem that the reference's scripts draw alike. */
export interface DrawnProblem {
  readonly X: Matrix;
  readonly y: number[];
  readonly values: Float64Array;
  readonly sampleWeight: Float64Array | undefined;
}

/** The twin of test/parity/drawing/problems.py: the same draws in the same order. */
export function drawProblem(seed: number, missing = false): DrawnProblem {
  const rng = randomState(seed);
  const whole = (high: number) => rng.randint(0, high, 1)[0] ?? 0;
  const n = 20 + whole(120);
  const p = 1 + whole(8);
  const X = new Matrix(n, p, rng.randomSample(n * p));
  const style = seed % 4;
  for (let at = 0; at < n * p; at++) {
    const value = X.data[at] ?? 0;
    if (style === 1) X.data[at] = Math.floor(value * 4);
    if (style === 2) X.data[at] = Math.floor(value * 100) / 100;
    if (style === 3 && at % p === 0) X.data[at] = 1;
  }
  const signal = X.column(p - 1);
  const classes = 2 + whole(3);
  const noise = rng.randomSample(n);
  const y = Array.from(signal, (value, i) => Math.floor(value * classes + 2 * (noise[i] ?? 0)) % classes);
  const more = rng.randomSample(n);
  const values = signal.map((value, i) => 3 * value + (more[i] ?? 0));
  if (seed % 2 === 1) values.forEach((value, i) => (values[i] = Math.floor(value * 5)));
  const counts = rng.randint(0, 3, n);
  const shares = rng.randomSample(n);
  const sampleWeight = [undefined, Float64Array.from(counts), shares][seed % 3];
  if (missing) rng.randomSample(n * p).forEach((share, at) => share < 0.15 && (X.data[at] = NaN));
  return { X, y, values, sampleWeight };
}

/** SHA-256 of all that a tree is, as drawing/problems.py has it. */
export function fingerprint(tree: TreeNodes): string {
  const arrays = [
    tree.childrenLeft,
    tree.childrenRight,
    tree.feature,
    tree.threshold,
    tree.impurity,
    tree.nNodeSamples,
    tree.weightedNNodeSamples,
    tree.value,
  ];
  const bytes = arrays.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  return sha256(Buffer.concat(bytes));
}
