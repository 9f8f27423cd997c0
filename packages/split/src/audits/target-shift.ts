import type { Table } from "@mlsys/core";
import type { Audit, AuditEvidence } from "./audit.ts";
import { rowOf } from "./audit.ts";
import { compareClasses, compareNumbers } from "./two-samples.ts";
import type { SampleDifference } from "./two-samples.ts";

/** A target that is distributed otherwise on a later part than on an earlier one. */
export const targetShift: Audit = ({ pairs, target, level, maxEvidence }) => {
  if (target === undefined) return undefined;
  const evidence: AuditEvidence[] = [];
  const figures: Record<string, number> = {};
  let isShifted = false;
  for (const [earlier, later] of pairs) {
    const { distance, pValue } = compareColumns(earlier.table, later.table, target);
    figures[`${earlier.name}-${later.name}`] = pValue;
    if (pValue >= level / pairs.length) continue;
    isShifted = true;
    const rows = rowsInExcess(earlier.table, later.table, target).slice(0, maxEvidence);
    evidence.push({
      rows: rows.map((row) => rowOf(later, row)),
      value: `${earlier.name} against ${later.name}`,
      score: distance,
    });
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
  const [x, y] = columnsOf(a, b, name);
  const present = (values: readonly unknown[]): unknown[] => values.filter((value) => value !== null);
  if (areNumbers(x, y)) {
    return compareNumbers(Float64Array.from(present(x) as number[]), Float64Array.from(present(y) as number[]));
  }
  return compareClasses(x.map(asKey), y.map(asKey));
}

/** The rows of the later part that it has too many of: of the class, or the tenth of the numbers, that grew most. */
export function rowsInExcess(a: Table, b: Table, name: string): number[] {
  const [x, y] = columnsOf(a, b, name);
  const kindOf = areNumbers(x, y) ? tenthOf(x as readonly (number | null)[]) : asKey;
  const excess = new Map<unknown, number>();
  for (const value of y) excess.set(kindOf(value), (excess.get(kindOf(value)) ?? 0) + 1 / y.length);
  for (const value of x) {
    const kind = kindOf(value);
    if (excess.has(kind)) excess.set(kind, (excess.get(kind) ?? 0) - 1 / x.length);
  }
  const [grown] = [...excess].reduce((most, each) => (each[1] > most[1] ? each : most), [undefined as unknown, 0]);
  return y.flatMap((value, row) => (kindOf(value) === grown ? [row] : []));
}

/** Tells in which tenth of the numbers a value would be. */
function tenthOf(values: readonly (number | null)[]): (value: unknown) => unknown {
  const sorted = Float64Array.from(values.filter((value) => value !== null)).sort();
  const edges = Array.from({ length: 9 }, (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / 10)] ?? 0);
  return (value) => (typeof value === "number" ? edges.filter((edge) => value >= edge).length : null);
}

function columnsOf(a: Table, b: Table, name: string): readonly [readonly unknown[], readonly unknown[]] {
  return [a.column(name as never).toArray(), b.column(name as never).toArray()];
}

function areNumbers(x: readonly unknown[], y: readonly unknown[]): boolean {
  const isNumeric = [x, y].every((values) => values.every((value) => value === null || typeof value === "number"));
  return isNumeric && new Set([...x, ...y]).size > 20;
}

function asKey(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}
