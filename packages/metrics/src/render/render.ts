import { parseOptions, real } from "@mlsys/core";
import { MetricsError } from "../metrics-error.ts";
import type { VegaLiteSpec } from "../plots/spec.ts";
import { compileSpec, drawSvg, loadResvg } from "./engines.ts";

/** Options of {@link renderPng}. */
export interface RenderPngOptions {
  /** Pixels of the image per pixel of the specification. Default 2, for sharp screens. */
  readonly scale?: number | undefined;
}

/**
 * Draws a Vega-Lite specification as SVG, without a browser. The same specification gives the same text. Needs the packages
 * `vega` and `vega-lite`.
 *
 * @param spec - the specification.
 * @returns the SVG, with the description as its accessible name.
 * @throws {@link MetricsError} `missingDependency` when a package is not installed; `renderingFailed` when it is no specification.
 *
 * @example
 * ```ts
 * import { predictedVersusActual } from "@mlsys/metrics/plots";
 * import { renderSvg } from "@mlsys/metrics/render";
 *
 * const svg = await renderSvg(predictedVersusActual([1, 2, 3], [1, 2, 4]));
 * svg.startsWith("<svg"); // => true
 * ```
 */
export async function renderSvg(spec: VegaLiteSpec): Promise<string> {
  return drawSvg(await compileSpec(spec), spec);
}

/**
 * Draws a Vega-Lite specification as PNG, without a browser. Needs the packages `vega`, `vega-lite` and `@resvg/resvg-js`; text
 * is set in the fonts of the machine.
 *
 * @param spec - the specification.
 * @param options - scale.
 * @returns the bytes of the image.
 * @throws {@link MetricsError} `missingDependency`, `renderingFailed`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { predictedVersusActual } from "@mlsys/metrics/plots";
 * import { renderPng } from "@mlsys/metrics/render";
 *
 * const png = await renderPng(predictedVersusActual([1, 2, 3], [1, 2, 4]), { scale: 2 });
 * Array.from(png.slice(1, 4)); // => [80, 78, 71]
 * ```
 */
export async function renderPng(spec: VegaLiteSpec, options?: RenderPngOptions): Promise<Uint8Array> {
  const specs = { scale: { rule: real({ above: 0, max: 10 }), default: 2 } };
  const { scale } = parseOptions("renderPng", options, specs, MetricsError);
  const resvg = await loadResvg();
  const svg = await renderSvg(spec);
  const image = new resvg.Resvg(svg, { fitTo: { mode: "zoom", value: scale }, font: { loadSystemFonts: true } });
  return new Uint8Array(image.render().asPng());
}

/**
 * Draws a Vega-Lite specification as a page of HTML that needs no other file, with the specification in it as JSON. Needs the
 * packages `vega` and `vega-lite`.
 *
 * @param spec - the specification.
 * @returns the page.
 * @throws {@link MetricsError} `missingDependency`, `renderingFailed`.
 *
 * @example
 * ```ts
 * import { predictedVersusActual } from "@mlsys/metrics/plots";
 * import { renderHtml } from "@mlsys/metrics/render";
 *
 * const page = await renderHtml(predictedVersusActual([1, 2, 3], [1, 2, 4]));
 * page.includes("<title>Predicted against actual</title>"); // => true
 * ```
 */
export async function renderHtml(spec: VegaLiteSpec): Promise<string> {
  const svg = await renderSvg(spec);
  const title = typeof spec["title"] === "string" ? spec["title"] : "Plot";
  const background = (spec["config"] as { readonly background?: unknown } | undefined)?.background;
  const paper = typeof background === "string" && /^#[\da-f]{3,8}$/i.test(background) ? background : "#ffffff";
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>body{margin:0;background:${paper};display:grid;place-items:center;min-height:100vh}svg{max-width:100%;height:auto}</style>`,
    "</head>",
    "<body>",
    svg,
    `<script type="application/vnd.vegalite+json">${JSON.stringify(spec).replaceAll("<", String.raw`\u003c`)}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
