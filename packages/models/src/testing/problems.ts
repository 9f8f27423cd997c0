import { CsrMatrix, Matrix, randomState, Table } from "@mlsys/core";
import type { Label } from "@mlsys/core";

/** What the rows of a problem are. */
export type ProblemInput = "numbers" | "column" | "counts" | "documents" | "categories";

/** A small problem for estimators: rows, labels and numbers to learn. */
export interface Problem {
  readonly X: readonly unknown[];
  readonly labels: readonly Label[];
  readonly numbers: readonly number[];
}

const WORDS = ["profit", "loss", "sales", "rose", "fell", "again", "sharply", "market"];

/** Rows of three columns (or texts) that have something to do with the labels and the numbers. */
export function makeProblem(input: ProblemInput, rows: number, seed = 0): Problem {
  const rng = randomState(seed);
  const labels = Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? "b" : "a"));
  const noise = rng.standardNormal(rows * 3);
  const numbers = Array.from({ length: rows }, (_, i) => (i % 3) + (noise[i * 3] as number));
  const X = labels.map((label, i) => rowOf(input, label, noise.subarray(i * 3, i * 3 + 3)));
  return { X, labels, numbers };
}

function rowOf(input: ProblemInput, label: string, noise: Float64Array): unknown {
  const shift = label === "a" ? 1 : -1;
  if (input === "numbers") return Array.from(noise, (value, j) => value + (j === 0 ? shift : 0));
  if (input === "column") return [(noise[0] ?? 0) + shift];
  if (input === "counts")
    return Array.from(noise, (value, j) => Math.floor(Math.abs(value) * 3) + (j === 0 ? 1 + shift : 0));
  const chosen = Array.from(noise, (value) => WORDS[Math.abs(Math.floor(value * 7)) % WORDS.length] ?? "");
  return input === "documents" ? `${chosen.join(" ")} ${label}${label}` : [label, chosen[0], (noise[1] ?? 0) > 0];
}

/** The same numeric rows in every form that counts as a matrix. */
export function matrixForms(rows: readonly (readonly number[])[]): readonly (readonly [name: string, X: unknown])[] {
  const cols = rows[0]?.length ?? 0;
  const matrix = new Matrix(rows.length, cols, Float64Array.from(rows.flat()));
  const names = Array.from({ length: cols }, (_, j) => `c${j}`);
  const columns = Object.fromEntries(names.map((name, j) => [name, matrix.column(j)]));
  return [
    ["a Matrix", matrix],
    ["an array of typed arrays", rows.map((row) => Float64Array.from(row))],
    ["a Table", Table.from(columns)],
    ["an ml-matrix", { rows: rows.length, columns: cols, get: (i: number, j: number) => matrix.get(i, j) }],
  ];
}

/** Numeric rows as a sparse matrix. */
export function sparseForm(rows: readonly (readonly number[])[]): CsrMatrix {
  const entries = rows.map((row) => row.flatMap((value, j) => (value === 0 ? [] : [[j, value] as const])));
  const indptr = new Int32Array(rows.length + 1);
  entries.forEach((row, i) => (indptr[i + 1] = (indptr[i] as number) + row.length));
  return new CsrMatrix(
    rows.length,
    rows[0]?.length ?? 0,
    Float64Array.from(entries.flat(), ([, value]) => value),
    Int32Array.from(entries.flat(), ([j]) => j),
    indptr,
  );
}
