import { counted, rowOf } from "./audit.ts";
import type { Audit, AuditEvidence } from "./audit.ts";

const MOST_CLASSES = 100;

/** Classes of the target with too few rows on a side to learn or to judge. */
export const smallStrata: Audit = ({ sides, target, minStratumRows, maxEvidence }) => {
  if (target === undefined) return undefined;
  const columns = sides.map((side) => side.table.column(target as never).toArray() as readonly unknown[]);
  const classes = [...new Set(columns.flat())];
  const isContinuous =
    classes.length > MOST_CLASSES || classes.some((each) => typeof each === "number" && !Number.isInteger(each));
  if (isContinuous) return undefined;
  const evidence: AuditEvidence[] = [];
  let unseen = 0;
  for (const label of classes) {
    const rows = columns.map((column) => column.flatMap((value, row) => (value === label ? [row] : [])));
    const isUnseen = rows[0]?.length === 0;
    if (!isUnseen && rows.every((each) => each.length >= minStratumRows)) continue;
    if (isUnseen) unseen += 1;
    const few = rows.flatMap((each, at) => {
      const side = sides[at];
      return side === undefined || each.length >= minStratumRows ? [] : each.map((row) => rowOf(side, row));
    });
    const counts = rows.map((each, at) => `${sides[at]?.name ?? ""} ${each.length}`).join(", ");
    evidence.push({ value: `${String(label)}: ${counts}`, rows: few.slice(0, maxEvidence) });
  }
  return {
    audit: "smallStrata",
    passed: evidence.length === 0,
    severity: unseen > 0 ? "error" : "warning",
    message:
      evidence.length === 0
        ? `Every class of ${target} has at least ${counted(minStratumRows, "row")} on every side.`
        : `${evidence.length} of ${classes.length} classes of ${target} have fewer than ${counted(minStratumRows, "row")} on a side${unseen > 0 ? `, ${unseen} none in training` : ""}.`,
    figures: { classes: classes.length, tooSmall: evidence.length, unseen },
    evidence: evidence.slice(0, maxEvidence),
  };
};
