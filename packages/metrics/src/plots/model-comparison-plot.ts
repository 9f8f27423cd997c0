import { parseOptions } from "@mlsys/core";
import type { ModelComparison } from "../comparing/compare-models.ts";
import { MetricsError } from "../metrics-error.ts";
import { intervalChart, intervalChartSpecs } from "./interval-chart.ts";
import type { PlotOptions, VegaLiteSpec } from "./spec.ts";

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
 * modelComparisonPlot({ "new model": comparison }).title; // => "Improvement"
 * ```
 */
export function modelComparisonPlot(
  comparisons: Readonly<Record<string, ModelComparison>>,
  options?: PlotOptions,
): VegaLiteSpec {
  const entries = Object.entries(comparisons);
  const specs = intervalChartSpecs(entries.length);
  const parsed = parseOptions("modelComparisonPlot", options, specs, MetricsError);
  const confidence = Math.round((entries[0]?.[1].confidence ?? 0.95) * 100);
  const usual = {
    title: "Improvement",
    description: entries.map(([name, { reading }]) => `${name}: ${reading}`).join(" "),
  };
  return intervalChart(parsed, {
    ...usual,
    x: `improvement, with ${confidence} % intervals`,
    reference: 0,
    verdicts: ["difference shown", "not shown"],
    intervals: entries.map(([name, { metric, improvement, interval, verdict }]) => ({
      name: `${name} (${metric})`,
      value: improvement,
      ...interval,
      isSecond: verdict === "noDifferenceShown",
    })),
  });
}
