import { Column, isMatrix, isTable, showValue } from "@mlsys/core";
import type { Label, Matrix, Table } from "@mlsys/core";
import type { LabelsLike } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import { labelsToFit } from "./labels.ts";

/** The labels of a row; a row that is written out is a tuple. */
export type LabelRow = readonly Label[] | [];

/** Several labels a row: an array of rows, a matrix, or the columns of a table. */
export type LabelRowsLike<Row extends readonly Label[]> = readonly Row[] | Matrix | Table<object>;

/** The labels of each output, sorted: numbers ascending, text by code point, false before true. */
export type OutputClasses<Row extends readonly Label[]> = { readonly [Output in keyof Row]: readonly Row[Output][] };

/** The shares of the classes of each output, rows × classes. */
export type OutputShares<Row extends readonly Label[]> = { readonly [Output in keyof Row]: Matrix };

/** The classes of outputs, and the place of each row's labels among them. */
export interface EncodedOutputs {
  readonly classes: readonly (readonly Label[])[];
  readonly codes: readonly Int32Array[];
}

/** Whether y has several labels a row. */
export function isLabelRows(y: unknown): y is LabelRowsLike<readonly Label[]> {
  if (isMatrix(y) || isTable(y)) return true;
  return Array.isArray(y) && Array.isArray(y[0]);
}

/** The labels of several outputs; one class of an output is enough. */
export function labelRowsToFit(owner: string, y: LabelRowsLike<readonly Label[]>, rows: number): EncodedOutputs {
  const outputs = columnsOf(owner, y).map((labels, k) =>
    labelsToFit(`${owner}, output ${k}`, labels, rows, { allowOneClass: true }),
  );
  return { classes: outputs.map(({ classes }) => classes), codes: outputs.map(({ codes }) => codes) };
}

/** y as an array of rows. */
export function labelRowsOf<Row extends readonly Label[]>(owner: string, y: LabelRowsLike<Row>): Row[] {
  const columns = columnsOf(owner, y).map((labels) => (labels instanceof Column ? labels.toArray() : labels));
  return Array.from({ length: columns[0]?.length ?? 0 }, (_, i) =>
    columns.map((labels) => labels[i]),
  ) as unknown as Row[];
}

/** The weighted share of rows whose labels are all predicted. */
export function subsetAccuracy<Row extends readonly Label[]>(
  owner: string,
  predicted: readonly Row[],
  y: LabelRowsLike<Row>,
  weights: Float64Array | undefined,
): number {
  const rows = labelRowsOf(owner, y);
  if (rows.length !== predicted.length || rows[0]?.length !== predicted[0]?.length) {
    throw new ModelsError({
      code: "lengthMismatch",
      what: "y has another shape than the predictions",
      where: `${owner}, y`,
      found: `${rows.length} × ${rows[0]?.length ?? 0} labels`,
      fix: `give ${predicted.length} × ${predicted[0]?.length ?? 0}`,
    });
  }
  let [hits, total] = [0, 0];
  predicted.forEach((row, i) => {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    total += weight;
    if (row.every((label, k) => label === rows[i]?.[k])) hits += weight;
  });
  return hits / total;
}

type Rows = readonly (readonly Label[])[];

const isRows = (y: LabelRowsLike<readonly Label[]>): y is Rows => Array.isArray(y);

function columnsOf(owner: string, y: LabelRowsLike<readonly Label[]>): readonly LabelsLike<Label>[] {
  if (isRows(y)) return columnsOfRows(owner, y);
  if (isMatrix(y)) return Array.from({ length: y.cols }, (_, k) => y.column(k));
  return y.columnNames.map((name) => y.column(name as never) as LabelsLike<Label>);
}

function columnsOfRows(owner: string, y: Rows): readonly LabelsLike<Label>[] {
  const width = y[0]?.length ?? 0;
  const odd = y.findIndex((row) => !Array.isArray(row) || row.length !== width);
  if (width > 0 && odd < 0) return Array.from({ length: width }, (_, k) => y.map((row) => row[k] as Label));
  throw new ModelsError({
    code: "shapeMismatch",
    what: "the rows of y differ in length, or hold nothing",
    where: `${owner}, y[${Math.max(0, odd)}]`,
    found: showValue(y[Math.max(0, odd)]),
    fix: "give one label an output in each row",
  });
}
