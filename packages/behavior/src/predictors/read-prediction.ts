import type { Label, Prediction } from "./prediction.ts";

/** The label of a class prediction, the value of a score, the tags of a tagger. */
export function outcomeOf(prediction: Prediction): Label {
  if ("tags" in prediction) return prediction.tags.join(" ");
  return "label" in prediction ? prediction.label : prediction.value;
}

/** The probability of a class; undefined when the model gives none, 0 when it does not know the class. */
export function probabilityOf(prediction: Prediction, label: Label): number | undefined {
  if (!("label" in prediction) || prediction.proba === undefined) return undefined;
  return (prediction.proba as Readonly<Record<string, number | undefined>>)[String(label)] ?? 0;
}
