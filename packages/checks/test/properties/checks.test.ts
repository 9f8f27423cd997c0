import { checkSuite } from "@mlsys/checks";
import type { CheckResult } from "@mlsys/checks";
import fc from "fast-check";
import { expect, test } from "vitest";
import { figureDefinitions, rowDefinitions } from "../support/naive.ts";
import { batches, cuts, randomRows } from "../support/random-rows.ts";
import type { RandomRow } from "../support/random-rows.ts";

const columns = Object.keys({
  number: 0,
  other: 0,
  integer: 0,
  big: 0,
  category: 0,
  text: 0,
  flag: 0,
  at: 0,
  mixed: 0,
} satisfies Record<keyof RandomRow, 0>);

/** Rows as columns, so that a table without rows still has its columns. */
function asColumns(rows: readonly RandomRow[]): Record<string, unknown[]> {
  return Object.fromEntries(columns.map((name) => [name, rows.map((row) => row[name as keyof RandomRow])]));
}

test("every check that judges rows agrees with its naive definition on random tables", async () => {
  const suite = checkSuite(
    "rows",
    rowDefinitions.map(({ check }) => check),
  );
  await fc.assert(
    fc.asyncProperty(randomRows, async (rows) => {
      const { results } = await suite.run(asColumns(rows), { examples: Infinity });
      rowDefinitions.forEach(({ check, judge }, k) => {
        const verdicts = rows.map((row, i) => judge(row, i, rows));
        const unexpected = verdicts.flatMap((verdict, i) => (verdict === false ? [i] : []));
        const missing = verdicts.filter((verdict) => verdict === "skip").length;
        const result = results[k];
        if (result?.reason === "typeMismatch") return;
        expect({ sentence: check.sentence, ...pick(result) }).toEqual({
          sentence: check.sentence,
          unexpectedIndices: unexpected,
          unexpectedCount: unexpected.length,
          missingCount: missing,
          outcome: missing === rows.length ? "notEvaluated" : unexpected.length === 0 ? "passed" : "failed",
        });
      });
    }),
    { numRuns: 200 },
  );
});

function pick(result: CheckResult | undefined): Partial<CheckResult> {
  const { unexpectedIndices, unexpectedCount, missingCount, outcome } = result ?? {};
  return { unexpectedIndices, unexpectedCount, missingCount, outcome } as Partial<CheckResult>;
}

test("every check of one figure agrees with its naive definition on random tables", async () => {
  const suite = checkSuite(
    "figures",
    figureDefinitions.map(({ check }) => check),
  );
  await fc.assert(
    fc.asyncProperty(randomRows, async (rows) => {
      const { results } = await suite.run(asColumns(rows));
      figureDefinitions.forEach(({ check, figure }, k) => {
        const expected = figure(rows);
        const shown = typeof expected === "number" && !Number.isFinite(expected) ? String(expected) : expected;
        const observed = results[k]?.observedValue;
        expect([check.sentence, observed === 0 ? 0 : observed]).toEqual([check.sentence, shown === 0 ? 0 : shown]);
      });
    }),
    { numRuns: 200 },
  );
});

test("a stream in whatever batches gives the report of the whole", async () => {
  const all = [...rowDefinitions, ...figureDefinitions].map(({ check }) => check);
  const suite = checkSuite("cuts", all);
  await fc.assert(
    fc.asyncProperty(randomRows, cuts, async (rows, sizes) => {
      const whole = await suite.run(rows);
      const cut = await suite.run(batches(rows, sizes));
      expect(cut.results).toEqual(whole.results);
      expect(cut.columnNames).toEqual(whole.columnNames);
      expect(cut.rowCount).toBe(whole.rowCount);
    }),
    { numRuns: 150 },
  );
});
