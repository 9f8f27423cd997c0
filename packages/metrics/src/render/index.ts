export { renderHtml, renderPng, renderSvg } from "./render.ts";
export type { RenderPngOptions } from "./render.ts";
export { renderEvaluation } from "./render-evaluation.ts";
export type { RenderEvaluationOptions } from "./render-evaluation.ts";
