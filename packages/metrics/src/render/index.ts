export { renderHtml, renderPng, renderSvg } from "./render.ts";
export type { RenderPngOptions } from "./render.ts";
