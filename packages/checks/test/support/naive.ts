import type { Check } from "@mlsys/checks";
import * as checks from "@mlsys/checks";
import { isMissing } from "./random-rows.ts";
import type { RandomRow } from "./random-rows.ts";

/** The verdict of a naive definition on one row: meets it, does not, or is not judged. */
type RowVerdict = boolean | "skip";

/** A check that judges rows, beside a definition so simple that it can be seen to be right. */
export interface RowDefinition {
  readonly check: Check;
  readonly judge: (row: RandomRow, i: number, rows: readonly RandomRow[]) => RowVerdict;
}

/** A check of one figure, beside the figure; null where there is none. */
export interface FigureDefinition {
  readonly check: Check;
  readonly figure: (rows: readonly RandomRow[]) => unknown;
  /** How far, relatively, two ways to add may lie apart. Default: not at all. */
  readonly tolerance?: number;
}

/** The other table that some checks look into. */
export const others = { c: ["a", "b"], f: [true, null] };

const day = 86_400_000;

export function on(value: unknown, accepts: (value: never) => boolean): RowVerdict {
  return isMissing(value) ? "skip" : accepts(value as never);
}

function previous(rows: readonly RandomRow[], i: number): number | null {
  const before = rows.slice(0, i).filter((row) => !isMissing(row.number));
  return before.at(-1)?.number ?? null;
}

const codePoints = (text: string): number => Array.from(text).length;

