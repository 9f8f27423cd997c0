import { didYouMean } from "@mlsys/core";
import { z } from "zod";
import { ServingError } from "../serving-error.ts";
import type { InputType, Signature } from "./signature.ts";

const INPUT_TYPES = [
  "number",
  "integer",
  "boolean",
  "text",
  "category",
  "instant",
] as const satisfies readonly InputType[];

const inputField = z.object({
  name: z.string().min(1),
  type: z.enum(INPUT_TYPES),
  categories: z.array(z.string()).min(1).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  optional: z.boolean().optional(),
  description: z.string().optional(),
});

const signature = z.object({
  inputs: z.array(inputField).min(1),
  output: z.object({
    name: z.string().optional(),
    type: z.enum(["number", "class"]),
    classes: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
  }),
});

/** Checks a signature: known types, unique names. */
export function checkSignature(value: Signature, where: string): Signature {
  const parsed = signature.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path.map(String).join(".") ?? "";
    const given = issue?.path[0] === "inputs" && issue.path[2] === "type" ? typeHint(value, issue.path[1]) : undefined;
    throw invalid(where, `${path}: ${issue?.message ?? "not a signature"}`, given);
  }
  const seen = new Set<string>();
  for (const { name } of parsed.data.inputs) {
    if (name === "__proto__") throw invalid(where, 'an input named "__proto__"', "give the input another name");
    if (seen.has(name)) throw invalid(where, `two inputs named ${JSON.stringify(name)}`, "give each its own name");
    seen.add(name);
  }
  return parsed.data;
}

function typeHint(value: Signature, index: PropertyKey | undefined): string {
  const type = value.inputs[Number(index)]?.type;
  return didYouMean(String(type), INPUT_TYPES);
}

function invalid(where: string, found: string, fix?: string): ServingError {
  return new ServingError({ code: "invalidModel", what: "the model's signature cannot be served", where, found, fix });
}
