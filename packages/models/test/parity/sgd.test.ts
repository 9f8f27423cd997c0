import { expect, test } from "vitest";
import { estimatorOf, expectLearned, parityCases } from "../support/parity-case.ts";
import type { ParityCase } from "../support/parity-case.ts";
import { toCsr } from "../support/to-csr.ts";

interface SgdCase extends ParityCase {
  readonly sparse?: boolean;
  /** Where the rows of a stream are parted. */
  readonly parts?: number;
}

const { cases, tolerance } = parityCases<SgdCase>("sgd");

test.each(cases)("$factory takes scikit-learn's steps: $options.loss, $options.penalty, $name", (given) => {
  const [rows, y] = [given.X as number[][], given.y as number[]];
  const model = given.parts === undefined ? fitted(given, rows, y) : streamed(given, rows, y, given.parts);
  expectLearned(model, given, tolerance);
});

function fitted(given: SgdCase, rows: number[][], y: number[]): object {
  const X = given.sparse === true ? toCsr(rows) : rows;
  return estimatorOf(given).fit(X, y, { sampleWeight: given.sampleWeight ?? undefined });
}

function streamed(given: SgdCase, rows: number[][], y: number[], at: number): object {
  const classes = [...new Set(y)].sort();
  const first = estimatorOf(given).partialFit(rows.slice(0, at), y.slice(0, at), { classes }) as {
    partialFit(X: unknown, y: unknown): object;
  };
  const before = JSON.stringify(first);
  const second = first.partialFit(rows.slice(at), y.slice(at));
  expect(JSON.stringify(first)).toBe(before);
  return second;
}