/** Every check that judges rows. */
export const rowDefinitions: readonly RowDefinition[] = [
  { check: checks.isNotNull("number"), judge: (row) => !isMissing(row.number) },
  { check: checks.isNotNull("mixed"), judge: (row) => !isMissing(row.mixed) },
  { check: checks.isNull("text"), judge: (row) => row.text === null },
  {
    check: checks.isBetween("number", { min: -1, max: 2 }),
    judge: ({ number }) => on(number, (n) => n >= -1 && n <= 2),
  },
  {
    check: checks.isBetween("integer", { exclusiveMin: -1, max: 2, exclusiveMax: true }),
    judge: ({ integer }) => on(integer, (n) => n > -1 && n < 2),
  },
  {
    check: checks.isBetween("number", { min: 0, nan: "invalid" }),
    judge: ({ number }) => (number === null ? "skip" : number >= 0),
  },
  { check: checks.isBetween("big", { min: 0n }), judge: ({ big }) => on(big, (n) => n >= 0n) },
  { check: checks.isBetween("big", { max: 2 ** 53 }), judge: ({ big }) => on(big, (n) => n <= 2n ** 53n) },
  {
    check: checks.isBetween("category", { min: "a", max: "b" }),
    judge: ({ category }) => on(category, (c: string) => c >= "a" && c <= "b"),
  },
  { check: checks.isBetween("at", { min: new Date(0) }), judge: ({ at }) => on(at, (d: Date) => d.getTime() >= 0) },
  { check: checks.isBetween("at", { max: "1970-01-02" }), judge: ({ at }) => on(at, (d: Date) => d.getTime() <= day) },
  { check: checks.isBetween("mixed", { min: 1 }), judge: ({ mixed }) => on(mixed, (m) => m === 1 || m === 1n) },
  {
    check: checks.isIn("number", [0, 2, Infinity]),
    judge: ({ number }) => on(number, (n) => [0, 2, Infinity].includes(n)),
  },
  { check: checks.isIn("category", ["a", ""]), judge: ({ category }) => on(category, (c) => c === "a" || c === "") },
  { check: checks.isIn("text", []), judge: ({ text }) => on(text, () => false) },
  { check: checks.isIn("flag", [true]), judge: ({ flag }) => on(flag, (f) => f) },
  {
    check: checks.isIn("mixed", [1, "a", new Date(0)]),
    judge: ({ mixed }) => on(mixed, (m: unknown) => m === 1 || m === 1n || m === "a" || m instanceof Date),
  },
  { check: checks.isNotIn("number", [1, -0]), judge: ({ number }) => on(number, (n) => n !== 1 && n !== 0) },
  { check: checks.matches("text", "[a-m]"), judge: ({ text }) => on(text, (t) => /[a-m]/u.test(t)) },
  { check: checks.matches("category", "a", { full: true }), judge: ({ category }) => on(category, (c) => c === "a") },
  {
    check: checks.doesNotMatch("category", /B/i),
    judge: ({ category }) => on(category, (c: string) => !c.includes("b")),
  },
  { check: checks.isNotBlank("category"), judge: ({ category }) => on(category, (c) => c !== "") },
  {
    check: checks.lengthIsBetween("text", { min: 1, max: 3 }),
    judge: ({ text }) => on(text, (t) => codePoints(t) >= 1 && codePoints(t) <= 3),
  },
  {
    check: checks.lengthIsBetween("category", { max: 1 }),
    judge: ({ category }) => on(category, (c) => codePoints(c) <= 1),
  },
  { check: checks.isFinite("number"), judge: ({ number }) => (number === null ? "skip" : Number.isFinite(number)) },
  { check: checks.isOfType("integer", "integer"), judge: ({ integer }) => on(integer, (n) => Number.isInteger(n)) },
  {
    check: checks.isOfType("mixed", ["string", "date"]),
    judge: ({ mixed }) => on(mixed, (m: unknown) => typeof m === "string" || m instanceof Date),
  },
  {
    check: checks.isOfType("mixed", ["array", "object", "number"]),
    judge: ({ mixed }) =>
      on(
        mixed,
        (m: unknown) =>
          (typeof m === "object" && !(m instanceof Date)) || typeof m === "number" || typeof m === "bigint",
      ),
  },
  {
    check: checks.isUnique("number"),
    judge: ({ number }, _, rows) => on(number, (n) => rows.filter((row) => row.number === n).length === 1),
  },
  {
    check: checks.isUnique("category", { report: "extra" }),
    judge: ({ category }, i, rows) => on(category, (c) => rows.findIndex((row) => row.category === c) === i),
  },
  {
    check: checks.isUnique(["category", "flag"]),
    judge: ({ category, flag }, _, rows) =>
      category === null && flag === null
        ? "skip"
        : rows.filter((row) => row.category === category && row.flag === flag).length === 1,
  },
  {
    check: checks.isIncreasing("number"),
    judge: ({ number }, i, rows) => on(number, (n) => previous(rows, i) === null || n >= (previous(rows, i) ?? 0)),
  },
  {
    check: checks.isDecreasing("number", { strictly: true }),
    judge: ({ number }, i, rows) => on(number, (n) => previous(rows, i) === null || n < (previous(rows, i) ?? 0)),
  },
  {
    check: checks.columnIsAbove("number", "other"),
    judge: ({ number, other }) => (isMissing(number) || isMissing(other) ? "skip" : Number(number) > Number(other)),
  },
  {
    check: checks.columnIsAbove("number", "other", { orEqual: true, nulls: "fail" }),
    judge: ({ number, other }) => !isMissing(number) && !isMissing(other) && Number(number) >= Number(other),
  },
  {
    check: checks.columnsAreEqual("number", "other", { nulls: "skipIfBoth" }),
    judge: ({ number, other }) => (isMissing(number) && isMissing(other) ? "skip" : number === other),
  },
  {
    check: checks.columnsAreEqual("integer", "other", { tolerance: 1 }),
    judge: ({ integer, other }) =>
      isMissing(integer) || isMissing(other) ? "skip" : Math.abs(Number(integer) - Number(other)) <= 1,
  },
  {
    check: checks.rowSumEquals(["integer", "other"], 2, { tolerance: 1 }),
    judge: ({ integer, other }) => {
      const sum = Number(integer) + Number(other);
      return isMissing(integer) || isMissing(other) ? "skip" : sum >= 1 && sum <= 3;
    },
  },
  {
    check: checks.rowSatisfies(
      checks.anyOf(checks.equals("flag", true), checks.isAbove("number", checks.column("other"))),
    ),
    judge: ({ flag, number, other }) => {
      const above = isMissing(number) || isMissing(other) ? null : Number(number) > Number(other);
      if (flag === true || above === true) return true;
      return flag === null || above === null ? "skip" : false;
    },
  },
  {
    check: checks.matchesAny("category", ["a", "🙂"]),
    judge: ({ category }) => on(category, (c: string) => c.includes("a") || c === "🙂"),
  },
  {
    check: checks.matchesNone("text", ["a", "b"]),
    judge: ({ text }) => on(text, (t: string) => !t.includes("a") && !t.includes("b")),
  },
  {
    check: checks.isUnique("category", { skip: "never" }),
    judge: ({ category }, _, rows) => rows.filter((row) => row.category === category).length === 1,
  },
  {
    check: checks.isUnique("number", { skip: "never", report: "extra" }),
    judge: ({ number }, i, rows) =>
      !rows.slice(0, i).some((row) => row.number === number || (isMissing(row.number) && isMissing(number))),
  },
  {
    check: checks.isSequential("integer"),
    judge: ({ integer }, i, rows) =>
      on(integer, (n) => {
        const before = rows.slice(0, i).findLast((row) => !isMissing(row.integer))?.integer;
        return before === undefined || before === null || n === before + 1;
      }),
  },
  {
    check: checks.isSequential("big", { step: -1 }),
    judge: ({ big }, i, rows) =>
      on(big, (n: bigint) => {
        const before = rows.slice(0, i).findLast((row) => row.big !== null)?.big;
        return before === undefined || before === null || n === before - 1n;
      }),
  },
  {
    check: checks.isLike("category", ["a%", "%b"], { all: true }),
    judge: ({ category }) => on(category, (c: string) => c.startsWith("a") && c.endsWith("b")),
  },
  {
    check: checks.isNotLike("category", ["a_", "🙂"]),
    judge: ({ category }) => on(category, (c: string) => c !== "ab" && c !== "🙂"),
  },
  { check: checks.isLike("category", "a%"), judge: ({ category }) => on(category, (c: string) => c.startsWith("a")) },
  { check: checks.isNotLike("text", "_"), judge: ({ text }) => on(text, (t: string) => codePoints(t) !== 1) },
  {
    check: checks.isUniqueWithinRow(["number", "other", "integer"]),
    judge: ({ number, other, integer }) => {
      const values = [number, other, integer].filter((value) => !isMissing(value)).map((value) => Number(value) + 0);
      return values.length === 0 ? "skip" : new Set(values).size === values.length;
    },
  },
  {
    check: checks.pairIsIn("category", "flag", [
      ["a", true],
      ["b", false],
    ]),
    judge: ({ category, flag }) =>
      category === null || flag === null ? "skip" : (category === "a" && flag) || (category === "b" && !flag),
  },
  {
    check: checks.customCheck("isEven", "integer", (n) => Number(n) % 2 === 0),
    judge: ({ integer }) => on(integer, (n) => n % 2 === 0),
  },
  {
    check: checks.matchesAll("category", ["a", "b"]),
    judge: ({ category }) => on(category, (c: string) => c === "ab"),
  },
  {
    check: checks.isIsoDate("category"),
    judge: ({ category }) => on(category, () => false),
  },
  { check: checks.isIsoDate("at"), judge: ({ at }) => on(at, () => true) },
  {
    check: checks.isJson("text"),
    judge: ({ text }) =>
      on(text, (t: string) => {
        try {
          JSON.parse(t);
          return true;
        } catch {
          return false;
        }
      }),
  },
  { check: checks.matchesDateFormat("category", "%Y"), judge: ({ category }) => on(category, () => false) },
  {
    check: checks.isForeignKey("number", { key: "other" }),
    judge: ({ number }, _, rows) => on(number, (n) => rows.some(({ other }) => other !== null && other === n)),
  },
  {
    check: checks.isForeignKey(["category", "flag"], { table: "others", key: ["c", "f"] }),
    judge: ({ category, flag }) => (category === null || flag === null ? "skip" : category === "a" && flag),
  },
  {
    check: checks.zScoreIsBelow("integer", 1.37),
    judge: ({ integer }, _, rows) =>
      on(integer, (n) => {
        const values = present(rows, "integer").map(Number);
        const spread = Math.sqrt(centralSum(values, 2) / (values.length - 1));
        return !(spread > 0) || Math.abs(n - mean(values)) < 1.37 * spread;
      }),
  },
  {
    check: checks.isNotOutlier("integer", { multiplier: 0.5 }),
    judge: ({ integer }, _, rows) =>
      on(integer, (n) => {
        const sorted = present(rows, "integer").sort((a, b) => a - b);
        const [low, high] = [linear(sorted, 0.25), linear(sorted, 0.75)];
        const reach = 0.5 * (high - low);
        return !(high > low) || (n >= low - reach && n <= high + reach);
      }),
  },
];

