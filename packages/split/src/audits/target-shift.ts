import type { Table } from "@mlsys/core";
import type { Audit, AuditEvidence } from "./audit.ts";
import { compareClasses, compareNumbers } from "./two-samples.ts";
import type { SampleDifference } from "./two-samples.ts";

/** A target that is distributed otherwise on a later part than on an earlier one. */
export const targetShift: Audit = ({ pairs, target, level }) => {
  if (target === undefined) return undefined;
  const evidence: AuditEvidence[] = [];
  const figures: Record<string, number> = {};
  let isShifted = false;
  for (const [earlier, later] of pairs) {
    const { distance, pValue } = compareColumns(earlier.table, later.table, target);
    figures[`${earlier.name}-${later.name}`] = pValue;
    if (pValue >= level / pairs.length) continue;
    isShifted = true;
    evidence.push({ rows: [], value: `${earlier.name} against ${later.name}`, score: distance });
  }
  return {
    audit: "targetShift",
    passed: !isShifted,
    severity: "warning",
    message: isShifted
      ? `${target} is distributed otherwise on different sides.`
      : `${target} is distributed alike on all sides, as far as the rows tell.`,
    figures,
    evidence,
  };
};

/** Numbers with many values are compared as numbers, all else as classes. */
export function compareColumns(a: Table, b: Table, name: string): SampleDifference {
  const [x, y] = [a, b].map((table) => table.column(name as never).toArray()) as [unknown[], unknown[]];
  const present = (values: unknown[]): unknown[] => values.filter((value) => value !== null);
  const isNumeric = [...x, ...y].every((value) => value === null || typeof value === "number");
  if (isNumeric && new Set([...x, ...y]).size > 20) {
    return compareNumbers(Float64Array.from(present(x) as number[]), Float64Array.from(present(y) as number[]));
  }
  return compareClasses(x.map(asKey), y.map(asKey));
}

function asKey(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}
