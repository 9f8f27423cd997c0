import { didYouMean, showValue } from "@mlsys/core";
import type { z } from "zod";
import type { Signature } from "../model/signature.ts";
import type { RequestIssue } from "./request-issue.ts";

const MAX_ISSUES = 20;
const MAX_SHOWN = 40;

/** Puts a schema's objections into words: each names its place, what was expected, and what was found. */
export function rowIssues(
  issues: readonly z.core.$ZodIssue[],
  rows: unknown,
  key: string,
  signature: Signature,
): RequestIssue[] {
  return issues.flatMap((issue) => inWords(issue, rows, key, signature)).slice(0, MAX_ISSUES);
}

function inWords(issue: z.core.$ZodIssue, rows: unknown, key: string, signature: Signature): RequestIssue[] {
  const path = issuePath(key, issue.path);
  if (issue.code === "unrecognized_keys") {
    const names = signature.inputs.map((input) => input.name);
    return issue.keys.map((name) => ({
      path: `${path}${step(shorten(name))}`,
      message: `no input has this name: ${didYouMean(shorten(name), names)}`,
    }));
  }
  const found = valueAt(rows, issue.path);
  const fits = found === Infinity || found === -Infinity ? "a finite number" : expectation(issue, signature);
  return [
    { path, message: found === undefined ? `missing: expected ${fits}` : `expected ${fits}, found ${show(found)}` },
  ];
}

function expectation(issue: z.core.$ZodIssue, { inputs }: Signature): string {
  switch (issue.code) {
    case "invalid_type":
      return KINDS[issue.expected] ?? issue.expected;
    case "too_small":
      return issue.origin === "array" ? listOf(inputs.length) : `at least ${issue.minimum}`;
    case "too_big":
      if (issue.origin === "array") return listOf(inputs.length);
      return issue.origin === "string" ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`;
    case "invalid_value":
      return `one of ${issue.values
        .slice(0, 12)
        .map((value) => JSON.stringify(value))
        .join(", ")}`;
    case "invalid_format":
      return "a time like 2026-11-21T10:00:00Z";
    default:
      return "another value";
  }
}

const KINDS: Readonly<Record<string, string>> = {
  number: "a number",
  int: "a whole number",
  string: "text",
  boolean: "true or false",
  object: "an object of inputs",
  array: "a list",
  tuple: "a list",
};

function listOf(length: number): string {
  return `a list of ${length} ${length === 1 ? "value" : "values"}`;
}

/** Writes a place in a request: `rows[0].x`. */
export function issuePath(key: string, path: readonly PropertyKey[]): string {
  return key + path.map((part) => (typeof part === "number" ? `[${part}]` : step(String(part)))).join("");
}

function step(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[part];
  }
  return value;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length} ${value.length === 1 ? "value" : "values"}`;
  if (typeof value === "object" && value !== null) return "an object";
  return showValue(value, MAX_SHOWN);
}

function shorten(name: string): string {
  return name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN - 1)}…` : name;
}
