import { parseOptions } from "@mlsys/core";
import { MetricsError } from "../metrics-error.ts";
import type { RocCurve } from "../ranking/roc-curve.ts";
import { COLORS, framed, plotSpecs, quantity, short, thinned } from "./theme.ts";
import type { PlotOptions, VegaLiteSpec } from "./spec.ts";

/**
 * A plot of ROC curves, with the diagonal of chance.
 *
 * @param curves - a curve of `rocCurve`, or several by name.
 * @param options - title, size, theme.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} `invalidOption`.
 *
 * @example
 * ```ts
 * import { rocCurve } from "@mlsys/metrics";
 * import { rocCurvePlot } from "@mlsys/metrics/plots";
 *
 * const spec = rocCurvePlot({ model: rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) });
 * spec.description; // => "ROC curve, true against false positive rate. Area under the curve: model 0.75."
 * ```
 */
export function rocCurvePlot(
  curves: RocCurve | Readonly<Record<string, RocCurve>>,
  options?: PlotOptions,
): VegaLiteSpec {
  const parsed = parseOptions("rocCurvePlot", options, plotSpecs(), MetricsError);
  const named: Readonly<Record<string, RocCurve>> = isCurve(curves) ? { model: curves } : curves;
  const names = Object.entries(named).map(([name, curve]) => `${name} ${short(areaOf(curve))}`);
  const usual = {
    title: "ROC curve",
    description: `ROC curve, true against false positive rate. Area under the curve: ${names.join(", ")}.`,
  };
  const values = Object.values(named).flatMap(({ fpr, tpr }, at) =>
    thinned(fpr.length, 1000)
      .concat(fpr.length - 1)
      .map((i) => ({ curve: names[at], fpr: fpr[i], tpr: tpr[i] })),
  );
  const { muted } = COLORS[parsed.theme];
  const legend = { orient: "bottom", title: "area under the curve", direction: "vertical", symbolStrokeWidth: 3 };
  return framed(parsed, usual, {
    layer: [
      {
        data: { values: [{ at: 0 }, { at: 1 }] },
        mark: { type: "line", color: muted, strokeDash: [5, 4], strokeWidth: 1.5 },
        encoding: { x: quantity("at", "false positive rate"), y: quantity("at", "true positive rate") },
      },
      {
        data: { values },
        mark: { type: "line", strokeWidth: 2.5, interpolate: "linear" },
        encoding: {
          x: quantity("fpr", "false positive rate", { scale: { domain: [0, 1] } }),
          y: quantity("tpr", "true positive rate", { scale: { domain: [0, 1] } }),
          order: { field: "fpr", type: "quantitative" },
          color: { field: "curve", type: "nominal", sort: names, legend },
          strokeDash: { field: "curve", type: "nominal", sort: names, legend },
        },
      },
    ],
  });
}

function isCurve(curves: object): curves is RocCurve {
  return "fpr" in curves && ArrayBuffer.isView(curves.fpr);
}

function areaOf({ fpr, tpr }: RocCurve): number {
  let area = 0;
  for (let i = 1; i < fpr.length; i++) {
    area += (((fpr[i] ?? 0) - (fpr[i - 1] ?? 0)) * ((tpr[i] ?? 0) + (tpr[i - 1] ?? 0))) / 2;
  }
  return area;
}
