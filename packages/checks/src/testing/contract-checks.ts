import type { Check } from "../definition/check.ts";
import { classRatioIsBetween } from "../checks/class-ratio-is-between.ts";
import { columnIsAbove } from "../checks/column-is-above.ts";
import { columnsAreEqual } from "../checks/columns-are-equal.ts";
import { columnsMatch } from "../checks/columns-match.ts";
import { distinctCountIsBetween } from "../checks/distinct-count-is-between.ts";
import { distinctRatioIsBetween } from "../checks/distinct-ratio-is-between.ts";
import { doesNotMatch } from "../checks/does-not-match.ts";
import { entropyIsBetween } from "../checks/entropy-is-between.ts";
import { isBetween } from "../checks/is-between.ts";
import { isDecreasing } from "../checks/is-decreasing.ts";
import { isFinite } from "../checks/is-finite.ts";
import { isIn } from "../checks/is-in.ts";
import { isIncreasing } from "../checks/is-increasing.ts";
import { isLike } from "../checks/is-like.ts";
import { isNotBlank } from "../checks/is-not-blank.ts";
import { isNotIn } from "../checks/is-not-in.ts";
import { isNotLike } from "../checks/is-not-like.ts";
import { isNotNull } from "../checks/is-not-null.ts";
import { isNotOutlier } from "../checks/is-not-outlier.ts";
import { isNull } from "../checks/is-null.ts";
import { isOfType } from "../checks/is-of-type.ts";
import { isSequential } from "../checks/is-sequential.ts";
import { isUnique } from "../checks/is-unique.ts";
import { isUniqueWithinRow } from "../checks/is-unique-within-row.ts";
import { kurtosisIsBetween } from "../checks/kurtosis-is-between.ts";
import { lengthIsBetween } from "../checks/length-is-between.ts";
import { matches } from "../checks/matches.ts";
import { matchesAny } from "../checks/matches-any.ts";
import { matchesNone } from "../checks/matches-none.ts";
import { maxIsBetween } from "../checks/max-is-between.ts";
import { meanIsBetween } from "../checks/mean-is-between.ts";
import { medianIsBetween } from "../checks/median-is-between.ts";
import { minIsBetween } from "../checks/min-is-between.ts";
import { mostCommonValueIsIn } from "../checks/most-common-value-is-in.ts";
import { nullShareIsBetween } from "../checks/null-share-is-between.ts";
import { pairIsIn } from "../checks/pair-is-in.ts";
import { quantilesAreBetween } from "../checks/quantiles-are-between.ts";
import { rowCountIsBetween } from "../checks/row-count-is-between.ts";
import { rowSatisfies } from "../checks/row-satisfies.ts";
import { rowSumEquals } from "../checks/row-sum-equals.ts";
import { skewnessIsBetween } from "../checks/skewness-is-between.ts";
import { stdevIsBetween } from "../checks/stdev-is-between.ts";
import { sumIsBetween } from "../checks/sum-is-between.ts";
import { uniqueRatioIsBetween } from "../checks/unique-ratio-is-between.ts";
import { valueSetContains } from "../checks/value-set-contains.ts";
import { valueSetEquals } from "../checks/value-set-equals.ts";
import { valueSetIsWithin } from "../checks/value-set-is-within.ts";
import { valueShareIsBetween } from "../checks/value-share-is-between.ts";
import { varianceIsBetween } from "../checks/variance-is-between.ts";
import { zScoreIsBelow } from "../checks/z-score-is-below.ts";
import {
  allOf,
  anyOf,
  column,
  equals,
  isAbove,
  isAbsent,
  isAtMost,
  isBelow,
  isOneOf,
  not,
} from "../expressions/build.ts";

const bounds = { min: 0, max: 1 };
const hostile = 'a "b" `c`; --';
const quantileMethods = ["linear", "discrete", "nearest", "lower", "higher", "midpoint"] as const;

/** Checks of a column of doubles. */
function onNumbers(name: string): Check[] {
  return [
    isNotNull(name),
    isNull(name),
    isFinite(name),
    isBetween(name, { min: -1, max: 2 }),
    isBetween(name, { min: 0, exclusiveMin: true, mostly: 0.5 }),
    isBetween(name, { min: 0, nan: "invalid" }),
    isBetween(name, { min: "a" }),
    isIn(name, [0, 2, 2.5, 1e15]),
    isNotIn(name, [-0, 1]),
    isOfType(name, "integer"),
    isUnique(name),
    minIsBetween(name, bounds),
    maxIsBetween(name, { max: 2 }),
    sumIsBetween(name, bounds),
    meanIsBetween(name, bounds),
    nullShareIsBetween(name, bounds),
    distinctCountIsBetween(name, bounds),
    uniqueRatioIsBetween(name, bounds),
  ];
}

/** Checks whose figures are undefined where there are infinities. */
function onFiniteNumbers(name: string): Check[] {
  return [
    stdevIsBetween(name, bounds),
    varianceIsBetween(name, bounds),
    skewnessIsBetween(name, bounds),
    kurtosisIsBetween(name, bounds),
    medianIsBetween(name, bounds),
    ...quantileMethods.map((method) =>
      quantilesAreBetween(
        name,
        [0, 0.1, 0.25, 0.9, 1].map((probability) => ({ probability, ...bounds })),
        { method },
      ),
    ),
    zScoreIsBelow(name, 1),
    isNotOutlier(name),
  ];
}

