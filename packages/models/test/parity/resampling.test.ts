import { randomOverSampler, randomUnderSampler, smote } from "@mlsys/models";
import type { SamplingStrategy } from "@mlsys/models";
import { expect, test } from "vitest";
import { expectClose } from "../support/close.ts";
import { reference } from "../support/reference.ts";

type Sampler = "randomOverSampler" | "randomUnderSampler" | "smote";

interface Resampling {
  readonly X: number[][];
  readonly y: number[];
  readonly tolerance: number;
  readonly randomOverSampler: { readonly X: number[][]; readonly y: number[] };
  readonly randomUnderSampler: { readonly X: number[][]; readonly y: number[] };
  readonly smote: { readonly X: number[][]; readonly y: number[] };
  readonly tied: number[];
  readonly strategies: readonly {
    readonly sampler: Sampler;
    readonly strategy: SamplingStrategy;
    readonly X: number[][];
    readonly y: number[];
  }[];
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

test.each(given.strategies)("$sampler changes the classes that $strategy says", ({ sampler, strategy, X, y }) => {
  const make = { randomOverSampler, randomUnderSampler, smote }[sampler];
  const drawn = make({ samplingStrategy: strategy, randomState: 5 }).fitResample(given.X, given.tied);
  expectClose(drawn.X, X, given.tolerance);
  expect(drawn.y).toEqual(y);
});
