import { Matrix } from "@mlsys/core";
import type { FitOptions } from "../estimator.ts";
import { r2 } from "../internal/r2.ts";
import { numbersOf, weightsOf } from "../internal/targets.ts";
import { FittedLinearModel } from "../linear-model/linear-model.ts";
import type { Judge } from "./judge.ts";
import type { ScoredModel } from "./scorers.ts";
import type { ShuffledColumns } from "./shuffled-columns.ts";

/** Scores a model on rows of which one column is shuffled. */
export interface ColumnJudge {
  /** Takes a column. */
  begin(column: number): void;
  /** The scores once the column is in this order. */
  scores(column: number, order: Int32Array): number[];
}

/** Predicts all rows anew each time. */
export function columnJudge(
  judge: Judge,
  model: ScoredModel,
  columns: ShuffledColumns,
  y: unknown,
  options: FitOptions,
): ColumnJudge {
  return {
    begin: () => undefined,
    scores: (column, order) => judge(model, columns.shuffled(column, order), y, options),
  };
}

/** For a linear model that scores itself by R²: only what the column adds is worked out anew. */
export function linearJudge(
  owner: string,
  model: object,
  { X }: ShuffledColumns,
  y: unknown,
  fitOptions: FitOptions,
): ColumnJudge | undefined {
  if (!(X instanceof Matrix) || !isPlainlyLinear(model)) return undefined;
  const truth = numbersOf(owner, "y", y as Float64Array, X.rows);
  const weights = weightsOf(owner, fitOptions, X.rows);
  const whole = model.predict(X);
  const [rest, predicted] = [new Float64Array(X.rows), new Float64Array(X.rows)];
  let [values, shuffled]: Float64Array[] = [rest, new Float64Array(X.rows)];
  let factor = 0;
  return {
    begin: (column) => {
      factor = model.coef[column] as number;
      values = X.column(column);
      for (let i = 0; i < rest.length; i++) rest[i] = (whole[i] as number) - factor * (values[i] as number);
    },
    scores: (_, order) => {
      const [from, to] = [values as Float64Array, shuffled as Float64Array];
      for (let i = 0; i < order.length; i++) {
        const value = from[order[i] as number] as number;
        to[i] = value;
        predicted[i] = (rest[i] as number) + factor * value;
      }
      // Each repeat shuffles what the one before left, as the reference does.
      [values, shuffled] = [to, from];
      return [r2(truth, predicted, weights)];
    },
  };
}

/** Whether a model's prediction is the sum of its columns times their coefficients, and its score that of such a model. */
function isPlainlyLinear(model: object): model is FittedLinearModel {
  const { predict, score } = FittedLinearModel.prototype as { readonly predict: unknown; readonly score: unknown };
  const own = model as { readonly predict?: unknown; readonly score?: unknown };
  return model instanceof FittedLinearModel && own.predict === predict && own.score === score;
}
