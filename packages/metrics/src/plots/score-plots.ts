import { integer, parseOptions } from "@mlsys/core";
import type { Label, LabelArray } from "@mlsys/core";
import { labelRule } from "../classification/averaging.ts";
import type { NumberArray } from "../input/numbers.ts";
import { MetricsError } from "../metrics-error.ts";
import { readBinaryScores } from "../ranking/binary-scores.ts";
import { averagePrecisionOf, countsAtThresholds } from "../ranking/thresholds.ts";
import type { ThresholdCounts } from "../ranking/thresholds.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { lineChart } from "./line-chart.ts";
import type { PlotOptions, VegaLiteSpec } from "./spec.ts";
import { COLORS, framed, plotSpecs, quantity, short, thinned } from "./theme.ts";

/** Options of the plots of scores. */
export interface ScorePlotOptions extends PlotOptions {
  /** The class whose score is given. Default 1, where the classes are 0 and 1 or -1 and 1. */
  readonly posLabel?: Label | null | undefined;
}

/** Options of {@link scoreHistogram}. */
export interface ScoreHistogramOptions extends ScorePlotOptions {
  /** Number of bars. Default 25. */
  readonly bins?: number | undefined;
}

/**
 * Precision against recall over all thresholds, with the share of positives as the line of chance.
 *
 * @param yTrue - true classes, two.
 * @param yScore - scores of the positive class.
 * @param options - positive class, title, size, theme.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} `unsupportedTarget`, `lengthMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { precisionRecallPlot } from "@mlsys/metrics/plots";
 *
 * precisionRecallPlot([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).description; // => "Precision against recall of 4 rows; average precision 0.833, share of positives 0.5."
 * ```
 */
export function precisionRecallPlot(yTrue: LabelArray, yScore: NumberArray, options?: ScorePlotOptions): VegaLiteSpec {
  const { frame, counts, positives, n } = read("precisionRecallPlot", yTrue, yScore, options);
  const points = at(counts).map(({ t, f }) => ({ x: t / positives, y: t / (t + f) }));
  return lineChart(frame, {
    title: "Precision and recall",
    description: `Precision against recall of ${n} rows; average precision ${short(averagePrecisionOf(counts))}, share of positives ${short(positives / n)}.`,
    x: { title: "recall", domain: [0, 1] },
    y: { title: "precision", domain: [0, 1] },
    lines: [{ name: "model", points }],
    reference: [0, 1].map((x) => ({ x, y: positives / n })),
  });
}

/**
 * False negative against false positive rate over all thresholds, both on the normal scale, where good models are nearly straight.
 *
 * @param yTrue - true classes, two.
 * @param yScore - scores of the positive class.
 * @param options - positive class, title, size, theme.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} as {@link precisionRecallPlot}.
 *
 * @example
 * ```ts
 * import { detCurvePlot } from "@mlsys/metrics/plots";
 *
 * detCurvePlot([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).title; // => "Detection error tradeoff"
 * ```
 */
export function detCurvePlot(yTrue: LabelArray, yScore: NumberArray, options?: ScorePlotOptions): VegaLiteSpec {
  const { frame, counts, positives, n } = read("detCurvePlot", yTrue, yScore, options);
  const points = at(counts).map(({ t, f }) => ({
    x: deviateOf(f, n - positives),
    y: deviateOf(positives - t, positives),
  }));
  return lineChart(frame, {
    title: "Detection error tradeoff",
    description: `False negative against false positive rate of ${n} rows, both on the scale of the normal distribution.`,
    x: { title: "false positive rate", axis: ratesOnNormalScale() },
    y: { title: "false negative rate", axis: ratesOnNormalScale() },
    lines: [{ name: "model", points }],
  });
}

/**
 * The share of all positives among the rows with the highest scores (cumulative gain), with the diagonal of chance.
 *
 * @param yTrue - true classes, two.
 * @param yScore - scores of the positive class.
 * @param options - positive class, title, size, theme.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} as {@link precisionRecallPlot}.
 *
 * @example
 * ```ts
 * import { gainPlot } from "@mlsys/metrics/plots";
 *
 * gainPlot([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).title; // => "Cumulative gain"
 * ```
 */
