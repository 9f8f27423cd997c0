import type { Estimator, FittedModel } from "../estimator.ts";
import { invalidArgument } from "../internal/invalid-argument.ts";

/** A node of the diagram of an estimator. */
interface DiagramNode {
  readonly label: string;
  readonly detail: string;
  /** Whether the children follow one another, or stand side by side. */
  readonly isChain: boolean;
  readonly children: readonly DiagramNode[];
}

type AnyOptions = Readonly<Record<string, unknown>>;

/** A part of an estimator: a name, what works there, and on which columns. */
type Part = readonly [name: string | undefined, work: unknown, columns?: unknown];

function nodeOf(work: unknown, name?: string): DiagramNode {
  const prefix = name === undefined ? "" : `${name}: `;
  if (typeof work === "string") return { label: prefix + work, detail: "", isChain: false, children: [] };
  const { kind, options = {} } = work as { readonly kind: string; readonly options?: AnyOptions };
  const steps = stepsOf(work);
  if (steps !== undefined) {
    return { label: prefix + kind, detail: "", isChain: true, children: steps.map((step) => nodeOf(step)) };
  }
  const children = partsOf(work, options).map(([part, each, columns]) =>
    nodeOf(each, columns === undefined ? part : `${part ?? ""} (${columnsOf(columns)})`),
  );
  const isOfParts = "transformers" in options || "transformerList" in options;
  return { label: prefix + kind, detail: isOfParts ? "" : detailOf(options), isChain: false, children };
}

/** The steps of a pipeline, fitted or not. */
function stepsOf(work: unknown): readonly unknown[] | undefined {
  const { unfittedSteps, kind, steps } = work as Readonly<Record<string, unknown>>;
  return (unfittedSteps ?? (kind === "pipeline" ? steps : undefined)) as readonly unknown[] | undefined;
}

/** What an estimator is made of: transformers side by side, voters, or the one estimator inside. */
function partsOf(work: unknown, options: AnyOptions): readonly Part[] {
  const named = options["transformers"] ?? options["transformerList"] ?? options["estimators"];
  const remainder = options["remainder"];
  if (Array.isArray(named)) {
    const rest: readonly Part[] = remainder === undefined || remainder === "drop" ? [] : [["remainder", remainder]];
    return [...(named as readonly Part[]), ...rest];
  }
  if (isKind(options["estimator"])) return [["estimator", options["estimator"]]];
  const { namedTransformers, namedEstimators, estimator } = work as Readonly<Record<string, unknown>>;
  const fitted = namedTransformers ?? namedEstimators;
  if (typeof fitted === "object" && fitted !== null) return Object.entries(fitted).filter(([, each]) => isShown(each));
  return isKind(estimator) ? [["estimator", estimator]] : [];
}

const isKind = (value: unknown): value is object => typeof value === "object" && value !== null && "kind" in value;
const isShown = (value: unknown): boolean => typeof value === "string" || isKind(value);

function columnsOf(columns: unknown): string {
  if (typeof columns === "function") return "chosen at the fit";
  return typeof columns === "object"
    ? Array.from(columns as ArrayLike<unknown>, String).join(", ")
    : (columns as string);
}

/** The options that are plain values. */
function detailOf(options: AnyOptions): string {
  return Object.entries(options)
    .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(", ");
}

/**
 * An estimator or pipeline as a tree of text.
 *
 * @param estimator - the estimator, or its model.
 * @returns lines, one a step.
 * @throws {ModelsError} `invalidInput` when it is neither.
 *
 * @example
 * ```ts
 * import { diagramText, linearRegression, pipeline, standardScaler } from "@mlsys/models";
 *
 * diagramText(pipeline(standardScaler(), linearRegression())).split("\n")[0]; // => "pipeline"
 * diagramText(pipeline(standardScaler(), linearRegression())).split("\n")[1]; // => "├─ standardScaler (withMean=true, withStd=true)"
 * ```
 */
export function diagramText(estimator: Estimator | FittedModel): string {
  return linesOf(rootOf("diagramText", estimator), "", "").join("\n");
}

function rootOf(owner: string, estimator: unknown): DiagramNode {
  if (isKind(estimator)) return nodeOf(estimator);
  throw invalidArgument(owner, "estimator", "an estimator or a fitted model", estimator);
}

function linesOf({ label, detail, children }: DiagramNode, first: string, rest: string): string[] {
  const own = `${first}${label}${detail === "" ? "" : ` (${detail})`}`;
  return [
    own,
    ...children.flatMap((child, i) => {
      const isLast = i === children.length - 1;
      return linesOf(child, `${rest}${isLast ? "└─ " : "├─ "}`, `${rest}${isLast ? "   " : "│  "}`);
    }),
  ];
}

/**
 * An estimator or pipeline as boxes of HTML, without scripts: steps one below the other, columns side by side.
 *
 * @param estimator - the estimator, or its model.
 * @returns an element to put into a page.
 * @throws {ModelsError} `invalidInput` when it is neither.
 *
 * @example
 * ```ts
 * import { diagramHtml, linearRegression, pipeline, standardScaler } from "@mlsys/models";
 *
 * diagramHtml(pipeline(standardScaler(), linearRegression())).includes("standardScaler"); // => true
 * ```
 */
export function diagramHtml(estimator: Estimator | FittedModel): string {
  return `<div class="mlsys-diagram" style="font:14px sans-serif;color:#1a1a1a">${boxOf(rootOf("diagramHtml", estimator))}</div>`;
}

function boxOf({ label, detail, isChain, children }: DiagramNode): string {
  const box = "border:1px solid #5a6b7b;border-radius:4px;padding:6px;margin:4px;background:#f4f8fb";
  const title = `<div><b>${escaped(label)}</b></div>`;
  const small = detail === "" ? "" : `<div style="font-size:12px;color:#3d4b57">${escaped(detail)}</div>`;
  const direction = isChain ? "column" : "row";
  const inner =
    children.length === 0
      ? ""
      : `<div style="display:flex;flex-wrap:wrap;flex-direction:${direction}">${children.map(boxOf).join("")}</div>`;
  return `<div style="${box}">${title}${small}${inner}</div>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
