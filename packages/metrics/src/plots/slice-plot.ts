import { parseOptions } from "@mlsys/core";
import { MetricsError } from "../metrics-error.ts";
import type { SliceReport } from "../slices/slice-report.ts";
import { intervalChart, intervalChartSpecs } from "./interval-chart.ts";
import type { PlotOptions, VegaLiteSpec } from "./spec.ts";
import { short } from "./theme.ts";

/**
 * The loss of every slice with its confidence interval, against that of all rows; slices that are worse beyond chance stand
 * out by shape and colour.
 *
 * @param report - what `sliceReport` returned.
 * @param options - title, width, theme; the height follows from the number of slices unless given.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} `invalidOption`.
 *
 * @example
 * ```ts
 * import { sliceReport } from "@mlsys/metrics";
 * import { slicePlot } from "@mlsys/metrics/plots";
 *
 * const report = sliceReport({ x: ["a", "b"] }, [1, 0], [1, 1], { slices: [{ column: "x" }] });
 * slicePlot(report).title; // => "Error rate by slice"
 * ```
 */
export function slicePlot(report: SliceReport, options?: PlotOptions): VegaLiteSpec {
  const specs = intervalChartSpecs(report.slices.length);
  const parsed = parseOptions("slicePlot", options, specs, MetricsError);
  const loss = report.task === "classification" ? "error rate" : "mean squared error";
  const weak = report.slices.filter((slice) => slice.isWorse).map((slice) => `${slice.name} (${short(slice.loss)})`);
  const slices = report.slices.length === 1 ? "1 slice" : `${report.slices.length} slices`;
  const usual = {
    title: `${loss.charAt(0).toUpperCase()}${loss.slice(1)} by slice`,
    description: `${loss} of ${slices} against ${short(report.whole.loss)} of all ${report.whole.rows} rows. Worse beyond chance: ${weak.join(", ") || "none"}.`,
  };
  return intervalChart(parsed, {
    ...usual,
    x: `${loss}, with ${short(report.confidence * 100)} % intervals`,
    reference: report.whole.loss,
    verdicts: ["not worse", "worse"],
    intervals: report.slices.map((slice) => ({
      name: `${slice.name} (${slice.rows})`,
      value: slice.loss,
      low: slice.lossInterval.low,
      high: Math.min(slice.lossInterval.high, Number.MAX_VALUE),
      isSecond: slice.isWorse,
    })),
  });
}
