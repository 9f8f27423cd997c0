import { didYouMean } from "@mlsys/core";
import type { InputField, Signature } from "../model/signature.ts";
import type { RequestIssue } from "./request-issue.ts";
import { refusal } from "./row-reader.ts";

/** A number as people and programs write it; `Number` alone would also read "", "0x10" and "Infinity". */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const MAX_NUMBER_LENGTH = 400;

/**
 * Reads one row from the fields of a form. An empty field counts as missing, a box that is not checked as false; a field
 * that cannot be read keeps its text, so that the row reader refuses it with its place and what was expected.
 */
export function rowFromFields(signature: Signature, fields: ReadonlyMap<string, string>): Record<string, unknown> {
  refuseUnknown(signature, fields.keys());
  return Object.fromEntries(
    signature.inputs.flatMap((input) => {
      const text = fields.get(input.name) ?? (input.type === "boolean" ? "false" : "");
      return text.trim() === "" ? [] : [[input.name, valueFromText(input, text)]];
    }),
  );
}

/**
 * Reads rows from a query as the course writes it, one list of values an input: `x=1,2,3`. Text is not split at commas; it
 * is repeated instead: `text=a&text=b`.
 */
export function rowsFromQuery(signature: Signature, query: URLSearchParams): Record<string, unknown>[] {
  refuseUnknown(signature, query.keys());
  const columns = signature.inputs.map((input) => [input, valuesOf(input, query.getAll(input.name))] as const);
  const length = Math.max(...columns.map(([, values]) => values.length));
  const issues = columns.flatMap(([{ name, optional }, values]): RequestIssue[] => {
    if (values.length === length && length > 0) return [];
    if (values.length === 0)
      return optional === true && length > 0 ? [] : [{ path: name, message: "missing: give it in the query" }];
    return [{ path: name, message: `expected ${length} values, as the other inputs have, found ${values.length}` }];
  });
  if (issues.length > 0) throw refusal(issues);
  return Array.from({ length }, (_, i) =>
    Object.fromEntries(columns.flatMap(([{ name }, values]) => (values.length === 0 ? [] : [[name, values[i]]]))),
  );
}

function valuesOf(input: InputField, given: readonly string[]): unknown[] {
  const texts = isText(input) ? given : given.flatMap((text) => text.split(","));
  return texts.map((text) => valueFromText(input, text));
}

function isText({ type }: InputField): boolean {
  return type === "text" || type === "category" || type === "instant";
}

function valueFromText(input: InputField, text: string): unknown {
  if (input.optional === true && text.trim() === "") return null;
  if (isText(input)) return text;
  const trimmed = text.trim();
  if (input.type === "boolean") return BOOLEANS.get(trimmed.toLowerCase()) ?? text;
  if (trimmed.length > MAX_NUMBER_LENGTH || !NUMBER.test(trimmed)) return text;
  return Number(trimmed);
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["on", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

function refuseUnknown({ inputs }: Signature, given: Iterable<string>): void {
  const names = inputs.map((input) => input.name);
  const issues = [...given]
    .filter((name) => !names.includes(name))
    .map((name) => name.slice(0, 40))
    .map((name) => ({ path: name, message: `no input has this name: ${didYouMean(name, names)}` }));
  if (issues.length > 0) throw refusal(issues.slice(0, 20));
}
