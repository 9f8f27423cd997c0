import { integer, parseOptions } from "@mlsys/core";
import type { Evaluation } from "../evaluating/evaluate.ts";
import { MetricsError } from "../metrics-error.ts";
import { documentHtml } from "../report/document-html.ts";
import { evaluationDocument } from "../report/evaluation-document.ts";
import { renderSvg } from "./render.ts";

/** Options of {@link renderEvaluation}. */
export interface RenderEvaluationOptions {
  /** Digits behind the point. Default 2. */
  readonly digits?: number | undefined;
}

/**
 * Renders an evaluation as one page of HTML that needs no other file, with its plots drawn. Needs the packages `vega` and
 * `vega-lite`; `toHtml` of `@mlsys/metrics/report` needs none and describes the plots instead.
 *
 * @param evaluation - what `evaluate` returned.
 * @param options - digits.
 * @returns the page.
 * @throws {@link MetricsError} `missingDependency`, `renderingFailed`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { evaluate } from "@mlsys/metrics";
 * import { renderEvaluation } from "@mlsys/metrics/render";
 *
 * const evaluation = evaluate(["a", "b", "b"], { y: ["a", "b", "a"] }, { target: "y" });
 * const page = await renderEvaluation(evaluation);
 * page.includes("<figure><svg"); // => true
 * ```
 */
export async function renderEvaluation(evaluation: Evaluation, options?: RenderEvaluationOptions): Promise<string> {
  const specs = { digits: { rule: integer({ min: 0, max: 20 }), default: 2 } };
  const { digits } = parseOptions("renderEvaluation", options, specs, MetricsError);
  const drawings: Record<string, string> = {};
  for (const [name, spec] of Object.entries(evaluation.plots)) drawings[name] = await renderSvg(spec);
  return documentHtml(evaluationDocument(evaluation, digits, drawings));
}
