import { parseOptions } from "@mlsys/core";
import type { ModelComparison } from "../comparing/compare-models.ts";
import { MetricsError } from "../metrics-error.ts";
import type { PlotOptions, VegaLiteSpec } from "./spec.ts";
import { COLORS, framed, plotSpecs, quantity } from "./theme.ts";

/**
 * The improvement of a new model over an old one with its interval, against the line of no difference; several comparisons by name.
 *
 * @param comparisons - what `compareModels` returned, by name.
 * @param options - title, width, theme; the height follows from the number of comparisons unless given.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} `invalidOption`.
 *
 * @example
 * ```ts
 * import { compareModels } from "@mlsys/metrics";
 * import { modelComparisonPlot } from "@mlsys/metrics/plots";
 *
 * const comparison = compareModels([0, 1, 1, 0], [0, 1, 0, 0], [0, 1, 1, 0]);
 * modelComparisonPlot({ "new model": comparison }).title; // => "Improvement, with 95 % intervals"
 * ```
 */
export function modelComparisonPlot(
  comparisons: Readonly<Record<string, ModelComparison>>,
  options?: PlotOptions,
): VegaLiteSpec {
  const entries = Object.entries(comparisons);
  const own = plotSpecs();
  const specs = {
    ...own,
    width: { ...own.width, default: 220 },
    height: { ...own.height, default: Math.max(60, 32 * entries.length) },
  };
  const parsed = parseOptions("modelComparisonPlot", options, specs, MetricsError);
  const { main, second, muted } = COLORS[parsed.theme];
  const values = entries.map(([name, { metric, improvement, interval, verdict }]) => ({
    name: `${name} (${metric})`,
    improvement,
    low: interval.low,
    high: interval.high,
    verdict: verdict === "noDifferenceShown" ? "not shown" : "shown",
  }));
  const confidence = Math.round((entries[0]?.[1].confidence ?? 0.95) * 100);
  const usual = {
    title: `Improvement, with ${confidence} % intervals`,
    description: entries.map(([name, { reading }]) => `${name}: ${reading}`).join(" "),
  };
  const verdicts = ["shown", "not shown"];
  const y = { field: "name", type: "nominal", sort: null, title: null, axis: { labelLimit: 400 } };
  const color = {
    field: "verdict",
    type: "nominal",
    title: "difference",
    legend: { orient: "bottom" },
    scale: { domain: verdicts, range: [main, second] },
  };
  return framed(parsed, usual, {
    layer: [
      {
        data: { values: [{ none: 0 }] },
        mark: { type: "rule", color: muted, strokeDash: [5, 4], strokeWidth: 1.5 },
        encoding: { x: { field: "none", type: "quantitative" } },
      },
      {
        data: { values },
        mark: { type: "rule", strokeWidth: 2 },
        encoding: { y, x: quantity("low", "improvement"), x2: { field: "high" }, color },
      },
      {
        data: { values },
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: {
          y,
          x: quantity("improvement", "improvement"),
          color,
          shape: { ...color, scale: { domain: verdicts, range: ["circle", "diamond"] } },
        },
      },
    ],
  });
}
