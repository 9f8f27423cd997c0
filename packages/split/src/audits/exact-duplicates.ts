import type { Table } from "@mlsys/core";
import { counted, rowOf } from "./audit.ts";
import type { Audit, AuditEvidence } from "./audit.ts";

/** Rows of a later part whose features are all equal to those of a row of an earlier one. */
export const exactDuplicates: Audit = ({ pairs, features, maxEvidence }) => {
  if (features.length === 0) return undefined;
  const evidence: AuditEvidence[] = [];
  const figures: Record<string, number> = {};
  let total = 0;
  for (const [earlier, later] of pairs) {
    const firstOf = new Map<string, number>();
    rowKeys(earlier.table, features).forEach((key, row) => {
      if (!firstOf.has(key)) firstOf.set(key, row);
    });
    let found = 0;
    rowKeys(later.table, features).forEach((key, row) => {
      const twin = firstOf.get(key);
      if (twin === undefined) return;
      found += 1;
      if (evidence.length < maxEvidence) evidence.push({ rows: [rowOf(earlier, twin), rowOf(later, row)] });
    });
    figures[`${earlier.name}-${later.name}`] = found;
    total += found;
  }
  return {
    audit: "exactDuplicates",
    passed: total === 0,
    severity: "error",
    message:
      total === 0
        ? "No row has a twin on another side."
        : `${counted(total, "row")} of a later side ${total === 1 ? "has" : "have"} a twin with the same features on an earlier one.`,
    figures,
    evidence,
  };
};

/** One text per row that is equal exactly where all values are. */
function rowKeys(table: Table, features: readonly string[]): string[] {
  const columns = features.map((name) => table.column(name as never).toArray() as readonly unknown[]);
  return Array.from({ length: table.numRows }, (_, i) => columns.map((column) => keyOf(column[i])).join("\u0000"));
}

function keyOf(value: unknown): string {
  if (value instanceof Date) return `d${value.getTime()}`;
  return typeof value === "bigint" ? `b${value}` : JSON.stringify(value);
}
