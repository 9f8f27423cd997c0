import { randomOverSampler, randomUnderSampler, smote } from "@mlsys/models";
import { expect, test } from "vitest";
import { expectClose } from "../support/close.ts";
import { reference } from "../support/reference.ts";

interface Resampling {
  readonly X: number[][];
  readonly y: number[];
  readonly tolerance: number;
  readonly randomOverSampler: { readonly X: number[][]; readonly y: number[] };
  readonly randomUnderSampler: { readonly X: number[][]; readonly y: number[] };
  readonly smote: { readonly X: number[][]; readonly y: number[] };
}

const given = reference<Resampling>("resampling");

test.each([
  ["randomOverSampler", randomOverSampler({ randomState: 3 })],
  ["randomUnderSampler", randomUnderSampler({ randomState: 3 })],
  ["smote", smote({ kNeighbors: 4, randomState: 3 })],
] as const)("%s gives imbalanced-learn's rows for the same seed", (name, resampler) => {
  const { X, y } = resampler.fitResample(given.X, given.y);
  expectClose(X, given[name].X, given.tolerance);
  expect(y).toEqual(given[name].y);
});
