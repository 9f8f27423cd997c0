import { integer, parseOptions } from "@mlsys/core";
import { normalQuantile } from "../distributions/normal.ts";
import { checkNotEmpty, checkSameLength, readNumbers } from "../input/numbers.ts";
import type { NumberArray } from "../input/numbers.ts";
import { mean, sumOfSquares } from "../input/sums.ts";
import { MetricsError } from "../metrics-error.ts";
import type { PointPlotOptions } from "./predicted-versus-actual.ts";
import type { VegaLiteSpec } from "./spec.ts";
import { COLORS, framed, plotSpecs, quantity, thinned } from "./theme.ts";

/**
 * Quantiles of the standardised residuals against those of the normal distribution: normal residuals lie on the diagonal, heavy
 * tails bend away from it.
 *
 * @param yTrue - actual numbers.
 * @param yPred - predicted ones.
 * @param options - title, size, theme, how many points at most.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} `lengthMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { qqPlot } from "@mlsys/metrics/plots";
 *
 * qqPlot([1, 2, 3], [1.1, 1.9, 3.2]).title; // => "Q–Q plot of the residuals"
 * ```
 */
export function qqPlot(yTrue: NumberArray, yPred: NumberArray, options?: PointPlotOptions): VegaLiteSpec {
  const owner = "qqPlot";
  const specs = { ...plotSpecs(), maxPoints: { rule: integer({ min: 1 }), default: 2000 } };
  const parsed = parseOptions(owner, options, specs, MetricsError);
  const [truth, predicted] = [readNumbers(owner, "yTrue", yTrue), readNumbers(owner, "yPred", yPred)];
  checkNotEmpty(owner, "yTrue", truth.length);
  checkSameLength(owner, "yPred", predicted.length, truth.length);
  const residuals = truth.map((value, i) => value - (predicted[i] ?? 0)).sort();
  const center = mean(residuals);
  const spread = Math.sqrt(sumOfSquares(residuals, center) / residuals.length) || 1;
  const values = thinned(residuals.length, parsed.maxPoints).map((i) => ({
    normal: normalQuantile((i + 0.5) / residuals.length),
    residual: ((residuals[i] ?? 0) - center) / spread,
  }));
  const ends = [values[0]?.normal ?? -1, values.at(-1)?.normal ?? 1];
  const { main, muted } = COLORS[parsed.theme];
  const [x, y] = [quantity("normal", "normal quantile"), quantity("residual", "standardised residual")];
  const usual = {
    title: "Q–Q plot of the residuals",
    description: `Quantiles of ${residuals.length} standardised residuals against those of the normal distribution, with the diagonal.`,
  };
  return framed(parsed, usual, {
    layer: [
      {
        data: { values: ends.map((each) => ({ normal: each, residual: each })) },
        mark: { type: "line", color: muted, strokeDash: [5, 4], strokeWidth: 1.5 },
        encoding: { x, y },
      },
      {
        data: { values },
        mark: { type: "point", filled: true, size: 28, opacity: 0.55, color: main },
        encoding: { x, y },
      },
    ],
  });
}
