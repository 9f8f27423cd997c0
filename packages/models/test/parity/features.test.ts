import { kFold } from "@mlsys/split";
import { linearRegression, logisticRegression, ridge } from "@mlsys/models";
import { test } from "vitest";
import { expectClose } from "../support/close.ts";
import { estimatorOf, expectLearned, parityCases } from "../support/parity-case.ts";
import { toCsr } from "../support/to-csr.ts";
import type { ParityCase } from "../support/parity-case.ts";

interface FeatureCase extends ParityCase {
  /** What a fit that also transforms gives, by so many folds. */
  readonly fitTransform?: number[][];
  readonly folds?: number;
  /** Whether rows are given as a sparse matrix. */
  readonly sparse?: boolean;
  /** The estimator that tells how much columns count. */
  readonly of?: "ridge" | "linearRegression" | "logisticRegression";
}

const { cases, tolerance } = parityCases<FeatureCase>("features");
const estimators = { ridge, linearRegression, logisticRegression };

test.each(cases)("$factory gives scikit-learn's columns: $name", (given) => {
  const inner = given.of === undefined ? {} : { estimator: estimators[given.of]() };
  const options = { ...given.options, ...inner };
  const asGiven = (rows: unknown) => (given.sparse === true ? toCsr(rows as number[][]) : rows);
  const model = estimatorOf({ ...given, options }).fit(asGiven(given.X), given.y ?? undefined);
  expectLearned(model, { ...given, XTest: asGiven(given.XTest) }, given.tolerance ?? tolerance);
  if (given.fitTransform === undefined) return;
  const together = estimatorOf({ ...given, options: { ...options, cv: kFold({ nSplits: given.folds ?? 5 }) } });
  expectClose(together.fitTransform(given.X, given.y), given.fitTransform, tolerance);
});
