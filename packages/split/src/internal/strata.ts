import { Column, isCsrMatrix, isMatrix, isTable } from "@mlsys/core";
import type { LabelArray } from "@mlsys/core";
import type { Strata } from "../train-test-split.ts";
import { codeLabels } from "./labels.ts";
import type { CodedLabels } from "./labels.ts";
import { columnNamed, lengthMismatch } from "./rows.ts";

export function isStrata(value: unknown): value is Strata {
  if (typeof value === "string" || isTable(value) || isMatrix(value)) return true;
  return typeof value === "object" && value !== null && !isCsrMatrix(value) && "length" in value;
}

export function codeStrata(owner: string, strata: Strata, data: unknown, n: number): CodedLabels {
  const labels = labelsOf(owner, strata, data);
  if (labels.length !== n) throw lengthMismatch(owner, "stratify", labels.length, n);
  return codeLabels(owner, "stratify", labels);
}

/** Several columns become one text a row, as in scikit-learn: their values in Python's spelling, joined by a space. */
function labelsOf(owner: string, strata: Strata, data: unknown): LabelArray {
  if (typeof strata === "string") return columnNamed(data, strata, owner, "stratify");
  if ("numRows" in strata) {
    return joinColumns(Object.values<readonly unknown[]>({ ...strata.toColumns() }).map(spellColumn), strata.numRows);
  }
  if (isMatrix(strata)) return joinRows(strata.toArray());
  if (strata instanceof Column) return strata;
  const first = strata[0];
  return Array.isArray(first) || ArrayBuffer.isView(first) ? joinRows(strata as ArrayLike<ArrayLike<unknown>>) : strata;
}

function joinRows(rows: ArrayLike<ArrayLike<unknown>>): (string | undefined)[] {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, j) => spellColumn(Array.from(rows, (row) => row[j])));
  return joinColumns(columns, rows.length);
}

/** A row with a missing value stays missing, so that it is refused with its index. */
function joinColumns(columns: readonly (string | undefined)[][], n: number): (string | undefined)[] {
  return Array.from({ length: n }, (_, i) => {
    const texts = columns.map((column) => column[i]);
    return texts.includes(undefined) ? undefined : texts.join(" ");
  });
}

/** Whole numbers are spelled as integers if all of the column are; the order of the texts is the same as for floats. */
function spellColumn(values: readonly unknown[]): (string | undefined)[] {
  const isFloat = values.some((value) => typeof value === "number" && !Number.isInteger(value));
  return values.map((value) => {
    if (typeof value === "number" && Number.isFinite(value)) return isFloat ? spellFloat(value) : String(value);
    if (typeof value === "boolean") return value ? "True" : "False";
    return typeof value === "string" ? value : undefined;
  });
}

/** Python's spelling of a float: with a point or an exponent of at least two digits. */
function spellFloat(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
