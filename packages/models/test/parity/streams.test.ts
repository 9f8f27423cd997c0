import { test } from "vitest";
import { estimatorOf, expectLearned, expectParity, parityCases } from "../support/parity-case.ts";
import type { ParityCase } from "../support/parity-case.ts";

interface StreamCase extends ParityCase {
  /** Where the rows are parted. */
  readonly parts?: number;
}

const { cases, tolerance } = parityCases<StreamCase>("streams");

test.each(cases)("$factory learns what scikit-learn learns: $name", (given) => {
  if (given.parts === undefined) {
    expectParity(given, tolerance);
    return;
  }
  const [rows, y, weights] = [given.X as number[][], given.y as number[], given.sampleWeight ?? []];
  const at = given.parts;
  const first = estimatorOf(given).partialFit(rows.slice(0, at), y.slice(0, at), {
    ...(given.factory === "standardScaler" ? {} : { classes: [2, 0, 1] }),
    sampleWeight: weights.slice(0, at),
  }) as { partialFit(X: unknown, y: unknown, options: object): object };
  const second = first.partialFit(rows.slice(at), y.slice(at), { sampleWeight: weights.slice(at) });
  expectLearned(second, given, tolerance);
});
