import { parseOptions } from "@mlsys/core";
import type { CalibrationCurve } from "../calibration/calibration-curve.ts";
import { MetricsError } from "../metrics-error.ts";
import { lineChart } from "./line-chart.ts";
import type { PlotOptions, VegaLiteSpec } from "./spec.ts";
import { plotSpecs, short } from "./theme.ts";

/**
 * The share of positives against the predicted probability, with the diagonal of perfect calibration.
 *
 * @param curves - a curve of `calibrationCurve`, or several by name.
 * @param options - title, size, theme.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} `invalidOption`.
 *
 * @example
 * ```ts
 * import { calibrationCurve } from "@mlsys/metrics";
 * import { calibrationPlot } from "@mlsys/metrics/plots";
 *
 * const curve = calibrationCurve([0, 1, 1, 1], [0.25, 0.75, 0.75, 0.75], { nBins: 2 });
 * calibrationPlot(curve).description; // => "Share of positives against predicted probability. Largest distance from the diagonal: model 0.25."
 * ```
 */
export function calibrationPlot(
  curves: CalibrationCurve | Readonly<Record<string, CalibrationCurve>>,
  options?: PlotOptions,
): VegaLiteSpec {
  const frame = parseOptions("calibrationPlot", options, plotSpecs(), MetricsError);
  const named: Readonly<Record<string, CalibrationCurve>> = isCurve(curves) ? { model: curves } : curves;
  const farthest = Object.entries(named).map(([name, { probTrue, probPred }]) => {
    const distance = probTrue.reduce((most, share, i) => Math.max(most, Math.abs(share - (probPred[i] ?? 0))), 0);
    return `${name} ${short(distance)}`;
  });
  return lineChart(frame, {
    title: "Calibration",
    description: `Share of positives against predicted probability. Largest distance from the diagonal: ${farthest.join(", ")}.`,
    x: { title: "mean predicted probability", domain: [0, 1] },
    y: { title: "share of positives", domain: [0, 1] },
    lines: Object.entries(named).map(([name, { probTrue, probPred }]) => ({
      name,
      points: Array.from(probPred, (x, i) => ({ x, y: probTrue[i] ?? 0 })),
    })),
    reference: [0, 1].map((each) => ({ x: each, y: each })),
    hasPoints: true,
  });
}

function isCurve(curves: object): curves is CalibrationCurve {
  return "probTrue" in curves && ArrayBuffer.isView(curves.probTrue);
}