/** Every check that is data, on columns of each type. */
export function contractChecks(): Check[] {
  return [
    rowCountIsBetween({ min: 1 }),
    columnsMatch(["row", "number"], { extra: "ignore" }),
    ...onNumbers("number"),
    ...onFiniteNumbers("number"),
    ...onFiniteNumbers("integer"),
    isNotNull("nmber"),
    isBetween("integer", { exclusiveMin: -1, max: 2, exclusiveMax: true }),
    isBetween("integer", { max: 1.5 }),
    isOfType("integer", "integer"),
    isIn("integer", [1, 2n, 0.5]),
    isIncreasing("integer", { mostly: 0.3 }),
    isDecreasing("number", { strictly: true }),
    isSequential("row"),
    isSequential("integer", { step: -2 }),
    isSequential("big"),
    isSequential("number", { step: 2, where: isAtMost("integer", 1) }),
    isSequential("category"),
    isSequential("flag"),
    isBetween("big", { min: 0n }),
    isBetween("big", { max: 2 ** 53 }),
    isIn("big", [2n ** 53n + 1n, 1]),
    minIsBetween("big", bounds),
    maxIsBetween("big", bounds),
    isUnique("big", { report: "extra" }),
    valueSetEquals("big", [0, 1]),
    isNotNull("category"),
    isBetween("category", { min: "a", max: "b" }),
    isBetween("category", { min: 1 }),
    isIn("category", ["a", "", "é"]),
    isIn("category", []),
    isNotIn("category", ["A", "a "]),
    isIn("category", [1, true]),
    isUnique("category"),
    isUnique(["category", "flag"]),
    isUnique("category", { skip: "never" }),
    isUnique("integer", { skip: "never", report: "extra" }),
    isUnique(["category", "integer"], { report: "extra" }),
    isLike("category", "a%"),
    isNotLike("category", "_"),
    minIsBetween("category", { min: "a" }),
    maxIsBetween("category", { max: "b" }),
    meanIsBetween("category", bounds),
    medianIsBetween("category", bounds),
    distinctCountIsBetween("category", bounds),
    distinctRatioIsBetween("category", bounds),
    classRatioIsBetween("category", bounds),
    entropyIsBetween("category", bounds),
    mostCommonValueIsIn("category", ["a"], { ties: "any" }),
    valueSetIsWithin("category", ["a", "A", "b"]),
    valueSetContains("category", ["a", "zz"]),
    valueShareIsBetween("category", "a", bounds),
    isOfType("category", ["string", "date"]),
    isNotBlank("text"),
    lengthIsBetween("text", { min: 2, max: 4 }),
    lengthIsBetween("integer", { min: 1 }),
    isIn("text", ["it's", "back\\slash", "\0", "İ"]),
    isLike("text", "%!%"),
    isLike("category", ["a%", "é", "_"]),
    isLike("text", ["%a%", "%1%"], { all: true }),
    isNotLike("text", ["%a%", "_"]),
    isLike("text", "_!__"),
    isLike("text", "%\\%"),
    isLike("text", "[a-z]%"),
    matches("text", "[a-m]"),
    matches("text", "^\\w+$"),
    matches("text", /^[a-z]/i),
    matches("text", "\\s"),
    matches("text", "^.{2}$"),
    matches("text", "\\\\|%|\\d"),
    matches("text", "\\bso\\b"),
    matches("text", "[&~-]|b-c|d~e|f&g|[!-/]so"),
    matches("category", "a", { full: true }),
    doesNotMatch("category", /B$/i),
    matchesAny("category", ["a", "é"]),
    matchesNone("text", ["a", "b"]),
    isUnique("text"),
    isNotNull("flag"),
    isIn("flag", [true]),
    isBetween("flag", { min: 0 }),
    meanIsBetween("flag", bounds),
    valueSetEquals("flag", [true, false]),
    minIsBetween("at", { min: "1970-01-01" }),
    maxIsBetween("at", { max: new Date("2000-01-01T00:00:00Z") }),
    isBetween("at", { min: new Date(0), max: "1970-01-02" }),
    isIn("at", [new Date(0)]),
    isUnique("at"),
    isIncreasing("at"),
    isOfType("at", "date"),
    distinctCountIsBetween("at", bounds),
    columnIsAbove("number", "integer"),
    columnIsAbove("number", "integer", { orEqual: true, nulls: "fail" }),
    columnsAreEqual("number", "integer", { nulls: "skipIfBoth" }),
    columnsAreEqual("number", "category"),
    columnsAreEqual("integer", "number", { tolerance: 1 }),
    rowSumEquals(["integer", "number"], 2, { tolerance: 1 }),
    isUniqueWithinRow(["number", "integer"]),
    pairIsIn("category", "flag", [
      ["a", true],
      ["b", false],
    ]),
    rowSatisfies(anyOf(equals("flag", true), isAbove("number", column("integer")))),
    rowSatisfies(not(allOf(isAbsent("number"), isOneOf("category", ["a"])))),
    isNotNull("number", { where: equals("category", "a") }),
    isBetween("number", { min: 0, where: isBelow("integer", 2) }),
    isUnique("integer", { where: equals("flag", true) }),
    isIncreasing("number", { where: isAtMost("integer", 1) }),
    meanIsBetween("number", { ...bounds, where: isAbsent("category") }),
    medianIsBetween("number", { ...bounds, where: equals("flag", false) }),
    distinctCountIsBetween("category", { ...bounds, where: equals("flag", false) }),
    isIn(hostile, [1]),
    isUnique([hostile, "flag"]),
    maxIsBetween(hostile, { max: 1 }),
  ];
}

/** Checks of a column that holds NaN and infinities, for engines that know both. */
export function oddNumberChecks(): Check[] {
  return onNumbers("odd");
}
