import { didYouMean } from "@mlsys/core";
import type { Column, Label, LabelArray, Table } from "@mlsys/core";
import { positionOf } from "../input/class-targets.ts";
import { readMatrix } from "../input/numbers.ts";
import type { NumberArray } from "../input/numbers.ts";
import { MetricsError } from "../metrics-error.ts";

/** Anything that predicts: the rows of a table, or the values of one column. */
export interface Predictor {
  predict(X: never): LabelArray;
  /** Probabilities, rows × classes. */
  predictProba?(X: never): unknown;
  /** The classes in the order of the columns of `predictProba`. */
  readonly classes?: unknown;
}

/** What a model, or the caller, says of the rows. */
export interface Predictions {
  readonly yPred: LabelArray;
  readonly scores: NumberArray | undefined;
  readonly posLabel: Label | undefined;
}

interface Given {
  readonly target: LabelArray | string;
  readonly features: string | readonly string[] | undefined;
  readonly scores: NumberArray | undefined;
  readonly posLabel: Label | undefined;
}

/** The predictions that were given or that a model makes; with probabilities where it has them for two classes. */
export function predictionsOf(owner: string, model: Predictor | LabelArray, table: Table, given: Given): Predictions {
  const { scores, posLabel } = given;
  if (!isPredictor(model)) return { yPred: model, scores, posLabel };
  const X = featuresOf(owner, table, given) as never;
  const yPred = model.predict(X);
  const classes: unknown = model.classes;
  if (scores !== undefined || typeof model.predictProba !== "function" || !isPair(classes)) {
    return { yPred, scores, posLabel };
  }
  const column = posLabel === undefined ? 1 : positionOf(classes, posLabel);
  const probabilities = readMatrix(owner, "predictProba", model.predictProba(X));
  if (probabilities.cols !== 2 || column < 0) return { yPred, scores, posLabel };
  return { yPred, scores: probabilities.column(column), posLabel: classes[column] };
}

function isPredictor(model: Predictor | LabelArray): model is Predictor {
  return "predict" in model && typeof model.predict === "function";
}

function isPair(classes: unknown): classes is readonly [Label, Label] {
  return Array.isArray(classes) && classes.length === 2;
}

function featuresOf(owner: string, table: Table, { target, features }: Given): unknown {
  for (const name of features === undefined ? [] : [features].flat()) {
    if (table.hasColumn(name)) continue;
    throw new MetricsError({
      code: "invalidOption",
      what: `there is no column ${JSON.stringify(name)}`,
      where: `${owner}, features`,
      fix: didYouMean(name, table.columnNames),
      details: { option: "features", column: name, columns: table.columnNames },
    });
  }
  if (typeof features === "string") {
    const column: Column = table.column(features as never);
    return column.toArray();
  }
  if (features !== undefined) return table.select(features as never[]);
  return typeof target === "string" ? table.drop([target as never]) : table;
}