export function gainPlot(yTrue: LabelArray, yScore: NumberArray, options?: ScorePlotOptions): VegaLiteSpec {
  const { frame, counts, positives, n } = read("gainPlot", yTrue, yScore, options);
  const points = at(counts).map(({ t, f }) => ({ x: (t + f) / n, y: t / positives }));
  return lineChart(frame, {
    title: "Cumulative gain",
    description: `Share of the ${positives} positives among the rows with the highest scores, of ${n} rows.`,
    x: { title: "share of rows, highest scores first", domain: [0, 1] },
    y: { title: "share of positives", domain: [0, 1] },
    lines: [{ name: "model", points: [{ x: 0, y: 0 }, ...points] }],
    reference: [0, 1].map((each) => ({ x: each, y: each })),
  });
}

/**
 * How many times as many positives there are among the rows with the highest scores as among all (lift).
 *
 * @param yTrue - true classes, two.
 * @param yScore - scores of the positive class.
 * @param options - positive class, title, size, theme.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} as {@link precisionRecallPlot}.
 *
 * @example
 * ```ts
 * import { liftPlot } from "@mlsys/metrics/plots";
 *
 * liftPlot([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).title; // => "Lift"
 * ```
 */
export function liftPlot(yTrue: LabelArray, yScore: NumberArray, options?: ScorePlotOptions): VegaLiteSpec {
  const { frame, counts, positives, n } = read("liftPlot", yTrue, yScore, options);
  const points = at(counts).map(({ t, f }) => ({ x: (t + f) / n, y: (t / (t + f)) * (n / positives) }));
  return lineChart(frame, {
    title: "Lift",
    description: `Share of positives among the rows with the highest scores relative to that of all ${n} rows.`,
    x: { title: "share of rows, highest scores first", domain: [0, 1] },
    y: { title: "lift" },
    lines: [{ name: "model", points }],
    reference: [0, 1].map((x) => ({ x, y: 1 })),
  });
}

/**
 * Precision, recall and F1 by threshold.
 *
 * @param yTrue - true classes, two.
 * @param yScore - scores of the positive class.
 * @param options - positive class, title, size, theme.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} as {@link precisionRecallPlot}.
 *
 * @example
 * ```ts
 * import { thresholdPlot } from "@mlsys/metrics/plots";
 *
 * thresholdPlot([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).title; // => "Figures by threshold"
 * ```
 */
export function thresholdPlot(yTrue: LabelArray, yScore: NumberArray, options?: ScorePlotOptions): VegaLiteSpec {
  const { frame, counts, positives, n } = read("thresholdPlot", yTrue, yScore, options);
  const line = (name: string, figure: (t: number, f: number) => number) => ({
    name,
    points: at(counts).map(({ threshold, t, f }) => ({ x: threshold, y: figure(t, f) })),
  });
  return lineChart(frame, {
    title: "Figures by threshold",
    description: `Precision, recall and F1 of ${n} rows, by the score from which a row counts as positive.`,
    x: { title: "threshold" },
    y: { title: "figure", domain: [0, 1] },
    lines: [
      line("precision", (t, f) => t / (t + f)),
      line("recall", (t) => t / positives),
      line("F1", (t, f) => (2 * t) / (t + f + positives)),
    ],
  });
}

/**
 * How the scores of both classes are distributed: a good model keeps them apart.
 *
 * @param yTrue - true classes, two.
 * @param yScore - scores of the positive class.
 * @param options - positive class, number of bars, title, size, theme.
 * @returns a Vega-Lite specification.
 * @throws {@link MetricsError} as {@link precisionRecallPlot}.
 *
 * @example
 * ```ts
 * import { scoreHistogram } from "@mlsys/metrics/plots";
 *
 * scoreHistogram([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).title; // => "Scores by class"
 * ```
 */
