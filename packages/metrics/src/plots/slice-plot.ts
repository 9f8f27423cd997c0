import { parseOptions } from "@mlsys/core";
import { MetricsError } from "../metrics-error.ts";
import type { SliceReport } from "../slices/slice-report.ts";
import { COLORS, framed, plotSpecs, quantity, short } from "./theme.ts";
import type { PlotOptions, VegaLiteSpec } from "./spec.ts";

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
 * slicePlot(report).title; // => "Error rate by slice, with 95 % intervals"
 * ```
 */
export function slicePlot(report: SliceReport, options?: PlotOptions): VegaLiteSpec {
  const own = plotSpecs();
  const specs = {
    ...own,
    width: { ...own.width, default: 220 },
    height: { ...own.height, default: Math.max(60, 26 * report.slices.length) },
  };
  const parsed = parseOptions("slicePlot", options, specs, MetricsError);
  const { main, second, muted } = COLORS[parsed.theme];
  const loss = report.task === "classification" ? "error rate" : "mean squared error";
  const values = report.slices.map((slice) => ({
    slice: `${slice.name} (${slice.rows})`,
    loss: slice.loss,
    low: slice.lossInterval.low,
    high: Math.min(slice.lossInterval.high, Number.MAX_VALUE),
    verdict: slice.isWorse ? "worse" : "not worse",
  }));
  const weak = report.slices.filter((slice) => slice.isWorse).map((slice) => `${slice.name} (${short(slice.loss)})`);
  const usual = {
    title: `${loss.charAt(0).toUpperCase()}${loss.slice(1)} by slice, with ${short(report.confidence * 100)} % intervals`,
    description: `${loss} of ${values.length} slices against ${short(report.whole.loss)} of all ${report.whole.rows} rows. Worse beyond chance: ${weak.join(", ") || "none"}.`,
  };
  const y = {
    field: "slice",
    type: "nominal",
    sort: values.map(({ slice }) => slice),
    title: null,
    axis: { labelLimit: 400, grid: true },
  };
  const verdicts = ["not worse", "worse"];
  const legend = { orient: "bottom" };
  const color = {
    field: "verdict",
    type: "nominal",
    title: null,
    legend,
    scale: { domain: verdicts, range: [main, second] },
  };
  return framed(parsed, usual, {
    layer: [
      {
        data: { values: [{ all: report.whole.loss }] },
        mark: { type: "rule", color: muted, strokeDash: [5, 4], strokeWidth: 1.5 },
        encoding: { x: { field: "all", type: "quantitative" } },
      },
      {
        data: { values },
        mark: { type: "rule", strokeWidth: 2 },
        encoding: { y, x: quantity("low", loss), x2: { field: "high" }, color },
      },
      {
        data: { values },
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: {
          y,
          x: quantity("loss", loss),
          color,
          shape: { ...color, scale: { domain: verdicts, range: ["circle", "diamond"] } },
        },
      },
    ],
  });
}
