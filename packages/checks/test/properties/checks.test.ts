import * as checks from "@mlsys/checks";
import { checkSuite, withTables } from "@mlsys/checks";
import type { Check, CheckResult } from "@mlsys/checks";
import { Table } from "@mlsys/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SIGNATURES } from "../../src/internal/json/signatures.ts";
import { arrowTable } from "../support/arrow.ts";
import { databases, storeTable } from "../support/databases.ts";
import * as integrity from "@mlsys/checks/integrity";
import { figureDefinitions as figuresOfChecks, others, rowDefinitions as rowsOfChecks } from "../support/naive.ts";
import { integrityFigureDefinitions, integrityRowDefinitions, naiveOutliers } from "../support/naive-integrity.ts";
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

const rowDefinitions = [...rowsOfChecks, ...integrityRowDefinitions];
const figureDefinitions = [...figuresOfChecks, ...integrityFigureDefinitions];

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
      const { results } = await suite.run(withTables(asColumns(rows), { others }), { examples: Infinity });
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
      const { results } = await suite.run(withTables(asColumns(rows), { others }));
      figureDefinitions.forEach(({ check, figure, tolerance = 0 }, k) => {
        const expected = figure(rows);
        const shown = typeof expected === "number" && !Number.isFinite(expected) ? String(expected) : expected;
        const observed = results[k]?.observedValue;
        if (typeof observed === "number" && typeof shown === "number" && tolerance > 0) {
          const error = Math.abs(observed - shown) / Math.max(1, Math.abs(shown));
          expect([check.sentence, error <= tolerance ? shown : observed]).toEqual([check.sentence, shown]);
        } else
          expect([check.sentence, observed === 0 ? 0 : observed]).toEqual([check.sentence, shown === 0 ? 0 : shown]);
      });
    }),
    { numRuns: 200 },
  );
});

test("a stream in whatever batches gives the report of the whole", async () => {
  const ownKey = (check: Check): boolean => check.check === "isForeignKey" && check.parameters["table"] === undefined;
  const all = [...rowDefinitions, ...figureDefinitions].map(({ check }) => check).filter((check) => !ownKey(check));
  const suite = checkSuite("cuts", all);
  await fc.assert(
    fc.asyncProperty(randomRows, cuts, async (rows, sizes) => {
      const whole = await suite.run(withTables(rows, { others }));
      const cut = await suite.run(withTables(batches(rows, sizes), { others }));
      expect(cut.results).toEqual(whole.results);
      expect(cut.columnNames).toEqual(whole.columnNames);
      expect(cut.rowCount).toBe(whole.rowCount);
    }),
    { numRuns: 150 },
  );
});

test("rows that are judged as they are give the report of typed columns, check by check", async () => {
  const suites = [...rowDefinitions, ...figureDefinitions].map(({ check }) => checkSuite(check.name, [check]));
  await fc.assert(
    fc.asyncProperty(randomRows, async (rows) => {
      const table = withTables(Table.from(asColumns(rows)), { others });
      const plain = withTables(asColumns(rows), { others });
      for (const suite of suites) expect((await suite.run(plain)).results).toEqual((await suite.run(table)).results);
    }),
    { numRuns: 60 },
  );
});

test("rows are outliers that the definition of local outlier probability finds", async () => {
  // The share of a normal distribution within one standard deviation.
  const check = integrity.rowIsNotOutlier(["integer"], { neighbours: 3, threshold: 0.6826894921370859 });
  const suite = checkSuite("outliers", [check]);
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(randomRows, async (rows) => {
      const expected = rows.length < 3 ? [] : naiveOutliers(rows, 3, 1);
      if (expected === undefined) return;
      compared += 1;
      const [result] = (await suite.run(asColumns(rows), { examples: Infinity })).results;
      expect(result.unexpectedIndices).toEqual(expected);
    }),
    { numRuns: 200 },
  );
  expect(compared).toBeGreaterThan(150);
});

test("no check is without a naive definition", () => {
  const defined = new Set([...rowDefinitions, ...figureDefinitions].map(({ check }) => check.check));
  const elsewhere = [
    ...["columnExists", "columnsExist", "columnsMatch"], // of names alone, see their own tests
    "rowIsNotOutlier", // see above
    "predictivePowerIsBelow", // against scikit-learn's trees and folds, see test/parity
  ];
  const kinds = [...SIGNATURES.keys(), "customCheck", "languageIsIn"];
  expect(kinds.every((name) => Object.hasOwn(checks, name) || Object.hasOwn(integrity, name))).toBe(true);
  expect(kinds.filter((kind) => !elsewhere.includes(kind) && !defined.has(kind))).toEqual(["customCheck"]);
});

