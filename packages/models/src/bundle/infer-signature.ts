import { Column, DictionaryColumn, isCsrMatrix, isMatrix, isTable, Table } from "@mlsys/core";
import type { CsrMatrix, Label, Matrix, MatrixLike } from "@mlsys/core";
import { columnSource } from "../compose/column-selection.ts";
import type { ColumnsInput } from "../compose/column-selection.ts";
import type { DocumentsLike } from "../estimator.ts";
import { categoricalColumns } from "../internal/categorical-columns.ts";
import type { CategoriesLike } from "../internal/categorical-columns.ts";
import { featuresToFit } from "../internal/features.ts";
import { invalidArgument } from "../internal/invalid-argument.ts";
import type { ModelSignature, SignatureInput } from "./manifest.ts";

/** Rows of any kind that a model predicts for: texts, a table, row objects, a matrix, or nested arrays of numbers or categories. */
export type ModelInput = DocumentsLike | ColumnsInput<object> | MatrixLike | CategoriesLike;

/**
 * Tells what a model takes and gives from an example of both: texts are one input `text`; a table or row objects have an input a
 * column; a matrix and nested arrays have an input a column, named `x` if it is the only one, else `x0`, `x1`, … Where a value is
 * missing, the input is optional.
 *
 * @param X - rows such as the model takes: texts, a table, row objects, a matrix, nested arrays of numbers or categories.
 * @param predictions - what it predicts for them: labels or numbers.
 * @param classes - the classes of a classifier, in the order of its probabilities. Default: none.
 * @returns inputs and output.
 * @throws {ModelsError} `invalidInput`, `shapeMismatch`, `nonFinite` when X is nothing that a model takes.
 *
 * @example
 * ```ts
 * import { inferSignature } from "@mlsys/models/bundle";
 *
 * const signature = inferSignature(["profit rose"], ["up"], ["down", "up"]);
 * signature.inputs; // => [{ name: "text", type: "text" }]
 * signature.output; // => { type: "class", classes: ["down", "up"] }
 * ```
 */
export function inferSignature(
  X: ModelInput,
  predictions: ArrayLike<Label> | MatrixLike,
  classes?: readonly Label[],
): ModelSignature {
  if (!isObject(X)) throw invalidArgument("inferSignature", "X", "rows of a model", X);
  const inputs = inputsOf(X);
  if (classes !== undefined) return { inputs, output: { type: "class", classes: [...classes] } };
  if (!isObject(predictions))
    throw invalidArgument("inferSignature", "predictions", "a list of labels or numbers", predictions);
  return { inputs, output: { type: isNumeric(predictions) ? "number" : "class" } };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function inputsOf(X: ModelInput): SignatureInput[] {
  if (X instanceof Column || ("length" in X && (X.length === 0 || typeof X[0] === "string"))) {
    return [{ name: "text", type: "text" }];
  }
  const source = hasCategories(X) ? namedCategories(X) : columnSource("inferSignature, X", X as ColumnsInput<never>);
  if (isTable(source)) return source.columnNames.map((name) => columnInput(source, name));
  const numbers = featuresToFit("inferSignature", source, { allowNaN: true }).X;
  const isOptional = columnsWithGaps(numbers);
  return namesOf(numbers.cols).map((name, j) => ({
    name,
    type: "number",
    ...(isOptional.has(j) ? { optional: true } : {}),
  }));
}

/** Nested arrays that hold something else than numbers. */
function hasCategories(X: object): X is CategoriesLike & readonly unknown[] {
  const isCategories = (row: unknown): boolean => Array.isArray(row) && row.some((each) => typeof each !== "number");
  return Array.isArray(X) && X.some(isCategories);
}

function namedCategories(X: CategoriesLike): Table {
  const { columns } = categoricalColumns("inferSignature", X);
  const names = namesOf(columns.length);
  return Table.from(Object.fromEntries(columns.map((column, j) => [names[j] as string, column])));
}

function namesOf(cols: number): string[] {
  return cols === 1 ? ["x"] : Array.from({ length: cols }, (_, j) => `x${j}`);
}

/** The places of columns where a number is missing. */
function columnsWithGaps(X: Matrix | CsrMatrix): Set<number> {
  const found = new Set<number>();
  X.data.forEach((value, at) => {
    if (Number.isNaN(value)) found.add(isCsrMatrix(X) ? (X.indices[at] as number) : at % X.cols);
  });
  return found;
}

function columnInput(table: Table, name: string): SignatureInput {
  const column: Column = table.column(name);
  const optional = column.nullCount > 0 ? { optional: true } : {};
  if (column instanceof DictionaryColumn) {
    return { name, type: "category", categories: [...column.categories].sort(), ...optional };
  }
  return { name, type: inputType(column.type), ...optional };
}

function inputType(type: Column["type"]): "integer" | "number" | "boolean" | "text" {
  if (type === "text" || type === "mixed") return "text";
  if (type === "boolean") return "boolean";
  return type.includes("int") ? "integer" : "number";
}

function isNumeric(predictions: ArrayLike<Label> | MatrixLike): boolean {
  if (isMatrix(predictions) || ArrayBuffer.isView(predictions)) return true;
  return "length" in predictions && typeof predictions[0] === "number";
}
