/** A Vega-Lite specification: plain JSON data, for any tool that reads Vega-Lite 6. */
export interface VegaLiteSpec {
  readonly $schema: string;
  /** What the plot shows, for readers who do not see it. */
  readonly description: string;
  readonly [part: string]: unknown;
}

/** Options that all plots share. */
export interface PlotOptions {
  /** The title. Default: what the plot shows. */
  readonly title?: string | undefined;
  /** For readers who do not see the plot. Default: what it shows, with its main figures. */
  readonly description?: string | undefined;
  /** Width of the plotting area in pixels. Default 300, so that the whole is about 400 wide. */
  readonly width?: number | undefined;
  /** Height of the plotting area in pixels. Default 280. */
  readonly height?: number | undefined;
  /** Dark lines on white, or the reverse. Default `"light"`. */
  readonly theme?: "light" | "dark" | undefined;
}
