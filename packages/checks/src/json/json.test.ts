import * as checks from "@mlsys/checks";
import * as integrity from "@mlsys/checks/integrity";
import { suiteFromJson, suiteToJson } from "@mlsys/checks/json";
import { describe, expect, test } from "vitest";

const { allOf, checkSuite, column, equals, isAbove, not, withTables } = checks;

/** One of every kind, with what is hard to write down. */
const ALL = [
  checks.classRatioIsBetween("c", { min: 0.1 }),
  checks.columnCountIsBetween({ min: 1 }),
  checks.columnExists("c", { index: 2 }),
  checks.columnIsAbove("a", "b", { orEqual: true, nulls: "fail" }),
  checks.columnsAreEqual("a", "b", { tolerance: 0.5 }),
  checks.columnsExist(["a", "b"]),
  checks.columnsMatch(["a", "b", "c", "d"], { ordered: true, extra: "ignore" }),
  checks.distinctCountIsBetween("a", { max: 5 }),
  checks.distinctRatioIsBetween("a", { exclusiveMin: 0 }),
  checks.doesNotMatch("c", /X/i, { mostly: 0.5 }),
  checks.entropyIsBetween("c", { min: 0, base: 2 }),
  checks.isBetween("d", { min: new Date("2020-01-01"), max: "2030-01-01T00:00:00Z" }),
  checks.isBetween("a", { min: -Infinity, max: 2n ** 60n, nan: "invalid", maxUnexpected: 2 }),
  checks.isDecreasing("a"),
  checks.isFinite("a"),
  checks.isIn("a", [1, 2, 10n ** 20n, new Date(0)], { where: equals("c", "x") }),
  checks.isIncreasing("a", { strictly: true }),
  checks.isIsoDate("c"),
  checks.isJson("c"),
  checks.isLike("c", "x%"),
  checks.isLike("c", ["x%", "%y"], { all: true }),
  checks.isSequential("a", { step: -1 }),
  checks.isNotBlank("c"),
  checks.isNotIn("a", [9]),
  checks.isNotLike("c", ["y%", "z_"]),
  checks.isNotNull("a", { severity: "warning", name: "all there", description: "why", onEmpty: "pass" }),
  checks.isNotOutlier("a", { multiplier: 3 }),
  checks.isNull("b"),
  checks.isOfType("a", ["integer", "string"]),
  checks.isUniqueWithinRow(["a", "b"], { skip: "never" }),
  checks.isUnique(["a", "b"], { report: "extra", where: equals("c", "x") }),
  checks.isUnique("a"),
  checks.kurtosisIsBetween("a", { min: -3, bias: false }),
  checks.lengthIsBetween("c", { max: 9, exclusiveMax: true }),
  checks.matchesAll("c", [/^X/i, "x"]),
  checks.matchesAny("c", ["x", "y"]),
  checks.matchesDateFormat("c", "%Y-%m-%d"),
  checks.matchesNone("c", [/Q./s]),
  checks.matches("c", "x", { full: true }),
  checks.matches("c", /X/i),
  checks.maxIsBetween("a", { max: 10 }),
  checks.meanIsBetween("a", { min: 0 }),
  checks.medianIsBetween("a", { min: 0 }),
  checks.minIsBetween("a", { min: 0 }),
  checks.mostCommonValueIsIn("c", ["x"], { ties: "any" }),
  checks.nullShareIsBetween("a", { max: 0.5 }),
  checks.pairIsIn("a", "c", [[1, "x"]]),
  checks.quantileIsBetween("a", 0.9, { max: 10, method: "discrete" }),
  checks.quantilesAreBetween("a", [{ probability: 0.5, min: 0, max: 10 }]),
  checks.rowCountIsBetween({ min: 1 }),
  checks.rowSatisfies(allOf(isAbove("a", column("b")), not(equals("c", "z")))),
  checks.rowSumEquals(["a", "b"], 3, { tolerance: 2 }),
  checks.skewnessIsBetween("a", { min: -3 }),
  checks.hasNoGaps("a", { longest: 1 }),
  checks.isForeignKey("b", { key: "a", mostly: 0.3 }),
  checks.isForeignKey(["a", "b"], { table: "others", key: ["x", "y"] }),
  checks.isFresh("d", { maxAge: "2 d", now: new Date("2025-01-02") }),
  checks.rowCountEqualsTable("others", { factor: 2 }),
  checks.stdevIsBetween("a", { max: 3 }),
  checks.sumIsBetween("a", { max: 30 }),
  checks.uniqueRatioIsBetween("a", { min: 0 }),
  checks.valueSetContains("c", ["x"]),
  checks.valueSetEquals("c", ["x", "y"]),
  checks.valueSetIsWithin("c", ["x", "y"]),
  checks.valueShareIsBetween("c", "x", { min: 0.2 }),
  checks.varianceIsBetween("a", { max: 9 }),
  checks.zScoreIsBelow("a", 2, { doubleSided: false }),
  integrity.columnsAreNotAssociated(["a", "b"], { max: 0.5 }),
  integrity.columnsAreNotAssociated(["a", "b"], { with: "c" }),
  integrity.columnsDiffer(["a", "b"]),
  integrity.hasNoFrequentPhrase("c", { words: 1 }),
  integrity.hasNoVariants("c"),
  integrity.isAscii("c"),
  integrity.isNotInTable(["a", "b"], "others", { key: ["x", "y"] }),
  integrity.isNotOnlySymbols("c"),
  integrity.isNotTruncated("a", { limits: [2] }),
  integrity.labelsDoNotConflict(["a", "b"], "c", { max: 1 }),
  integrity.lengthsAreAlike("c", { factor: 2 }),
  integrity.nullsAreSpelledOnce("c", { spellings: ["x"] }),
  integrity.rowCountRatioIsBetween("others", { min: 0.5 }),
  integrity.predictivePowerIsBelow(["a", "b"], "c", { max: 0.9 }),
  integrity.rowIsNotEmpty(["a", "b"]),
  integrity.rowIsNotOutlier(["a", "b"], { neighbours: 3 }),
  integrity.startsAfterTable("a", "others", { key: "x" }),
  integrity.columnsAreNotAssociated(["a", "b"], { measure: "mutualInformation" }),
  integrity.textIsNotRepeated("c", { order: false }),
  integrity.textPropertyIsBetween("c", "wordCount", { max: 2 }),
  integrity.textPropertyIsNotOutlier("c", "longestWord", { multiplier: 1 }),
  integrity.typesAreNotMixed("c", { rare: 0 }),
  integrity.wordsAreKnown("c", ["x", "y"]),
] as const;

