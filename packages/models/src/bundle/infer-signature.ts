import { Column, DictionaryColumn, isMatrix, isTable } from "@mlsys/core";
import type { Label, MatrixLike, Table } from "@mlsys/core";
import type { DocumentsLike } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import type { ModelSignature, SignatureInput } from "./manifest.ts";

/**
 * Tells what a model takes and gives from an example of both: texts are one input `text`; a table has an input a column; a matrix
 * has an input a column, named `x` if it is the only one, else `x0`, `x1`, …
 *
 * @param X - rows such as the model takes.
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
  X: DocumentsLike | MatrixLike,
  predictions: ArrayLike<Label> | MatrixLike,
  classes?: readonly Label[],
): ModelSignature {
  const inputs = inputsOf(X);
  if (classes !== undefined) return { inputs, output: { type: "class", classes: [...classes] } };
  return { inputs, output: { type: isNumeric(predictions) ? "number" : "class" } };
}

function inputsOf(X: DocumentsLike | MatrixLike): SignatureInput[] {
  if (isTable(X)) return X.columnNames.map((name) => columnInput(X, name));
  if (X instanceof Column || ("length" in X && (X.length === 0 || typeof X[0] === "string"))) {
    return [{ name: "text", type: "text" }];
  }
  const { cols } = featuresToFit("inferSignature", X as MatrixLike).X;
  const names = cols === 1 ? ["x"] : Array.from({ length: cols }, (_, j) => `x${j}`);
  return names.map((name) => ({ name, type: "number" }));
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
