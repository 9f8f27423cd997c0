import type { VegaLiteSpec } from "./spec.ts";
import { COLORS, framed, plotSpecs, quantity } from "./theme.ts";
import type { Frame } from "./theme.ts";

/** A figure with its interval, a row of the chart. */
export interface ChartInterval {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Which of the two verdicts it has. */
  readonly isSecond: boolean;
}

/** What a chart of intervals shows. */
export interface IntervalChart {
  readonly title: string;
  readonly description: string;
  /** The title of the axis. */
  readonly x: string;
  /** A dashed line to compare with. */
  readonly reference: number;
  readonly verdicts: readonly [string, string];
  readonly intervals: readonly ChartInterval[];
}

/** The option rules of a chart of so many intervals. */
export function intervalChartSpecs(rows: number) {
  const own = plotSpecs();
  return {
    ...own,
    width: { ...own.width, default: 350 },
    height: { ...own.height, default: Math.max(60, 36 * rows) },
  };
}

/** Intervals one below the other, each under its name, so that long names take no width; verdicts differ by colour and shape. */
export function intervalChart(frame: Frame, chart: IntervalChart): VegaLiteSpec {
  const { main, second, muted, ink, paper } = COLORS[frame.theme];
  const values = chart.intervals.map(({ isSecond, ...interval }) => ({
    ...interval,
    verdict: chart.verdicts[isSecond ? 1 : 0],
  }));
  const y = { field: "name", type: "nominal", sort: null, title: null, axis: null };
  const color = {
    field: "verdict",
    type: "nominal",
    title: null,
    legend: { orient: "bottom" },
    scale: { domain: chart.verdicts, range: [main, second] },
  };
  const x = (field: string): object => quantity(field, chart.x, { scale: { nice: true } });
  const names = { data: { values }, encoding: { y, x: { value: 0 }, text: { field: "name", type: "nominal" } } };
  const text = {
    type: "text",
    align: "left",
    baseline: "bottom",
    dy: -4,
    fontSize: 12,
    color: ink,
    // Without a canvas, widths are estimated a third too large; what is really too long is cut off.
    limit: Math.ceil(frame.width * 1.3),
    clip: true,
  };
  return framed(frame, chart, {
    layer: [
      {
        data: { values: [{ all: chart.reference }] },
        mark: { type: "rule", color: muted, strokeDash: [5, 4], strokeWidth: 1.5 },
        encoding: { x: { field: "all", type: "quantitative" } },
      },
      { ...names, mark: { ...text, stroke: paper, strokeWidth: 4, strokeJoin: "round" } },
      { ...names, mark: text },
      {
        data: { values },
        mark: { type: "rule", strokeWidth: 2.5, yOffset: 6 },
        encoding: { y, x: x("low"), x2: { field: "high" }, color },
      },
      {
        data: { values },
        mark: { type: "point", filled: true, size: 70, opacity: 1, yOffset: 6 },
        encoding: {
          y,
          x: x("value"),
          color,
          shape: { ...color, scale: { domain: chart.verdicts, range: ["circle", "diamond"] } },
        },
      },
    ],
  });
}
