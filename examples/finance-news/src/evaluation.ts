// How good a model is as a whole, where it is worse, and what that means for letting it out.
import { Table } from "@mlsys/core";
import {
  accuracyScore,
  classificationReport,
  confusionMatrix,
  f1Score,
  recallScore,
  sliceReport,
} from "@mlsys/metrics";
import type { ClassificationReport, ConfusionMatrix, SliceReport } from "@mlsys/metrics";
import type { Labelled } from "./dataset.ts";
import type { NewsModel } from "./models.ts";

/** The classes in the order of all tables. */
export const classes = ["negative", "neutral", "positive"] as const;

/** The figures of one model. */
export interface Evaluation {
  readonly accuracy: number;
  readonly macroF1: number;
  readonly weightedF1: number;
  /** Recall of the class that the model finds least. */
  readonly lowestRecall: { readonly label: string; readonly recall: number };
  readonly confusion: ConfusionMatrix;
  readonly report: ClassificationReport;
  readonly slices: SliceReport;
}

/** Measures a model on the test set, whole and in slices. */
export function evaluateModel(model: NewsModel, { sentences, labels }: Labelled): Evaluation {
  const predicted = model.predict(sentences);
  const recalls = recallScore(labels, predicted, { average: null, labels: [...classes], zeroDivision: 0 });
  const lowest = Math.min(...recalls);
  return {
    accuracy: accuracyScore(labels, predicted),
    macroF1: f1Score(labels, predicted, { average: "macro", zeroDivision: 0 }),
    weightedF1: f1Score(labels, predicted, { average: "weighted", zeroDivision: 0 }),
    lowestRecall: { label: classes[recalls.indexOf(lowest)] ?? "", recall: lowest },
    confusion: confusionMatrix(labels, predicted, { labels: [...classes] }),
    report: classificationReport(labels, predicted, { zeroDivision: 0 }),
    slices: sliceReport(Table.from({ sentence: sentences, label: labels }), labels, predicted, {
      slices: [
        { column: "label" },
        { name: "short (under 80 characters)", where: ({ sentence }) => String(sentence).length < 80 },
        { column: "sentence", matches: /\bquarter\b/i, name: "quarter" },
        { column: "sentence", matches: /\d/, name: "with numbers" },
        { column: "sentence", matches: /\b(loss|losses|cost|costs|debt)\b/i, name: "loss, cost, debt" },
        { column: "sentence", matches: /\b(not|no|without|despite|although)\b/i, name: "negation, concession" },
      ],
    }),
  };
}
