import * as checks from "@mlsys/checks";
import { checkSuite, withTables } from "@mlsys/checks";
import type { Check, CheckOptions, OnEmpty } from "@mlsys/checks";
import * as integrity from "@mlsys/checks/integrity";
import { matchesSchema } from "@mlsys/checks/schema";
import { DatabaseSync } from "node:sqlite";
import { sqlTable } from "@mlsys/checks/sql";
import { expect, test } from "vitest";
import { z } from "zod";
import { SIGNATURES } from "../../src/internal/json/signatures.ts";

const bounds = { min: 1, max: 2 };
type Make = (options: CheckOptions) => Check;

/** One of every kind that can have nothing to judge. */
const makes: readonly Make[] = [
  (o) => checks.classRatioIsBetween("a", { ...bounds, ...o }),
  (o) => checks.columnIsAbove("a", "b", o),
  (o) => checks.columnsAreEqual("a", "b", o),
  (o) => checks.customCheck("own", "a", () => true, o),
  (o) => checks.distinctRatioIsBetween("a", { ...bounds, ...o }),
  (o) => checks.doesNotMatch("a", "x", o),
  (o) => checks.entropyIsBetween("a", { ...bounds, ...o }),
  (o) => checks.hasNoGaps("a", { longest: 1, ...o }),
  (o) => checks.isBetween("a", { ...bounds, ...o }),
  (o) => checks.isDecreasing("a", o),
  (o) => checks.isFinite("a", o),
  (o) => checks.isForeignKey("a", { key: "b", ...o }),
  (o) => checks.isFresh("a", { maxAge: "1 d", ...o }),
  (o) => checks.isIn("a", [1], o),
  (o) => checks.isIncreasing("a", o),
  (o) => checks.isIsoDate("a", o),
  (o) => checks.isJson("a", o),
  (o) => checks.isLike("a", "x", o),
  (o) => checks.isNotBlank("a", o),
  (o) => checks.isNotIn("a", [1], o),
  (o) => checks.isNotLike("a", "x", o),
  (o) => checks.isNotNull("a", o),
  (o) => checks.isNotOutlier("a", o),
  (o) => checks.isNull("a", o),
  (o) => checks.isOfType("a", "number", o),
  (o) => checks.isSequential("a", o),
  (o) => checks.isUnique("a", o),
  (o) => checks.isUniqueWithinRow(["a", "b"], o),
  (o) => checks.kurtosisIsBetween("a", { ...bounds, ...o }),
  (o) => checks.lengthIsBetween("a", { ...bounds, ...o }),
  (o) => checks.matches("a", "x", o),
  (o) => checks.matchesAll("a", ["x"], o),
  (o) => checks.matchesAny("a", ["x"], o),
  (o) => checks.matchesDateFormat("a", "%Y", o),
  (o) => checks.matchesNone("a", ["x"], o),
  (o) => checks.maxIsBetween("a", { ...bounds, ...o }),
  (o) => checks.meanIsBetween("a", { ...bounds, ...o }),
  (o) => checks.medianIsBetween("a", { ...bounds, ...o }),
  (o) => checks.minIsBetween("a", { ...bounds, ...o }),
  (o) => checks.mostCommonValueIsIn("a", [1], o),
  (o) => checks.nullShareIsBetween("a", { ...bounds, ...o }),
  (o) => checks.pairIsIn("a", "b", [[1, 2]], o),
  (o) => checks.quantileIsBetween("a", 0.5, { ...bounds, ...o }),
  (o) => checks.quantilesAreBetween("a", [{ probability: 0.5, ...bounds }], o),
  (o) => checks.rowSatisfies(checks.equals("a", 1), o),
  (o) => checks.rowSumEquals(["a", "b"], 1, o),
  (o) => checks.skewnessIsBetween("a", { ...bounds, ...o }),
  (o) => checks.stdevIsBetween("a", { ...bounds, ...o }),
  (o) => checks.uniqueRatioIsBetween("a", { ...bounds, ...o }),
  (o) => checks.valueSetContains("a", [1], o),
  (o) => checks.valueSetEquals("a", [1], o),
  (o) => checks.valueSetIsWithin("a", [1], o),
  (o) => checks.valueShareIsBetween("a", 1, { ...bounds, ...o }),
  (o) => checks.varianceIsBetween("a", { ...bounds, ...o }),
  (o) => checks.zScoreIsBelow("a", 2, o),
  (o) => integrity.columnsAreNotAssociated(["a", "b"], o),
  (o) => integrity.columnsDiffer(["a", "b"], o),
  (o) => integrity.hasNoFrequentPhrase("a", o),
  (o) => integrity.hasNoVariants("a", o),
  (o) => integrity.isAscii("a", o),
  (o) => integrity.isNotInTable("a", "empty", { key: "n", ...o }),
  (o) => integrity.isNotOnlySymbols("a", o),
  (o) => integrity.isNotTruncated("a", o),
  (o) => integrity.labelsDoNotConflict(["a"], "b", o),
  (o) => integrity.languageIsIn("a", ["en"], () => "en", o),
  (o) => integrity.lengthsAreAlike("a", o),
  (o) => integrity.nullsAreSpelledOnce("a", o),
  (o) => integrity.predictivePowerIsBelow(["a"], "b", o),
  (o) => integrity.rowCountRatioIsBetween("empty", { ...bounds, ...o }),
  (o) => integrity.rowIsNotEmpty(["a", "b"], o),
  (o) => integrity.rowIsNotOutlier(["a", "b"], o),
  (o) => integrity.startsAfterTable("a", "empty", { key: "n", ...o }),
  (o) => integrity.textIsNotRepeated("a", o),
  (o) => integrity.textPropertyIsBetween("a", "wordCount", { ...bounds, ...o }),
  (o) => integrity.textPropertyIsNotOutlier("a", "digitShare", o),
  (o) => integrity.typesAreNotMixed("a", o),
  (o) => integrity.wordsAreKnown("a", ["x"], o),
  (o) => matchesSchema(z.object({ a: z.number() }), o),
];