export function present<K extends keyof RandomRow>(rows: readonly RandomRow[], column: K): NonNullable<RandomRow[K]>[] {
  return rows.map((row) => row[column]).filter((value) => !isMissing(value)) as NonNullable<RandomRow[K]>[];
}

export function distinct(values: readonly unknown[]): unknown[] {
  return [...new Set(values)];
}

const bounds = { min: 0, max: 1 };

/** Checks of one figure. */
export const figureDefinitions: readonly FigureDefinition[] = [
  { check: checks.rowCountIsBetween(bounds), figure: (rows) => rows.length },
  {
    check: checks.minIsBetween("number", bounds),
    figure: (rows) => (present(rows, "number").length === 0 ? null : Math.min(...present(rows, "number"))),
  },
  {
    check: checks.maxIsBetween("integer", bounds),
    figure: (rows) => (present(rows, "integer").length === 0 ? null : Math.max(...present(rows, "integer"))),
  },
  {
    check: checks.maxIsBetween("category", { max: "b" }),
    figure: (rows) => distinct(present(rows, "category")).sort().at(-1) ?? null,
  },
  { check: checks.medianIsBetween("integer", bounds), figure: (rows) => median(present(rows, "integer")) },
  {
    check: checks.quantileIsBetween("integer", 0.25, { ...bounds, method: "lower" }),
    figure: (rows) => {
      const sorted = present(rows, "integer").sort((a, b) => a - b);
      return sorted[Math.floor(0.25 * (sorted.length - 1))] ?? null;
    },
  },
  {
    check: checks.distinctCountIsBetween("category", bounds),
    figure: (rows) => distinct(present(rows, "category")).length,
  },
  {
    check: checks.distinctCountIsBetween("number", bounds),
    figure: (rows) => distinct(present(rows, "number")).length,
  },
  {
    check: checks.distinctRatioIsBetween("flag", bounds),
    figure: (rows) => share(distinct(present(rows, "flag")).length, present(rows, "flag").length),
  },
  {
    check: checks.uniqueRatioIsBetween("big", bounds),
    figure: (rows) => {
      const values = present(rows, "big");
      return share(
        values.filter((value) => values.filter((other) => other === value).length === 1).length,
        values.length,
      );
    },
  },
  {
    check: checks.nullShareIsBetween("number", bounds),
    figure: (rows) => share(rows.length - present(rows, "number").length, rows.length),
  },
  {
    check: checks.valueShareIsBetween("category", "a", bounds),
    figure: (rows) => share(rows.filter((row) => row.category === "a").length, present(rows, "category").length),
  },
  {
    check: checks.classRatioIsBetween("category", bounds),
    figure: (rows) => {
      const values = present(rows, "category");
      const counts = distinct(values).map((value) => values.filter((other) => other === value).length);
      return counts.length === 0 ? null : Math.min(...counts) / Math.max(...counts);
    },
  },
  {
    check: checks.quantilesAreBetween("integer", [{ probability: 0.9, ...bounds }], { method: "lower" }),
    figure: (rows) => {
      const sorted = present(rows, "integer").sort((a, b) => a - b);
      return sorted.length === 0 ? null : [(sorted[Math.floor(0.9 * (sorted.length - 1))] ?? NaN) + 0];
    },
  },
  {
    check: checks.meanIsBetween("integer", bounds),
    tolerance: 1e-9,
    figure: (rows) => (present(rows, "integer").length === 0 ? null : mean(present(rows, "integer"))),
  },
  {
    check: checks.sumIsBetween("integer", bounds),
    tolerance: 1e-9,
    figure: (rows) => present(rows, "integer").reduce((sum, n) => sum + n, 0),
  },
  {
    check: checks.varianceIsBetween("integer", bounds),
    tolerance: 1e-9,
    figure: (rows) => spreadOf(present(rows, "integer")),
  },
  {
    check: checks.stdevIsBetween("integer", bounds),
    tolerance: 1e-7,
    figure: (rows) => {
      const variance = spreadOf(present(rows, "integer"));
      return variance === null ? null : Math.sqrt(variance);
    },
  },
  {
    check: checks.skewnessIsBetween("flag", bounds),
    tolerance: 1e-9,
    figure: (rows) => moment(present(rows, "flag").map(Number), 3),
  },
  {
    check: checks.kurtosisIsBetween("flag", bounds),
    tolerance: 1e-9,
    figure: (rows) => {
      const fourth = moment(present(rows, "flag").map(Number), 4);
      return fourth === null ? null : fourth - 3;
    },
  },
  {
    check: checks.entropyIsBetween("category", bounds),
    tolerance: 1e-9,
    figure: (rows) => {
      const values = present(rows, "category");
      const shares = distinct(values).map((value) => values.filter((other) => other === value).length / values.length);
      return values.length === 0 ? null : shares.reduce((sum, p) => sum - p * Math.log2(p), 0);
    },
  },
  ...[
    checks.valueSetEquals("category", ["a", "b"]),
    checks.valueSetContains("category", ["a", "b"]),
    checks.valueSetIsWithin("category", ["a", "b"]),
  ].map((check) => ({ check, figure: (rows: readonly RandomRow[]) => byFrequency(present(rows, "category")) })),
  {
    check: checks.mostCommonValueIsIn("category", ["a"], { ties: "any" }),
    figure: (rows) => {
      const values = present(rows, "category");
      const most = Math.max(...distinct(values).map((value) => values.filter((other) => other === value).length));
      const modes = distinct(values).filter((value) => values.filter((other) => other === value).length === most);
      return values.length === 0 ? null : modes.sort();
    },
  },
  {
    check: checks.hasNoGaps("at", { longest: 1 }),
    figure: (rows) => {
      const sorted = present(rows, "at")
        .map(Number)
        .sort((a, b) => a - b);
      return sorted.length === 0 ? null : Math.max(0, ...sorted.slice(1).map((time, i) => time - (sorted[i] ?? 0)));
    },
  },
  {
    check: checks.isFresh("at", { maxAge: "1 d", now: new Date(0) }),
    figure: (rows) => {
      const times = present(rows, "at").map(Number);
      return times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
    },
  },
  { check: checks.rowCountEqualsTable("others"), figure: (rows) => rows.length },
  { check: checks.columnCountIsBetween(bounds), figure: () => 9 },
];

export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return null;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? NaN, sorted[Math.floor(middle)] ?? NaN];
  return low === high ? low : (low + high) / 2;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function centralSum(values: readonly number[], power: number): number {
  return values.reduce((sum, value) => sum + (value - mean(values)) ** power, 0);
}

function spreadOf(values: readonly number[]): number | null {
  return values.length < 2 ? null : centralSum(values, 2) / (values.length - 1);
}

function moment(values: readonly number[], power: number): number | null {
  const second = centralSum(values, 2) / values.length;
  return values.length === 0 || second === 0 ? null : centralSum(values, power) / values.length / second ** (power / 2);
}

/** numpy's linear quantile. */
export function linear(sorted: readonly number[], probability: number): number {
  const place = probability * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
  const share = place - Math.floor(place);
  return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
}

function byFrequency(values: readonly string[]): unknown {
  if (values.length === 0) return null;
  const times = (value: unknown): number => values.filter((other) => other === value).length;
  return distinct(values).sort((a, b) => times(b) - times(a) || (String(a) < String(b) ? -1 : 1));
}
