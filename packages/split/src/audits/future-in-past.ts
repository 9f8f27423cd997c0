import { readInstants } from "../internal/time-order.ts";
import { counted, rowOf } from "./audit.ts";
import type { Audit, AuditEvidence } from "./audit.ts";

/** Rows of an earlier part that are not older than the oldest row of a later one. */
export const futureInPast: Audit = ({ pairs, time, maxEvidence }) => {
  if (time === undefined) return undefined;
  const evidence: AuditEvidence[] = [];
  const figures: Record<string, number> = {};
  let total = 0;
  for (const [earlier, later] of pairs) {
    const before = readInstants("auditSplit", `${earlier.name}.${time}`, earlier.table.column(time as never));
    const after = readInstants("auditSplit", `${later.name}.${time}`, later.table.column(time as never));
    const oldest = after.reduce((least, instant) => Math.min(least, instant), Infinity);
    const oldestRow = after.indexOf(oldest);
    let found = 0;
    before.forEach((instant, row) => {
      if (instant < oldest) return;
      found += 1;
      if (evidence.length < maxEvidence) evidence.push({ rows: [rowOf(earlier, row), rowOf(later, oldestRow)] });
    });
    figures[`${earlier.name}-${later.name}`] = found;
    total += found;
  }
  return {
    audit: "futureInPast",
    passed: total === 0,
    severity: "error",
    message:
      total === 0
        ? "Every row of an earlier side is older than those of the later sides."
        : `${counted(total, "row")} of an earlier side ${total === 1 ? "is" : "are"} not older than the oldest of a later side.`,
    figures,
    evidence,
  };
};
