import { counted, rowOf } from "./audit.ts";
import type { Audit, AuditEvidence } from "./audit.ts";

/** Groups that have rows on more than one side. */
export const sharedGroups: Audit = ({ pairs, groups, maxEvidence }) => {
  if (groups === undefined) return undefined;
  const shared = new Map<unknown, AuditEvidence>();
  const figures: Record<string, number> = {};
  for (const [earlier, later] of pairs) {
    const firstOf = new Map<unknown, number>();
    valuesOf(earlier.table.column(groups as never)).forEach((group, row) => {
      if (group !== null && !firstOf.has(group)) firstOf.set(group, row);
    });
    const both = new Set<unknown>();
    valuesOf(later.table.column(groups as never)).forEach((group, row) => {
      const first = firstOf.get(group);
      if (first === undefined) return;
      both.add(group);
      if (!shared.has(group))
        shared.set(group, { value: String(group), rows: [rowOf(earlier, first), rowOf(later, row)] });
    });
    figures[`${earlier.name}-${later.name}`] = both.size;
  }
  return {
    audit: "sharedGroups",
    passed: shared.size === 0,
    severity: "error",
    message:
      shared.size === 0
        ? `No ${groups} is on more than one side.`
        : `${counted(shared.size, "group")} of ${groups} ${shared.size === 1 ? "is" : "are"} on more than one side.`,
    figures,
    evidence: [...shared.values()].slice(0, maxEvidence),
  };
};

function valuesOf(column: { toArray(): unknown[] }): readonly unknown[] {
  return column.toArray().map((value) => (value instanceof Date ? value.getTime() : value));
}
