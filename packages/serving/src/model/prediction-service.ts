import { showValue } from "@mlsys/core";
import { andThen } from "../http/replies.ts";
import { type RowReader, rowReader } from "../rows/row-reader.ts";
import { ServingError } from "../serving-error.ts";
import type { InputRow, PredictedValue, Predictions, ServableModel } from "./servable-model.ts";

/** Predictions that were checked and can be written as JSON. */
export interface CheckedPredictions {
  readonly predictions: readonly PredictedValue[];
  /** One list a row, in the order of the classes. */
  readonly probabilities?: readonly (readonly number[])[] | undefined;
}

/** A model with all that protocols need around it: they read, ask and write; none touches the model itself. */
export interface PredictionService {
  readonly model: ServableModel;
  readonly readRows: RowReader;
  readonly predict: (rows: readonly InputRow[]) => CheckedPredictions | Promise<CheckedPredictions>;
  /** Resolves when the model has answered its own example; rejects with `notReady` otherwise, or when draining. */
  readonly checkReady: () => Promise<void>;
  /** From now on the service is not ready: a balancer sends its requests elsewhere. */
  readonly drain: () => void;
  readonly limits: ServiceLimits;
}

/** What one request may hold. */
export interface ServiceLimits {
  readonly maxBodyBytes: number;
  readonly maxRows: number;
  readonly maxTextLength: number;
}

/** Puts a model into service. */
export function predictionService(model: ServableModel, limits: ServiceLimits): PredictionService {
  let draining = false;
  let warm = false;

  const predict = (rows: readonly InputRow[]) => {
    if (rows.length === 0) return { predictions: [] };
    return andThen(model.predict(rows), (answer) => checked(answer, rows.length, model));
  };

  const checkReady = async () => {
    if (draining) throw notReady("the server is shutting down");
    if (warm) return;
    try {
      await predict(model.examples?.slice(0, 1) ?? []);
      warm = true;
    } catch (cause) {
      throw notReady("the model cannot predict its own example", cause);
    }
  };

  return {
    model,
    readRows: rowReader(model.signature, limits),
    predict,
    checkReady,
    drain: () => {
      draining = true;
    },
    limits,
  };
}

function checked({ predictions, probabilities }: Predictions, rows: number, model: ServableModel): CheckedPredictions {
  if (predictions.length !== rows) throw wrongCount(model, "predictions", predictions.length, rows);
  if (probabilities !== undefined && probabilities.length !== rows)
    throw wrongCount(model, "lists of probabilities", probabilities.length, rows);
  const values: PredictedValue[] = [];
  for (let i = 0; i < rows; i++) {
    const value = predictions[i] as PredictedValue;
    if (typeof value === "number" && !Number.isFinite(value)) throw notFinite(i, value);
    values.push(value);
  }
  if (probabilities === undefined) return { predictions: values };
  const lists = probabilities.map((list) => Array.from(list));
  const bad = lists.findIndex((list) => !list.every(Number.isFinite));
  if (bad >= 0) throw notFinite(bad, NaN);
  return { predictions: values, probabilities: lists };
}

// JSON has no infinity, and a prediction that is none must not become null in silence.
function notFinite(row: number, found: unknown): ServingError {
  const message = "the model's answer for this row is not a finite number";
  return new ServingError({
    code: "outsideDomain",
    what: "a row lies outside of what the model can predict",
    where: `row ${row}`,
    found: showValue(found),
    details: { issues: [{ path: `rows[${row}]`, message }] },
  });
}

function wrongCount(model: ServableModel, what: string, found: number, rows: number): ServingError {
  return new ServingError({
    code: "internal",
    what: `the model gave the wrong number of ${what}`,
    where: model.name,
    found: `${found} for ${rows} rows`,
  });
}

function notReady(what: string, cause?: unknown): ServingError {
  return new ServingError({ code: "notReady", what, cause });
}