const expected: Readonly<Record<OnEmpty, string>> = { pass: "passed", fail: "failed", skip: "notEvaluated" };

test.each(["pass", "fail", "skip"] as const)(
  "onEmpty %s decides every kind of check, alone and by group",
  async (onEmpty) => {
    const own = makes.flatMap((make) => [
      make({ onEmpty }),
      ...(canGroup(make) ? [make({ onEmpty, groupBy: "b" })] : []),
    ]);
    const { results } = await checkSuite("nothing", own).run(withTables({ a: [], b: [] }, { empty: { n: [] } }));
    const others = results
      .filter(({ outcome }) => outcome !== expected[onEmpty])
      .map(({ name, outcome, message }) => `${name} ${outcome}: ${message}`);
    expect(others).toEqual([]);
    expect(results.length).toBeGreaterThan(130);
  },
);

test("it is no other in a database", async () => {
  const database = new DatabaseSync(":memory:");
  database.exec("create table t (a integer, b integer); create table empty (n integer)");
  const source = sqlTable("t", {
    dialect: "sqlite",
    orderBy: "b",
    query: (sql, parameters) => database.prepare(sql).all(...parameters),
  });
  for (const onEmpty of ["pass", "fail", "skip"] as const) {
    const { results } = await checkSuite(
      "nothing",
      makes.map((make) => make({ onEmpty })),
    ).run(source);
    const judged = results.filter(({ reason }) => reason !== "notSupported");
    expect(judged.filter(({ outcome }) => outcome !== expected[onEmpty]).map(({ message }) => message)).toEqual([]);
    expect(judged.length).toBeGreaterThan(50);
  }
});

test("no kind that can have nothing to judge is left out", () => {
  const kinds = new Set(makes.map((make) => make({}).check));
  // Checks of the table's shape always have something to judge, and so have counts and sums, which are 0.
  const always = [
    "columnCountIsBetween",
    "columnExists",
    "columnsExist",
    "columnsMatch",
    "rowCountIsBetween",
    "rowCountEqualsTable",
    "distinctCountIsBetween",
    "sumIsBetween",
  ];
  const all = [...SIGNATURES.keys()].filter((name) => !always.includes(name));
  expect(all.filter((kind) => !kinds.has(kind))).toEqual([]);
});

/** A schema of rows is no check by group, nor are near duplicates. */
function canGroup(make: Make): boolean {
  return !["matchesSchema", "rowIsNotOutlier", "textIsNotRepeated"].includes(make({}).check);
}
