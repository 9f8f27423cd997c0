import { COLORS, framed, quantity } from "./theme.ts";
import type { Frame } from "./theme.ts";
import type { VegaLiteSpec } from "./spec.ts";

/** A line of a chart. */
export interface ChartLine {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** An axis: its title, where it starts and ends, and more of it in Vega-Lite's terms. */
export interface ChartAxis {
  readonly title: string;
  readonly domain?: readonly number[];
  readonly axis?: object;
}

/** What a line chart shows. */
export interface LineChart {
  readonly title: string;
  readonly description: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly lines: readonly ChartLine[];
  /** A dashed line to compare with. */
  readonly reference?: readonly { readonly x: number; readonly y: number }[];
  readonly hasPoints?: boolean;
}

/** Lines that differ by colour and by dash, in the order given; the legend is left out of a single line. */
export function lineChart(frame: Frame, chart: LineChart): VegaLiteSpec {
  const names = chart.lines.map(({ name }) => name);
  const values = chart.lines.flatMap(({ name, points }) =>
    points.map(({ x, y }, order) => ({ line: name, x, y, order })),
  );
  const legend =
    names.length < 2
      ? null
      : { orient: "bottom", title: null, direction: "vertical", symbolType: "stroke", symbolStrokeWidth: 3 };
  const scaled = (field: string, { title, domain, axis }: ChartAxis): object =>
    quantity(field, title, {
      scale: domain === undefined ? { zero: false } : { domain },
      ...(axis === undefined ? {} : { axis }),
    });
  const [x, y] = [scaled("x", chart.x), scaled("y", chart.y)];
  const reference = {
    data: { values: chart.reference ?? [] },
    mark: { type: "line", color: COLORS[frame.theme].muted, strokeDash: [5, 4], strokeWidth: 1.5 },
    encoding: { x, y },
  };
  const lines = {
    data: { values },
    mark: {
      type: "line",
      clip: true,
      strokeWidth: 2.5,
      ...(chart.hasPoints === true ? { point: { size: 45, filled: true } } : {}),
    },
    encoding: {
      x,
      y,
      order: { field: "order", type: "quantitative" },
      color: { field: "line", type: "nominal", sort: names, legend },
      strokeDash: { field: "line", type: "nominal", sort: names, legend },
    },
  };
  return framed(frame, chart, { layer: chart.reference === undefined ? [lines] : [reference, lines] });
}
