import { randomState } from "@mlsys/core";
import { rowOf } from "./audit.ts";
import type { Audit, AuditEvidence, Side } from "./audit.ts";
import { encodeFeatures } from "./encode-features.ts";
import { heldOutScores } from "./logistic-scores.ts";
import type { HeldOutScores } from "./logistic-scores.ts";
import { compareColumns, rowsInExcess } from "./target-shift.ts";
import { normalTail } from "./two-samples.ts";

/** Below this area under the ROC curve, a difference that is certain is too small to matter. */
const NEGLIGIBLE = 0.55;

/**
 * Features by which a classifier can tell a later part from an earlier one: scores of rows that it was not trained on, tested
 * by ranks.
 *
 * @see Lopez-Paz and Oquab, "Revisiting classifier two-sample tests", ICLR 2017.
 */
export const covariateShift: Audit = ({ pairs, features, level, seed, maxEvidence }) => {
  const evidence: AuditEvidence[] = [];
  const figures: Record<string, number> = {};
  let isShifted = false;
  let isTested = false;
  for (const [earlier, later] of pairs) {
    const encoded = encodeFeatures([earlier.table, later.table], features);
    if (encoded === undefined || Math.min(earlier.table.numRows, later.table.numRows) < 20) continue;
    isTested = true;
    const scores = heldOutScores(encoded, earlier.table.numRows, randomState(seed));
    const [n, m] = [scores.earlier.length, scores.later.length];
    if (n === 0 || m === 0) continue;
    const area = areaOf(scores);
    const pValue = normalTail((area - 0.5) / Math.sqrt((n + m + 1) / (12 * n * m)));
    figures[`${earlier.name}-${later.name} AUC`] = area;
    figures[`${earlier.name}-${later.name} p`] = pValue;
    if (pValue >= level / pairs.length || area < NEGLIGIBLE) continue;
    isShifted = true;
    evidence.push(...shiftedColumns(earlier, later, features, maxEvidence));
  }
  if (!isTested) return undefined;
  return {
    audit: "covariateShift",
    passed: !isShifted,
    severity: "warning",
    message: isShifted
      ? "A classifier can tell the sides apart by their features."
      : "A classifier cannot tell the sides apart by their features.",
    figures,
    evidence: evidence.slice(0, maxEvidence),
  };
};

/** The columns that differ most, with how much, and the rows that show it. */
function shiftedColumns(earlier: Side, later: Side, features: readonly string[], maxEvidence: number): AuditEvidence[] {
  return features
    .map((name) => ({ name, score: compareColumns(earlier.table, later.table, name).distance }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 5)
    .map(({ name, score }) => ({
      rows: rowsInExcess(earlier.table, later.table, name)
        .slice(0, maxEvidence)
        .map((row) => rowOf(later, row)),
      value: name,
      score,
    }));
}

/** The chance that a row of the later part scores above one of the earlier. */
function areaOf({ earlier, later }: HeldOutScores): number {
  const [low, high] = [Float64Array.from(earlier).sort(), Float64Array.from(later).sort()];
  let [below, upTo, sum] = [0, 0, 0];
  for (const score of high) {
    while (below < low.length && (low[below] ?? 0) < score) below += 1;
    while (upTo < low.length && (low[upTo] ?? 0) <= score) upTo += 1;
    sum += (below + upTo) / 2;
  }
  return sum / (low.length * high.length);
}