export function scoreHistogram(yTrue: LabelArray, yScore: NumberArray, options?: ScoreHistogramOptions): VegaLiteSpec {
  const owner = "scoreHistogram";
  const specs = {
    ...plotSpecs(),
    posLabel: { rule: labelRule },
    bins: { rule: integer({ min: 2, max: 200 }), default: 25 },
  };
  const { posLabel, bins, ...frame } = parseOptions(owner, options, specs, MetricsError);
  const { isPositive, scores } = readBinaryScores(owner, yTrue, yScore, { sampleWeight: undefined, posLabel });
  const low = scores.reduce((least, score) => Math.min(least, score), Infinity);
  const high = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const width = (high - low) / bins || 1;
  const counts = ["negative", "positive"].map((kind) => ({ kind, rows: new Float64Array(bins) }));
  scores.forEach((score, i) => {
    const bar = Math.min(bins - 1, Math.floor((score - low) / width));
    const own = counts[isPositive[i] ?? 0]?.rows;
    if (own !== undefined) own[bar] = (own[bar] ?? 0) + 1;
  });
  const values = counts.flatMap(({ kind, rows }) =>
    Array.from(rows, (count, bar) => ({ kind, from: low + bar * width, to: low + (bar + 1) * width, rows: count })),
  );
  const { main, second } = COLORS[frame.theme];
  const usual = {
    title: "Scores by class",
    description: `Histogram of ${scores.length} scores from ${short(low)} to ${short(high)}, negatives above positives.`,
  };
  return framed(frame, usual, {
    data: { values },
    mark: { type: "bar", binSpacing: 1 },
    encoding: {
      x: quantity("from", "score", { bin: "binned", scale: { zero: false } }),
      x2: { field: "to" },
      y: quantity("rows", "rows"),
      row: { field: "kind", type: "nominal", title: null, header: { labelOrient: "top", labelAnchor: "start" } },
      color: {
        field: "kind",
        type: "nominal",
        legend: null,
        scale: { domain: ["negative", "positive"], range: [main, second] },
      },
    },
    height: Math.max(40, Math.floor(frame.height / 2) - 20),
  });
}

function read(owner: string, yTrue: LabelArray, yScore: NumberArray, options: ScorePlotOptions | undefined) {
  const specs = { ...plotSpecs(), posLabel: { rule: labelRule } };
  const { posLabel, ...frame } = parseOptions(owner, options, specs, MetricsError);
  const { isPositive, scores } = readBinaryScores(owner, yTrue, yScore, { sampleWeight: undefined, posLabel });
  const counts = countsAtThresholds(isPositive, scores);
  const positives = counts.truePositives.at(-1) ?? 0;
  if (positives > 0 && positives < scores.length) return { frame, counts, positives, n: scores.length };
  throw new MetricsError({
    code: "unsupportedTarget",
    what: "the plot needs rows of both classes",
    where: `${owner}, yTrue`,
    found: `${positives} positive of ${scores.length} rows`,
    fix: "give rows of both classes",
  });
}

/** Labels an axis of normal deviates with the rates. */
function ratesOnNormalScale(): object {
  const rates = [0.0001, 0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999];
  return { values: rates.map(normalQuantile), labelExpr: "format(cumulativeNormal(datum.value), '.4~p')" };
}

/** The normal deviate of a rate; none and all, which lie at infinity, are drawn half a row away. */
function deviateOf(errors: number, rows: number): number {
  return normalQuantile(Math.min(1 - 0.5 / rows, Math.max(0.5 / rows, errors / rows)));
}

const MOST_POINTS = 1000;

/** The counts at evenly spread thresholds, the last included. */
function at({ thresholds, truePositives, falsePositives }: ThresholdCounts) {
  const places = [...new Set([...thinned(thresholds.length, MOST_POINTS), thresholds.length - 1])];
  return places.map((place) => ({
    threshold: thresholds[place] ?? 0,
    t: truePositives[place] ?? 0,
    f: falsePositives[place] ?? 0,
  }));
}