const others = { x: [1, 2], y: [2, 3] };
const rows = [
  { a: 1, b: 2, c: "x", d: new Date("2025-01-01") },
  { a: 2, b: 1, c: "y", d: null },
  { a: null, b: 4, c: "x", d: new Date("2019-01-01") },
];

test("every check written as JSON and read again reports the same", async () => {
  const suite = checkSuite("all", ALL);
  const again = suiteFromJson(JSON.stringify(suiteToJson(suite)));
  expect(suiteToJson(again)).toEqual(suiteToJson(suite));
  const data = withTables(rows, { others });
  const { results } = await again.run(data);
  expect(results).toEqual((await suite.run(data)).results);
  expect(results.filter(({ outcome }) => outcome === "error")).toEqual([]);
});

test("no kind of check is left out", () => {
  const kinds = new Set<string>(ALL.map(({ check }) => check));
  const options = new Set([
    ...["checkSuite", "assertValid", "customCheck", "explain", "languageIsIn"],
    ...["allOf", "anyOf", "column", "not", "withKey", "withTables", "integrityChecks"],
    ...["partialState", "mergePartialStates", "fromPartialStates"],
  ]);
  const conditions = /^(?:equals|isAbove|isAbsent|isAtLeast|isAtMost|isBelow|isOneOf|ChecksError)$/;
  const factories = [...Object.keys(checks), ...Object.keys(integrity)].filter(
    (name) => !options.has(name) && !conditions.test(name),
  );
  expect(factories.filter((name) => !kinds.has(name))).toEqual([]);
});

describe("what cannot be written or read is refused", () => {
  test("a function", () => {
    const own = checks.customCheck("isEven", "a", (value) => Number(value) % 2 === 0);
    expect(() => suiteToJson(checkSuite("own", [own]))).toThrow(/cannot be written as JSON/);
  });

  test.each([
    ["{", "invalidCheck", /no JSON/],
    [{ checks: [] }, "invalidCheck", /name/],
    [{ name: "a", checks: [{ check: "isBetwen", column: "x", min: 0 }] }, "invalidCheck", /"isBetween"/],
    [{ name: "a", checks: [{ check: "checkSuite" }] }, "invalidCheck", /no such check/],
    [{ name: "a", checks: [{ check: "__proto__" }] }, "invalidCheck", /no such check/],
    [{ name: "a", checks: [{ check: "isBetween", column: "x" }] }, "contradictoryBounds", /check 0/],
    [{ name: "a", checks: [{ check: "matches", column: "x", pattern: "(", flags: "i" }] }, "invalidPattern", /check 0/],
    [{ name: "a", checks: [{ check: "isNotNull", column: "x", mostley: 1 }] }, "invalidOption", /mostly/],
    [{ name: "a", schemaVersion: 2, checks: [] }, "invalidCheck", /schemaVersion/],
  ])("%j", (json, code, message) => {
    expect(() => suiteFromJson(json)).toThrow(message);
    expect(() => suiteFromJson(json)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
