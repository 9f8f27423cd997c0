import { Matrix, randomState } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { knownBasis } from "./orthogonal-basis.ts";
import { decomposed, factoredSvd, squareSvd } from "./square-svd.ts";
import { symmetricEigenvectors } from "./tridiagonal.ts";
import { plainWorkspace } from "./workspace.ts";

/** How far from A its parts lead, as a share of its largest number, and the vectors from orthogonal ones. */
function errors(A: Matrix, values: Float64Array, left: Matrix, right: Matrix): number {
  const n = A.rows;
  const largest = Math.max(Number.MIN_VALUE, ...A.data.map(Math.abs));
  let error = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const unit = i === j ? 1 : 0;
      let [whole, lefts, rights] = [-A.get(i, j) / largest, -unit, -unit];
      for (let k = 0; k < n; k++) {
        whole += left.get(k, i) * ((values[k] as number) / largest) * right.get(k, j);
        lefts += left.get(i, k) * left.get(j, k);
        rights += right.get(i, k) * right.get(j, k);
      }
      error = Math.max(error, Math.abs(whole), Math.abs(lefts), Math.abs(rights));
    }
  }
  return error;
}

const shapes = {
  full: (value: number) => value,
  triangular: (value: number, i: number, j: number) => (j < i ? 0 : value),
  "of columns of many scales": (value: number, _i: number, j: number, n: number) => value * 10 ** ((j / n - 0.5) * 290),
  "of rows that grow": (value: number, i: number) => value * 10 ** i,
  "of whole numbers": (value: number) => Math.round(value),
  "of few columns": (value: number, _i: number, j: number) => (j % 3 === 0 ? value : 0),
  "of two diagonals with gaps": (value: number, i: number, j: number) =>
    (j === i || j === i + 1) && value > -0.3 ? value : 0,
  tiny: (value: number) => value * 1e-300,
} as const;

const matrix = fc.record({
  n: fc.integer({ min: 1, max: 24 }),
  shape: fc.constantFrom(...(Object.keys(shapes) as (keyof typeof shapes)[])),
  seed: fc.nat(),
});

function drawn({ n, shape, seed }: { n: number; shape: keyof typeof shapes; seed: number }): Matrix {
  const numbers = randomState(seed).standardNormal(n * n);
  return new Matrix(
    n,
    n,
    numbers.map((value, at) => shapes[shape](value, Math.floor(at / n), at % n, n)),
  );
}

const distance = (A: Matrix, B: Matrix): number =>
  A.data.reduce((most, value, at) => Math.max(most, Math.abs(value - (B.data[at] ?? NaN))), 0);

test("a matrix is what its singular values and orthogonal vectors make", () => {
  fc.assert(
    fc.property(matrix, (of) => {
      const A = drawn(of);
      const { singular, left, right } = squareSvd(A, { left: true, right: true });
      expect(errors(A, singular, left, right)).toBeLessThan(1e-13 * (1 + of.n / 10));
      singular.forEach((value, k) => {
        expect(value).toBeGreaterThanOrEqual(singular[k + 1] ?? 0);
      });
      const onlyRight = squareSvd(A, { right: true });
      expect([...onlyRight.singular]).toEqual([...singular]);
      expect([...onlyRight.right.data]).toEqual([...right.data]);
    }),
    { numRuns: 400 },
  );
});

test("bases that are kept as what makes them give the coordinates and the vectors that those multiplied out give", () => {
  fc.assert(
    fc.property(matrix, fc.integer({ min: 1, max: 9 }), (of, count) => {
      const A = drawn(of);
      const n = A.rows;
      const { singular, left, right } = squareSvd(A, { left: true, right: true });
      const factored = factoredSvd(A);
      expect([...factored.singular]).toEqual([...singular].map(Math.abs));
      const vectors = new Matrix(count, n, randomState(of.seed).standardNormal(count * n));
      for (const [basis, known] of [
        [factored.left, left],
        [factored.right, right],
      ] as const) {
        const multiplied = knownBasis(known);
        expect(distance(basis.coordinates(vectors), multiplied.coordinates(vectors))).toBeLessThan(
          1e-13 * (1 + n / 10),
        );
        const few = new Matrix(
          count,
          Math.min(n, count),
          randomState(of.seed).standardNormal(count * Math.min(n, count)),
        );
        expect(distance(basis.vectorsOf(few), multiplied.vectorsOf(few))).toBeLessThan(1e-13 * (1 + n / 10));
      }
    }),
    { numRuns: 200 },
  );
});

test("without WebAssembly the digits are the same", () => {
  for (const n of [7, 30]) {
    const A = new Matrix(n, n, randomState(n).standardNormal(n * n));
    const plain = decomposed(A, { left: true, right: true }, plainWorkspace(3 * n * n + 10 * n));
    expect(squareSvd(A, { left: true, right: true })).toEqual(plain);
  }
});

test("a symmetric matrix is what its eigenvalues and orthogonal vectors make", () => {
  fc.assert(
    fc.property(matrix, (of) => {
      const { data, rows: n } = drawn(of);
      const A = new Matrix(n, n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) A.data[i * n + j] = data[Math.max(i, j) * n + Math.min(i, j)] as number;
      }
      const { values, vectors } = symmetricEigenvectors(A);
      expect(errors(A, values, vectors, vectors)).toBeLessThan(1e-13 * (1 + n / 10));
      values.forEach((value, k) => {
        expect(value).toBeGreaterThanOrEqual(values[k + 1] ?? -Infinity);
      });
    }),
    { numRuns: 400 },
  );
});
