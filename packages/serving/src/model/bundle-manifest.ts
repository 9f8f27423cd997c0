import { z } from "zod";
import { ServingError } from "../serving-error.ts";
import { checkSignature } from "./check-signature.ts";
import type { InputRow, InputValue, PredictedValue } from "./servable-model.ts";
import type { InputField, InputType, Signature } from "./signature.ts";

const label = z.union([z.string(), z.number(), z.boolean()]);
const json = z.record(z.string(), z.unknown());

const field = z.object({
  name: z.string(),
  type: z.string(),
  required: z.boolean().optional(),
  optional: z.boolean().optional(),
  description: z.string().optional(),
  categories: z.array(z.string()).min(1).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
});

const signature = z.object({
  layout: z.enum(["documents", "matrix", "table"]).optional(),
  inputs: z.array(field).min(1),
  output: z
    .object({ name: z.string().optional(), type: z.string().optional(), classes: z.array(label).optional() })
    .optional(),
  classes: z.array(label).optional(),
});

const gate = z.object({
  name: z.string(),
  passed: z.boolean(),
  severity: z.string().optional(),
  message: z.string().optional(),
});

const manifest = z.object({
  name: z.string().min(1),
  createdAt: z.string().optional(),
  signature: signature.nullish(),
  lineage: json.default({}),
  metadata: json.default({}),
  gates: z.array(gate).default([]),
  example: z.unknown().optional(),
});

/** What serving reads of a bundle's manifest. */
export type ServedManifest = Omit<z.infer<typeof manifest>, "signature"> & {
  readonly signature: z.infer<typeof signature>;
};

/** Reads the manifest of a bundle, which is refused when it says nothing of the model's inputs. */
export function readManifest(value: object): ServedManifest {
  const parsed = manifest.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw unservable(`manifest, ${issue?.path.join(".") ?? ""}`, issue?.message, parsed.error);
  }
  const { signature: given, ...rest } = parsed.data;
  if (given === undefined || given === null) throw unservable("manifest, signature", "nothing", undefined);
  return { ...rest, signature: given };
}

/** The signature of the manifest in serving's terms. The classes are the manifest's, else the model's. */
export function signatureOf(
  { name, signature: { inputs, output, classes: stated } }: ServedManifest,
  modelClasses: readonly PredictedValue[] | undefined,
): Signature {
  const classes = stated ?? output?.classes ?? modelClasses;
  const isClass = classes !== undefined || (output?.type !== undefined && output.type !== "number");
  return checkSignature(
    {
      inputs: inputs.map(({ type, required, ...input }) => ({
        ...input,
        // Its values were checked by nobody yet: `checkSignature` is what refuses an unknown type.
        type: type as InputType,
        ...(required === false && { optional: true }),
      })),
      output: { name: output?.name, type: isClass ? "class" : "number", classes },
    },
    `bundle ${name}`,
  );
}

/** The rows of a manifest's example: one row or several, by name, in order, or bare where there is one input. */
export function examplesOf(example: unknown, inputs: readonly InputField[]): InputRow[] {
  if (example === undefined || example === null) return [];
  const whole = Array.isArray(example) && !example.every(isScalar);
  const isRow = Array.isArray(example) && inputs.length > 1 && !whole;
  const rows = Array.isArray(example) && !isRow ? (example as unknown[]) : [example];
  return rows.map((row) => rowValues(row, inputs)).filter((row) => row !== undefined);
}

function rowValues(row: unknown, inputs: readonly InputField[]): InputRow | undefined {
  if (Array.isArray(row)) return row.length === inputs.length && row.every(isScalar) ? row : undefined;
  if (isScalar(row)) return inputs.length === 1 ? [row] : undefined;
  const byName = row as Readonly<Record<string, unknown>>;
  const values = inputs.map(({ name }) => (Object.hasOwn(byName, name) ? byName[name] : null));
  return values.every(isScalar) ? values : undefined;
}

function isScalar(value: unknown): value is InputValue {
  return typeof value !== "object" || value === null;
}

function unservable(where: string, found: string | undefined, cause: unknown): ServingError {
  return new ServingError({
    code: "invalidModel",
    what: "the bundle cannot be served",
    where,
    found,
    fix: "save it with a name and a signature",
    cause,
  });
}
