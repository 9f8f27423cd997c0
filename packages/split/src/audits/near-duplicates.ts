import type { Table } from "@mlsys/core";
import { counted, rowOf } from "./audit.ts";
import type { Audit, AuditEvidence, Side } from "./audit.ts";
import { bandKeys, jaccard, shinglesOf } from "./min-hash.ts";
import type { Shingles } from "./min-hash.ts";

/** Rows of a later part whose text is nearly that of a row of an earlier one, or equal to it. */
export const nearDuplicates: Audit = ({ pairs, sides, text, similarity, maxEvidence }) => {
  if (text.length === 0) return undefined;
  const texts = new Map<Side, readonly (Shingles | undefined)[]>(
    sides.map((side) => [side, shinglesOfRows(side.table, text)]),
  );
  const evidence: AuditEvidence[] = [];
  const figures: Record<string, number> = {};
  let total = 0;
  for (const [earlier, later] of pairs) {
    const pairsFound = similarPairs(texts.get(earlier) ?? [], texts.get(later) ?? [], similarity);
    figures[`${earlier.name}-${later.name}`] = pairsFound.length;
    total += pairsFound.length;
    for (const { row, twin, score } of pairsFound) {
      evidence.push({ rows: [rowOf(earlier, twin), rowOf(later, row)], score });
    }
  }
  evidence.sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  return {
    audit: "nearDuplicates",
    passed: total === 0,
    severity: "error",
    message:
      total === 0
        ? `No text is similar (Jaccard ${similarity} or more) to one on another side.`
        : `${counted(total, "text")} of a later side ${total === 1 ? "is" : "are"} similar (Jaccard ${similarity} or more) to one of an earlier side.`,
    figures,
    evidence: evidence.slice(0, maxEvidence),
  };
};

function shinglesOfRows(table: Table, columns: readonly string[]): (Shingles | undefined)[] {
  const values = columns.map((name) => table.column(name as never).toArray() as readonly unknown[]);
  return Array.from({ length: table.numRows }, (_, i) => {
    const texts = values.map((column) => column[i]).filter((value) => typeof value === "string");
    return texts.length === 0 ? undefined : shinglesOf(texts.join(" "));
  });
}

interface SimilarPair {
  readonly row: number;
  readonly twin: number;
  readonly score: number;
}

/** For every later text that has one, the most similar earlier text. */
function similarPairs(
  earlier: readonly (Shingles | undefined)[],
  later: readonly (Shingles | undefined)[],
  similarity: number,
): SimilarPair[] {
  const buckets = new Map<string, number[]>();
  earlier.forEach((shingles, row) => {
    for (const key of shingles === undefined ? [] : bandKeys(shingles)) {
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [row]);
      else bucket.push(row);
    }
  });
  return later.flatMap((shingles, row) => {
    if (shingles === undefined) return [];
    const candidates = new Set(bandKeys(shingles).flatMap((key) => buckets.get(key) ?? []));
    let best: SimilarPair | undefined;
    for (const twin of candidates) {
      const other = earlier[twin];
      const score = other === undefined ? 0 : jaccard(shingles, other);
      if (score >= similarity && score > (best?.score ?? 0)) best = { row, twin, score };
    }
    return best === undefined ? [] : [best];
  });
}
