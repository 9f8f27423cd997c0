import { qqPlot } from "@mlsys/metrics/plots";
import type { VegaLiteSpec } from "@mlsys/metrics/plots";

/** Parts of a Vega-Lite specification. */
export type Parts = Readonly<Record<string, unknown>>;

/** Colours of the plots of `@mlsys/metrics`. */
export const [BLUE, ORANGE, GREEN] = ["#0072b2", "#d55e00", "#009e73"];

/** A picture of the documentation, in the theme of the plots of `@mlsys/metrics`. */
export function picture(title: string, description: string, parts: Parts): VegaLiteSpec {
  const { $schema, config } = qqPlot([1, 2, 3], [1, 2, 4]);
  const size = "hconcat" in parts ? {} : { width: 320, height: 240 };
  return { $schema, config, title, description, ...size, ...parts };
}

export function axis(field: string, title: string | null, more: Parts = {}): Parts {
  return { field, type: "quantitative", title, scale: { zero: false, nice: false }, ...more };
}

/** Categories by colour, explained below. */
export function coloured(field: string, domain: readonly (string | number)[], range: readonly string[]): Parts {
  return { field, type: "nominal", scale: { domain, range }, legend: { orient: "bottom", title: null } };
}

/** A layer of marks of data. */
export function layer(values: readonly object[], mark: Parts, encoding: Parts): Parts {
  // The description tells of the whole; single marks need no labels.
  return { data: { values }, mark: { aria: false, ...mark }, encoding };
}
