import { stableHash, Table } from "@mlsys/core";
import { ServingError } from "../serving-error.ts";
import { examplesOf, readManifest, signatureOf } from "./bundle-manifest.ts";
import type { InputRow, PredictedValue, Predictions, ServableModel } from "./servable-model.ts";
import type { InputField, Signature } from "./signature.ts";

/** What `loadBundle` of `@mlsys/models/bundle` gives, as far as serving needs it. */
export interface ServableBundle {
  /** The fitted model or pipeline, with `predict` and, for probabilities, `predictProba`. */
  readonly model: object;
  /** The manifest: name, signature, lineage, gates, example. */
  readonly manifest: object;
}

/**
 * Makes a bundle servable: reads its manifest, and asks its model in the form that its signature calls for. Where the
 * signature states no layout, one text input becomes a list of documents, numbers become a matrix, and anything else a table
 * with the inputs as columns.
 *
 * @param bundle - manifest and model, as `loadBundle` gives them.
 * @returns the servable model, with the identity, the lineage and the gates of the bundle.
 * @throws {ServingError} `invalidModel` when the manifest has no name, or no signature that can be served, or the model does
 *   not predict.
 *
 * @example
 * ```ts
 * import { fromBundle } from "@mlsys/serving";
 *
 * const servable = fromBundle({
 *   manifest: { name: "line", signature: { inputs: [{ name: "x", type: "number" }] }, lineage: { runId: "run-1" } },
 *   model: { predict: (X: number[][]) => X.map(([x = 0]) => 3 * x + 1) },
 * });
 * servable.runId; // => "run-1"
 * servable.predict([[2]]); // => { predictions: [7] }
 * ```
 */
export function fromBundle(bundle: ServableBundle): ServableModel {
  const { manifest } = bundle;
  const stated = readManifest(manifest);
  const model = predictiveModel(bundle.model, stated.name);
  const { name, createdAt, lineage, metadata, gates } = stated;
  const signature = signatureOf(stated, model.classes);
  const hash = `sha256:${stableHash(manifest).replace(/^sha256:/, "")}`;
  return {
    name,
    version: textAt(metadata, "version") ?? textAt(lineage, "version") ?? hash.slice(7, 19),
    signature,
    hash,
    createdAt,
    lineage,
    runId: textAt(lineage, "runId"),
    gates: gates.map((gate) => ({ ...gate, message: gate.message === "" ? undefined : gate.message })),
    examples: examplesOf(stated.example, signature.inputs),
    predict: predictor(model, signature, stated.signature.layout ?? layoutOf(signature.inputs)),
  };
}

/**
 * Whether a value is a bundle rather than a servable model.
 *
 * @param value - anything.
 * @returns true when it has a manifest and a model.
 */
export function isBundle(value: unknown): value is ServableBundle {
  return typeof value === "object" && value !== null && "manifest" in value && "model" in value;
}

/** What is needed of a model. */
interface PredictiveModel {
  predict(X: never): ArrayLike<PredictedValue>;
  predictProba?(X: never): unknown;
  readonly classes?: readonly PredictedValue[] | undefined;
}

function predictiveModel(model: object, name: string): PredictiveModel {
  if ("predict" in model && typeof model.predict === "function") return model as PredictiveModel;
  throw new ServingError({
    code: "invalidModel",
    what: "the bundle's model does not predict",
    where: `bundle ${name}`,
    fix: "save an estimator, or a pipeline that ends in one",
  });
}

function predictor(model: PredictiveModel, { inputs, output }: Signature, layout: Layout): ServableModel["predict"] {
  const toInput = inputForm(inputs, layout);
  const predictProba = output.type === "class" ? model.predictProba?.bind(model) : undefined;
  return (rows): Predictions => {
    const X = toInput(rows) as never;
    const predictions = model.predict(X);
    return predictProba === undefined ? { predictions } : { predictions, probabilities: listsOf(predictProba(X)) };
  };
}

type Layout = "documents" | "matrix" | "table";

// One text input is a vectoriser's: a list of documents. Numbers are a matrix. Anything else is a table with names.
function layoutOf(inputs: readonly InputField[]): Layout {
  if (inputs.length === 1 && inputs[0]?.type === "text") return "documents";
  return inputs.every(({ type }) => type === "number" || type === "integer") ? "matrix" : "table";
}

function inputForm(inputs: readonly InputField[], layout: Layout): (rows: readonly InputRow[]) => unknown {
  if (layout === "documents") return (rows) => rows.map(([text]) => text);
  if (layout === "matrix") return (rows) => rows;
  return (rows) => Table.from(Object.fromEntries(inputs.map((input, i) => [input.name, columnOf(input, i, rows)])));
}

function columnOf({ type }: InputField, index: number, rows: readonly InputRow[]): unknown[] {
  const values = rows.map((row) => row[index] ?? null);
  return type === "instant" ? values.map((value) => (value === null ? null : new Date(String(value)))) : values;
}

function listsOf(probabilities: unknown): readonly ArrayLike<number>[] {
  if (Array.isArray(probabilities)) return probabilities as readonly ArrayLike<number>[];
  return (probabilities as { toArray(): number[][] }).toArray();
}

function textAt(record: Readonly<Record<string, unknown>> | null | undefined, key: string): string | undefined {
  const value = record?.[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
