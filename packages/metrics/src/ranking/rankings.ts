import type { Matrix } from "@mlsys/core";
import { checkNotEmpty, checkSameLength, readMatrix } from "../input/numbers.ts";
import type { NumberRows } from "../input/numbers.ts";
import { MetricsError } from "../metrics-error.ts";

/** Relevances and scores, queries × documents. */
export function readRankings(owner: string, yTrue: NumberRows, yScore: NumberRows): readonly [Matrix, Matrix] {
  const truth = readMatrix(owner, "yTrue", yTrue);
  const scores = readMatrix(owner, "yScore", yScore);
  checkNotEmpty(owner, "yTrue", truth.rows);
  checkSameLength(owner, "yScore", scores.rows, truth.rows);
  if (truth.cols === scores.cols && truth.cols >= 2) return [truth, scores];
  throw new MetricsError({
    code: truth.cols === scores.cols ? "unsupportedTarget" : "shapeMismatch",
    what: truth.cols === scores.cols ? "a ranking needs at least two documents" : "yTrue and yScore differ in shape",
    where: owner,
    found: `${truth.cols} and ${scores.cols} columns`,
    fix: "give a row per query and a column per document",
    details: { owner, argument: "yScore", columns: [truth.cols, scores.cols] },
  });
}
