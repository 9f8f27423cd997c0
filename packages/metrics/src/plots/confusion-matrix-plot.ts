import { parseOptions } from "@mlsys/core";
import type { ConfusionMatrix } from "../classification/confusion-matrix.ts";
import { MetricsError } from "../metrics-error.ts";
import { COLORS, framed, plotSpecs, short } from "./theme.ts";
import type { PlotOptions, VegaLiteSpec } from "./spec.ts";

/**
 * A heat map of a confusion matrix: shaded by the share of the true class, with the counts written in.
 *
 * @param confusion - what `confusionMatrix` returned.
 * @param options - title, size, theme.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} `invalidInput` when it has no labels; `invalidOption`.
 *
 * @example
 * ```ts
 * import { confusionMatrix } from "@mlsys/metrics";
 * import { confusionMatrixPlot } from "@mlsys/metrics/plots";
 *
 * const spec = confusionMatrixPlot(confusionMatrix(["a", "b", "b"], ["a", "b", "a"]));
 * spec.description; // => "Confusion matrix of 2 classes, true by predicted. a: 1 of 1 right. b: 1 of 2 right."
 * ```
 */
export function confusionMatrixPlot(confusion: ConfusionMatrix, options?: PlotOptions): VegaLiteSpec {
  const own = plotSpecs();
  const specs = { ...own, width: { ...own.width, default: 280 }, height: { ...own.height, default: 260 } };
  const parsed = parseOptions("confusionMatrixPlot", options, specs, MetricsError);
  const labels = confusion.labels.map(String);
  if (labels.length === 0) {
    throw new MetricsError({
      code: "invalidInput",
      what: "the confusion matrix is empty",
      where: "confusionMatrixPlot",
    });
  }
  const { ink, paper, main } = COLORS[parsed.theme];
  // From this share on, the paper's colour is told from the shade better than the ink's.
  const contrastTurns = parsed.theme === "light" ? 0.85 : 0.58;
  const sums = confusion.matrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const values = confusion.matrix.flatMap((row, i) =>
    row.map((count, j) => ({
      true: labels[i],
      predicted: labels[j],
      count,
      text: short(count),
      share: (sums[i] ?? 0) === 0 ? 0 : count / (sums[i] ?? 1),
    })),
  );
  const right = labels.map(
    (label, i) => ` ${label}: ${short(confusion.matrix[i]?.[i] ?? 0)} of ${short(sums[i] ?? 0)} right.`,
  );
  const usual = {
    title: "Confusion matrix",
    description: `Confusion matrix of ${labels.length} classes, true by predicted.${right.join("")}`,
  };
  const axis = { grid: false, ticks: false, domain: false, labelLimit: 110 };
  const size = labels.length > 12 ? 9 : labels.length > 7 ? 11 : 14;
  return framed(parsed, usual, {
    data: { values },
    encoding: {
      x: {
        field: "predicted",
        type: "nominal",
        sort: labels,
        title: "predicted",
        axis: { ...axis, labelAngle: labels.length > 4 ? -45 : 0 },
      },
      y: { field: "true", type: "nominal", sort: labels, title: "true", axis },
    },
    layer: [
      {
        mark: { type: "rect", stroke: paper, strokeWidth: 2 },
        encoding: {
          color: {
            field: "share",
            type: "quantitative",
            title: "share of the true class",
            scale: { domain: [0, 1], range: [parsed.theme === "light" ? "#eef3f7" : "#23282e", main] },
            legend: { format: ".0%", gradientLength: 160, orient: "bottom", direction: "horizontal" },
          },
        },
      },
      {
        mark: { type: "text", fontSize: size },
        encoding: {
          text: { field: "text", type: "nominal" },
          color: { condition: { test: `datum.share > ${contrastTurns}`, value: paper }, value: ink },
        },
      },
    ],
  });
}
