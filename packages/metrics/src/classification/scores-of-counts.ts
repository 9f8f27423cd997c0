import { divide, meanOfDefined, warnUndefined } from "./averaging.ts";
import type { ParsedPerLabel } from "./averaging.ts";
import type { AveragedScores, ScoresByLabel } from "./precision-recall-fscore.ts";
import type { SetCounts } from "./set-counts.ts";

/** The figures that are made of one set of counts. */
export type Figure = "precision" | "recall" | "fscore";

/** Precision, recall and F of counts, each label's or averaged; warns of the figures that are wanted and undefined. */
export function scoresOfCounts(
  owner: string,
  { truePositives, predicted, actual }: SetCounts,
  rowWeights: Float64Array | undefined,
  options: Pick<ParsedPerLabel, "average" | "zeroDivision" | "logger">,
  beta: number,
  wanted: readonly Figure[],
): AveragedScores | ScoresByLabel {
  const beta2 = beta ** 2;
  const precision = divide(truePositives, predicted, options.zeroDivision);
  const recall = divide(truePositives, actual, options.zeroDivision);
  const both = divide(
    truePositives.map((count) => (1 + beta2) * count),
    actual.map((count, at) => beta2 * count + (predicted[at] ?? 0)),
    options.zeroDivision,
  );
  const fscore = beta === Infinity ? recall : beta === 0 ? precision : both;
  const figures = { precision, recall, fscore };
  for (const figure of wanted) if (figures[figure].isUndefined) warnUndefined(owner, figure, REASONS[figure], options);
  if (options.average === null) {
    return {
      precision: Array.from(precision.quotients),
      recall: Array.from(recall.quotients),
      fscore: Array.from(fscore.quotients),
      support: Array.from(actual),
    };
  }
  const weights = options.average === "weighted" ? actual : options.average === "samples" ? rowWeights : undefined;
  return {
    precision: meanOfDefined(precision.quotients, weights),
    recall: meanOfDefined(recall.quotients, weights),
    fscore: meanOfDefined(fscore.quotients, weights),
    support: null,
  };
}

const REASONS: Readonly<Record<Figure, string>> = {
  precision: "predicted",
  recall: "true",
  fscore: "true or predicted",
};
