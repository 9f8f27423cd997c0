import type { InputRow, InputValue } from "../model/servable-model.ts";
import type { InputField, Signature } from "../model/signature.ts";
import { ServingError } from "../serving-error.ts";
import type { RequestIssue } from "./request-issue.ts";
import { rowIssues } from "./row-issues.ts";
import { rowSchemas } from "./row-schema.ts";

/** Reads the rows of a request, checked against the signature; `key` is where they stood, for the messages. */
export type RowReader = (rows: unknown, key: string) => readonly InputRow[];

/** Bounds of what a row reader takes. */
export interface RowLimits {
  /** Rows in one request. */
  readonly maxRows: number;
  /** Characters in one text. */
  readonly maxTextLength: number;
}

/** Makes the reader of a signature's rows: objects by name, lists in order, or, for one input, bare values. */
export function rowReader(signature: Signature, { maxRows, maxTextLength }: RowLimits): RowReader {
  const schemas = rowSchemas(signature, maxTextLength);
  const names = signature.inputs.map((input) => input.name);
  const missing = signature.inputs.map((input) => missingValue(input));

  return (rows, key) => {
    if (!Array.isArray(rows)) throw refusal([{ path: key, message: "expected a list of rows" }]);
    if (rows.length > maxRows) throw tooMany(rows.length, maxRows);
    const form = formOf(rows[0]);
    const schema = schemas[form];
    if (schema === undefined)
      throw refusal([
        { path: `${key}[0]`, message: `expected an object with ${inWords(names)}, or a list in that order` },
      ]);
    const parsed = schema.safeParse(rows);
    if (!parsed.success) throw refusal(rowIssues(parsed.error.issues, rows, key, signature));
    return parsed.data.map((row) => toValues(row, form));
  };

  function toValues(row: unknown, form: RowForm): InputRow {
    if (form === "values") return [toValue(row, 0)];
    if (form === "lists") return (row as unknown[]).map(toValue);
    return names.map((name, i) => toValue((row as Readonly<Record<string, unknown>>)[name], i));
  }

  function toValue(value: unknown, index: number): InputValue {
    return (value as InputValue | undefined) ?? missing[index] ?? null;
  }
}

/** The error of a request that does not fit. */
export function refusal(issues: readonly RequestIssue[]): ServingError {
  const [first] = issues;
  const more = issues.length > 1 ? `, and ${issues.length - 1} more` : "";
  return new ServingError({
    code: "invalidRequest",
    what: "the request does not fit the model's inputs",
    found: first === undefined ? undefined : `${first.path}: ${first.message}${more}`,
    details: { issues },
  });
}

type RowForm = "objects" | "lists" | "values";

function formOf(row: unknown): RowForm {
  if (Array.isArray(row)) return "lists";
  return typeof row === "object" && row !== null ? "objects" : "values";
}

function missingValue({ type }: InputField): InputValue {
  return type === "number" || type === "integer" ? NaN : null;
}

function tooMany(found: number, maxRows: number): ServingError {
  return new ServingError({
    code: "tooManyRows",
    what: "the request has too many rows",
    found: `${found} rows`,
    fix: `send at most ${maxRows} rows in one request`,
    details: { found, maxRows },
  });
}

function inWords(names: readonly string[]): string {
  return names
    .slice(0, 12)
    .map((name) => JSON.stringify(name))
    .join(", ");
}
