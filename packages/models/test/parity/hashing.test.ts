import type { CsrMatrix } from "@mlsys/core";
import { cosineTopK, hashingVectorizer } from "@mlsys/models";
import { expect, test } from "vitest";
import { expectClose } from "../support/close.ts";
import { estimatorOf, parityCases } from "../support/parity-case.ts";
import type { ParityCase } from "../support/parity-case.ts";

interface HashingCase extends ParityCase {
  readonly matrix: { readonly data: number[]; readonly indices: number[]; readonly indptr: number[] };
}

const { cases, tolerance } = parityCases<HashingCase>("hashing");

test.each(cases)("hashingVectorizer gives scikit-learn's matrix: $name", (given) => {
  const found = estimatorOf(given).fitTransform(given.X) as CsrMatrix;
  expect(Array.from(found.indptr)).toEqual(given.matrix.indptr);
  expect(Array.from(found.indices)).toEqual(given.matrix.indices);
  expectClose(found.data, given.matrix.data, tolerance);
});

test("the most similar rows are those of all similarities, sorted", () => {
  const texts = Array.from({ length: 40 }, (_, i) => `word${i % 7} word${i % 5} word${i % 3} rare${i}`);
  const X = hashingVectorizer({ nFeatures: 64 }).transform(texts);
  const dense = X.toArray();
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, j) => sum + value * (b[j] ?? 0), 0);
  const { indices, similarities } = cosineTopK(X, X, { k: 6 });
  indices.forEach((nearest, i) => {
    const all = dense.map((row) => dot(row, dense[i] ?? []));
    const best = [...all].sort((a, b) => b - a).slice(0, 6);
    expectClose(similarities.row(i), best, 1e-12);
    expectClose(
      Array.from(nearest, (row) => all[row] ?? NaN),
      best,
      1e-12,
    );
  });
});
