import { parseExternal } from "@mlsys/core";
import { z } from "zod";
import { ModelsError } from "../models-error.ts";

/** The name of the format that a manifest declares. */
export const FORMAT = "mlsys-bundle";
/** The version of the format that this package writes, and the latest that it reads. */
export const FORMAT_VERSION = 1;

const label = z.union([z.string(), z.number(), z.boolean()]);

const inputSchema = z.object({
  name: z.string().min(1),
  type: z.enum(["number", "integer", "boolean", "text", "category"]),
  categories: z.array(z.string()).min(1).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  optional: z.boolean().optional(),
  description: z.string().optional(),
});

const outputSchema = z.object({
  name: z.string().optional(),
  type: z.enum(["number", "class"]),
  classes: z.array(label).optional(),
  description: z.string().optional(),
});

const signatureSchema = z.object({
  inputs: z.array(inputSchema).min(1),
  output: outputSchema.optional(),
});

const gateSchema = z.object({
  name: z.string(),
  passed: z.boolean(),
  severity: z.string().default("error"),
  message: z.string().default(""),
});

const fileSchema = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().nonnegative() });

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.number().int().positive(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  libraries: z.record(z.string(), z.string()),
  model: z.object({ kind: z.string(), digest: z.string() }),
  signature: signatureSchema.nullable(),
  lineage: z.record(z.string(), z.unknown()),
  reports: z.record(z.string(), z.unknown()),
  gates: z.array(gateSchema),
  metadata: z.record(z.string(), z.unknown()),
  example: z.unknown(),
  files: z.record(z.string(), fileSchema),
});

/** One input of a model: its name, what it holds, and what it accepts. */
export type SignatureInput = z.infer<typeof inputSchema>;

/** What a model takes and gives. One text input stands for documents, numbers for a matrix, anything else for a table. */
export type ModelSignature = z.infer<typeof signatureSchema>;

/** A condition that was tried on the model before it was saved; a server may refuse a bundle with a failed one. */
export type BundleGate = z.infer<typeof gateSchema>;

/** What a bundle says about itself. */
export type BundleManifest = z.infer<typeof manifestSchema>;

/** Parses a manifest; refuses formats that are not ours, and versions that are newer. */
export function parseManifest(json: unknown, where: string): BundleManifest {
  assertKnownFormat(json, where);
  const what = "the manifest is not valid";
  return parseExternal(manifestSchema, json, { ErrorClass: ModelsError, code: "corruptBundle", what, where });
}

function assertKnownFormat(json: unknown, where: string): void {
  const { format, formatVersion } = (typeof json === "object" && json !== null ? json : {}) as Record<string, unknown>;
  if (format === FORMAT && !(typeof formatVersion === "number" && formatVersion > FORMAT_VERSION)) return;
  throw new ModelsError({
    code: format === FORMAT ? "unsupportedVersion" : "corruptBundle",
    what: format === FORMAT ? "the bundle is of a newer format" : "this is not the manifest of a bundle",
    where,
    found: format === FORMAT ? `version ${String(formatVersion)}` : `format ${JSON.stringify(format)}`,
    fix: format === FORMAT ? "update @mlsys/models" : "give the path of what saveBundle wrote",
  });
}
