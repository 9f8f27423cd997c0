import { isMlsysError, stableHash, Table } from "@mlsys/core";
import { z } from "zod";
import { ServingError } from "../serving-error.ts";
import type { InputRow, InputValue, PredictedValue, Predictions, ServableModel } from "./servable-model.ts";
import { checkSignature } from "./check-signature.ts";
import type { InputField, Signature } from "./signature.ts";

/** What `loadBundle` of `@mlsys/models/bundle` gives, as far as serving needs it. */
export interface ServableBundle {
  /** The fitted model or pipeline. */
  readonly model: {
    predict(X: never): ArrayLike<PredictedValue>;
    predictProba?(X: never): unknown;
    readonly classes?: readonly PredictedValue[];
  };
  /** The manifest: name, signature, lineage, gates, example. */
  readonly manifest: object;
}

const json = z.record(z.string(), z.unknown());

const manifestSchema = z.object({
  name: z.string().min(1),
  createdAt: z.string().optional(),
  signature: z.object({
    inputs: z.array(z.looseObject({ name: z.string(), type: z.string() })),
    output: z.looseObject({ type: z.string().optional(), classes: z.array(z.unknown()).optional() }).optional(),
  }),
  lineage: json.nullish(),
  metadata: json.nullish(),
  gates: z
    .array(
      z.object({
        name: z.string(),
        passed: z.boolean(),
        severity: z.string().nullish(),
        message: z.string().nullish(),
      }),
    )
    .nullish(),
  example: z.unknown(),
});

/**
 * Makes a bundle servable: reads its manifest, and asks its model in the form that its signature calls for. One text input
 * becomes a list of documents, numbers become a matrix, and anything else a table with the inputs as columns.
 *
 * @param bundle - manifest and model, as `loadBundle` gives them.
 * @returns the servable model, with the identity, the lineage and the gates of the bundle.
 * @throws {ServingError} `invalidModel` when the manifest has no name, or no signature that can be served.
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
  const { manifest, model } = bundle;
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) throw unservable(parsed.error);
  const { name, createdAt, lineage, gates, metadata, example } = parsed.data;
  const signature = signatureOf(parsed.data.signature, model.classes, `bundle ${name}`);
  const hash = `sha256:${stableHash(manifest).replace(/^sha256:/, "")}`;
  return {
    name,
    version: textAt(metadata, "version") ?? textAt(lineage, "version") ?? hash.slice(7, 19),
    signature,
    hash,
    createdAt,
    lineage: lineage ?? undefined,
    runId: textAt(lineage, "runId"),
    gates: gates?.map((gate) => ({
      ...gate,
      severity: gate.severity ?? undefined,
      message: gate.message ?? undefined,
    })),
    examples: examplesOf(example, signature.inputs),
    predict: predictor(model, signature),
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

function predictor(model: ServableBundle["model"], signature: Signature): ServableModel["predict"] {
  const toInput = inputForm(signature.inputs);
  const predictProba = signature.output.type === "class" ? model.predictProba?.bind(model) : undefined;
  return (rows): Predictions => {
    const X = toInput(rows) as never;
    const predictions = model.predict(X);
    return predictProba === undefined ? { predictions } : { predictions, probabilities: listsOf(predictProba(X)) };
  };
}

// One text input is a vectoriser's: a list of documents. Numbers are a matrix. Anything else is a table with names.
function inputForm(inputs: readonly InputField[]): (rows: readonly InputRow[]) => unknown {
  const [first] = inputs;
  if (inputs.length === 1 && first?.type === "text") return (rows) => rows.map(([text]) => text);
  if (inputs.every(({ type }) => type === "number" || type === "integer")) return (rows) => rows;
  return (rows) =>
    Table.from(Object.fromEntries(inputs.map(({ name }, i) => [name, rows.map((row) => row[i] ?? null)])));
}

function listsOf(probabilities: unknown): readonly ArrayLike<number>[] {
  if (Array.isArray(probabilities)) return probabilities as readonly ArrayLike<number>[];
  return (probabilities as { toArray(): number[][] }).toArray();
}

type ManifestSignature = z.infer<typeof manifestSchema>["signature"];

function signatureOf(
  { inputs, output }: ManifestSignature,
  modelClasses: readonly PredictedValue[] | undefined,
  where: string,
): Signature {
  const classes = (output?.classes as readonly PredictedValue[] | undefined) ?? modelClasses;
  const name = typeof output?.["name"] === "string" ? output["name"] : undefined;
  return checkSignature(
    {
      inputs: inputs as unknown as readonly InputField[],
      output: classes === undefined ? { name, type: "number" } : { name, type: "class", classes: [...classes] },
    },
    where,
  );
}

function examplesOf(example: unknown, inputs: readonly InputField[]): InputRow[] {
  const rows = Array.isArray(example)
    ? (example as unknown[])
    : example === undefined || example === null
      ? []
      : [example];
  return rows.flatMap((row) => {
    const values = rowValues(row, inputs);
    return values === undefined ? [] : [values];
  });
}

function rowValues(row: unknown, inputs: readonly InputField[]): InputRow | undefined {
  if (Array.isArray(row)) return row.length === inputs.length ? (row as InputValue[]) : undefined;
  if (typeof row !== "object" || row === null) return inputs.length === 1 ? [row as InputValue] : undefined;
  return inputs.map(({ name }) => (row as Readonly<Record<string, InputValue | undefined>>)[name] ?? null);
}

function textAt(record: Readonly<Record<string, unknown>> | null | undefined, key: string): string | undefined {
  const value = record?.[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function unservable(cause: z.ZodError): ServingError {
  const issue = cause.issues[0];
  return new ServingError({
    code: "invalidModel",
    what: "the bundle cannot be served",
    where: `manifest, ${issue?.path.join(".") ?? ""}`,
    found: issue?.message,
    fix: "save it with a name and a signature",
    cause: isMlsysError(cause) ? undefined : cause,
  });
}
