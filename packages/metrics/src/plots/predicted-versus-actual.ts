import { integer, parseOptions } from "@mlsys/core";
import { checkNotEmpty, checkSameLength, readNumbers } from "../input/numbers.ts";
import type { NumberArray } from "../input/numbers.ts";
import { MetricsError } from "../metrics-error.ts";
import { r2Score } from "../regression/r2-score.ts";
import { COLORS, framed, plotSpecs, quantity, short, thinned } from "./theme.ts";
import type { PlotOptions, VegaLiteSpec } from "./spec.ts";

/** Options of the plots that draw a point per row. */
export interface PointPlotOptions extends PlotOptions {
  /** Draws at most this many rows, evenly spread. Default 2000. */
  readonly maxPoints?: number | undefined;
}

/**
 * A plot of predicted against actual numbers, with the diagonal on which a perfect model's points lie.
 *
 * @param yTrue - actual numbers.
 * @param yPred - predicted ones.
 * @param options - title, size, theme, how many points at most.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} `lengthMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { predictedVersusActual } from "@mlsys/metrics/plots";
 *
 * const spec = predictedVersusActual([1, 2, 3], [1.1, 1.9, 3.2]);
 * spec.title; // => "Predicted against actual"
 * spec.description; // => "Scatter plot of 3 predicted against actual values with the diagonal of perfect prediction; R² 0.97."
 * ```
 */
export function predictedVersusActual(
  yTrue: NumberArray,
  yPred: NumberArray,
  options?: PointPlotOptions,
): VegaLiteSpec {
  const owner = "predictedVersusActual";
  const parsed = parsePointPlot(owner, options);
  const { truth, predicted } = readPair(owner, yTrue, yPred);
  const rows = thinned(truth.length, parsed.maxPoints);
  const [low, high] = rangeOf(truth, predicted);
  const { main, muted } = COLORS[parsed.theme];
  const scale = { domain: [low, high], nice: true, zero: false };
  const usual = {
    title: "Predicted against actual",
    description: `Scatter plot of ${truth.length} predicted against actual values with the diagonal of perfect prediction${r2Text(truth, predicted)}.`,
  };
  return framed(parsed, usual, {
    layer: [
      {
        data: { values: [{ at: low }, { at: high }] },
        mark: { type: "line", color: muted, strokeDash: [5, 4], strokeWidth: 1.5 },
        encoding: { x: quantity("at", "actual", { scale }), y: quantity("at", "predicted", { scale }) },
      },
      {
        data: { values: rows.map((i) => ({ actual: truth[i], predicted: predicted[i] })) },
        mark: { type: "point", filled: true, size: 28, opacity: 0.55, color: main },
        encoding: { x: quantity("actual", "actual", { scale }), y: quantity("predicted", "predicted", { scale }) },
      },
    ],
  });
}

/**
 * A plot of residuals (actual less predicted) against predicted numbers: structure in it is what the model has missed.
 *
 * @param yTrue - actual numbers.
 * @param yPred - predicted ones.
 * @param options - title, size, theme, how many points at most.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} as {@link predictedVersusActual}.
 *
 * @example
 * ```ts
 * import { residualPlot } from "@mlsys/metrics/plots";
 *
 * residualPlot([1, 2, 3], [1.1, 1.9, 3.2]).title; // => "Residuals"
 * ```
 */
export function residualPlot(yTrue: NumberArray, yPred: NumberArray, options?: PointPlotOptions): VegaLiteSpec {
  const owner = "residualPlot";
  const parsed = parsePointPlot(owner, options);
  const { truth, predicted } = readPair(owner, yTrue, yPred);
  const residuals = truth.map((value, i) => value - (predicted[i] ?? 0));
  const rows = thinned(truth.length, parsed.maxPoints);
  const { main, muted } = COLORS[parsed.theme];
  const largest = residuals.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const usual = {
    title: "Residuals",
    description: `Scatter plot of ${truth.length} residuals (actual less predicted) against predicted values; the largest is ${short(largest)} away from 0.`,
  };
  return framed(parsed, usual, {
    layer: [
      {
        data: { values: rows.map((i) => ({ predicted: predicted[i], residual: residuals[i] })) },
        mark: { type: "point", filled: true, size: 28, opacity: 0.55, color: main },
        encoding: {
          x: quantity("predicted", "predicted", { scale: { zero: false } }),
          y: quantity("residual", "actual - predicted"),
        },
      },
      {
        data: { values: [{ zero: 0 }] },
        mark: { type: "rule", color: muted, strokeDash: [5, 4], strokeWidth: 1.5 },
        encoding: { y: { field: "zero", type: "quantitative" } },
      },
    ],
  });
}

function parsePointPlot(owner: string, options: PointPlotOptions | undefined) {
  const specs = { ...plotSpecs(), maxPoints: { rule: integer({ min: 1 }), default: 2000 } };
  return parseOptions(owner, options, specs, MetricsError);
}

function readPair(owner: string, yTrue: NumberArray, yPred: NumberArray) {
  const truth = readNumbers(owner, "yTrue", yTrue);
  const predicted = readNumbers(owner, "yPred", yPred);
  checkNotEmpty(owner, "yTrue", truth.length);
  checkSameLength(owner, "yPred", predicted.length, truth.length);
  return { truth, predicted };
}

function rangeOf(...arrays: readonly Float64Array[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const values of arrays) {
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low === high ? [low - 1, high + 1] : [low, high];
}

function r2Text(truth: Float64Array, predicted: Float64Array): string {
  return truth.length < 2 ? "" : `; R² ${short(r2Score(truth, predicted))}`;
}