const ARROW_TYPES = {
  number: "double",
  other: "double",
  integer: "double",
  big: "integer",
  category: "string",
  text: "string",
  flag: "boolean",
  at: "date",
} as const;

test.each(["plain", "dictionary"] as const)(
  "an Arrow table with texts %s gives the report of its columns",
  async (texts) => {
    const isStored = ({ columns }: Check): boolean => columns.every((name) => Object.hasOwn(ARROW_TYPES, name));
    const all = [...rowDefinitions, ...figureDefinitions].map(({ check }) => check);
    const suite = checkSuite("arrow", all.filter(isStored));
    await fc.assert(
      fc.asyncProperty(randomRows, fc.integer({ min: 1, max: 9 }), async (rows, chunkRows) => {
        const { mixed: _, ...stored } = asColumns(rows);
        const arrow = arrowTable(stored, ARROW_TYPES, { texts, chunkRows });
        const plain = await suite.run(withTables(stored, { others }), { examples: Infinity });
        const { results, rowCount } = await suite.run(withTables(arrow, { others }), { examples: Infinity });
        expect(results).toEqual(plain.results);
        expect(rowCount).toBe(plain.rowCount);
      }),
      { numRuns: 100 },
    );
  },
);

/** A column that a database can hold. */
const STORED = {
  number: "double",
  other: "double",
  integer: "double",
  big: "integer",
  category: "string",
  flag: "boolean",
  at: "date",
} as const;

describe.each(databases)("random tables in $name", ({ open, isThere }) => {
  test.skipIf(!isThere)("give what the naive definitions say", { timeout: 120_000 }, async () => {
    const database = await open();
    const isStored = ({ columns }: Check): boolean => columns.every((name) => Object.hasOwn(STORED, name));
    // Bounds that the data gives are figures, and not the same to the last bit; see the contract of sources for these.
    const definitions = rowDefinitions.filter(
      ({ check }) => isStored(check) && !["isNotOutlier", "zScoreIsBelow"].includes(check.check),
    );
    const figures = figureDefinitions.filter(({ check }) => isStored(check) && check.check !== "columnCountIsBetween");
    const suite = checkSuite(
      "rows",
      [...definitions, ...figures].map(({ check }) => check),
    );
    const holdsOdd = ["postgres", "duckdb"].includes(database.dialect);
    let n = 0;
    let judged = 0;
    await fc.assert(
      fc.asyncProperty(randomRows, async (drawn) => {
        const plain = (value: number | null): number | null => (holdsOdd || Number.isFinite(value) ? value : null);
        const rows = drawn.map((row) => ({ ...row, number: plain(row.number), other: plain(row.other) }));
        const columns = Object.fromEntries([
          ["row", rows.map((_, i) => i)],
          ...Object.keys(STORED).map((name) => [name, rows.map((row) => row[name as keyof RandomRow])] as const),
        ]) as Record<string, unknown[]>;
        const table = {
          name: `random_${n++}`,
          types: { row: "integer", ...STORED },
          columns,
          numRows: rows.length,
        } as const;
        const source = withTables(await storeTable(database, table), { others });
        const { results } = await suite.run(source, { examples: Infinity });
        definitions.forEach(({ check, judge }, k) => {
          const result = results[k];
          if (result?.reason === "typeMismatch" || result?.reason === "notSupported") return;
          judged += 1;
          const verdicts = rows.map((row, i) => judge(row, i, rows));
          const unexpected = verdicts.flatMap((verdict, i) => (verdict === false ? [i] : []));
          expect([check.sentence, result?.unexpectedIndices, result?.unexpectedCount]).toEqual([
            check.sentence,
            unexpected,
            unexpected.length,
          ]);
        });
        figures.forEach(({ check, figure }, k) => {
          const result = results[definitions.length + k];
          const expected = figure(rows);
          if (typeof expected !== "number" || !Number.isFinite(expected)) return;
          judged += 1;
          const error = Math.abs(Number(result?.observedValue) - expected) / Math.max(1, Math.abs(expected));
          expect([check.sentence, error < 1e-7 ? expected : result?.observedValue]).toEqual([check.sentence, expected]);
        });
      }),
      { numRuns: 10 },
    );
    expect(judged).toBeGreaterThan(300);
    await database.close();
  });
});
