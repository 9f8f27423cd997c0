import {
  checkSuite,
  equals,
  fromPartialStates,
  isBetween,
  isIn,
  isNotNull,
  isUnique,
  lengthIsBetween,
  matches,
  meanIsBetween,
  medianIsBetween,
  partialState,
} from "@mlsys/checks";
import type { CheckResult } from "@mlsys/checks";
import { toMarkdown } from "@mlsys/checks/report";
import { sourceContract } from "@mlsys/checks/testing";
import { Table } from "@mlsys/core";
import { batchesOf } from "./batches.ts";

/** What must be the same wherever JavaScript runs. */
export interface Outcomes {
  /** Tables of the contract that kept it, as a whole and as a stream. */
  readonly kept: number;
  readonly results: readonly CheckResult[];
  readonly ofParts: readonly CheckResult[];
  readonly markdown: string;
}

/** Runs the contract of sources and a suite, and gives what came out. */
export async function outcomes(): Promise<Outcomes> {
  const contract = sourceContract();
  for (const { table, check } of contract) {
    await check(Table.from(table.columns));
    await check(batchesOf(table.columns, table.numRows, 7), { refuses: ["zScoreIsBelow", "isNotOutlier"] });
  }
  const rows = Array.from({ length: 300 }, (_, i) => ({
    id: i % 299,
    amount: i % 7 === 0 ? null : ((i * 37) % 101) - 49.5,
    kind: ["card", "cash", "crypto"][i % 3],
    code: i % 50 === 0 ? "ü-1" : `DE-${i}`,
    at: new Date(i * 86_400_000),
  }));
  const suite = checkSuite("anywhere", [
    isNotNull("amount", { mostly: 0.9, where: equals("kind", "card") }),
    isBetween("amount", { min: -49, groupBy: "kind" }),
    isIn("kind", ["card", "cash"]),
    isUnique("id"),
    matches("code", "^[A-Z]{2}-\\d+$"),
    lengthIsBetween("code", { min: 4 }),
    meanIsBetween("amount", { min: -1, max: 1 }),
    medianIsBetween("amount", { min: -9, max: 9 }),
    isBetween("at", { max: "1970-10-01" }),
    isNotNull("gone"),
  ]);
  const report = await suite.run(rows);
  const parts = [await partialState(suite, rows.slice(0, 100)), await partialState(suite, rows.slice(100))];
  const { results: ofParts } = await suite.run(fromPartialStates(parts));
  const markdown = toMarkdown({ ...report, startedAt: "2026-01-01T00:00:00.000Z", durationMs: 0 });
  return { kept: contract.length, results: report.results, ofParts, markdown };
}
