import { checkSuite, equals, withTables } from "@mlsys/checks";
import type { Check, CheckResult, DataSource, MemoryData } from "@mlsys/checks";
import * as integrity from "@mlsys/checks/integrity";
import { sqlTable } from "@mlsys/checks/sql";
import type { ContractTable } from "@mlsys/checks/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { databases, storeTable } from "../support/databases.ts";
import { batches, cuts, randomRows } from "../support/random-rows.ts";

async function resultOf(check: Check, data: MemoryData | DataSource): Promise<CheckResult> {
  return (await checkSuite("one", [check]).run(data)).results[0];
}

describe("what is commonly wrong with a table", () => {
  test("types that are mixed in part fail; rare slips and two common types pass", async () => {
    const column = (texts: number): (number | string)[] =>
      Array.from({ length: 1000 }, (_, i) => (i < texts ? "?" : `${i}`));
    const check = integrity.typesAreNotMixed("x");
    expect(await resultOf(check, { x: column(0) })).toMatchObject({ outcome: "passed", observedValue: 0 });
    expect(await resultOf(check, { x: column(10) })).toMatchObject({ outcome: "passed", observedValue: 0.01 });
    expect(await resultOf(check, { x: column(50) })).toMatchObject({
      outcome: "failed",
      observedValue: 0.05,
      details: { texts: ["?"] },
    });
    expect(await resultOf(check, { x: column(100) })).toMatchObject({ outcome: "passed", observedValue: 0.1 });
    expect(await resultOf(check, { x: [null] })).toMatchObject({ outcome: "notEvaluated" });
  });

  test("conflicting labels are counted, missing features being equal", async () => {
    const data = {
      a: [1, 1, null, null, 2, 1],
      b: ["x", "x", "y", "y", "x", "x"],
      label: ["p", "n", "p", "n", "p", "q"],
    };
    expect(await resultOf(integrity.labelsDoNotConflict(["a", "b"], "label"), data)).toMatchObject({
      outcome: "failed",
      observedValue: 3,
    });
    expect(await resultOf(integrity.labelsDoNotConflict(["a", "b"], "label", { max: 3 }), data)).toMatchObject({
      outcome: "passed",
    });
  });

  test("association is found between numbers, categories and both, and not where there is none", async () => {
    const n = 400;
    const kind = Array.from({ length: n }, (_, i) => "abcd"[i % 4] ?? "");
    const data = {
      number: Array.from({ length: n }, (_, i) => Math.sin(i)),
      double: Array.from({ length: n }, (_, i) => 2 * Math.sin(i) + 1),
      kind,
      copy: kind.map((each) => each.toUpperCase()),
      level: kind.map((each) => each.charCodeAt(0)),
      tenth: kind.map(() => 0.1),
      id: Array.from({ length: n }, (_, i) => `id ${i}`),
      coin: Array.from({ length: n }, (_, i) => Math.floor(i / 4) % 2 === 0),
    };
    const of = async (a: string, b: string): Promise<unknown> =>
      (await resultOf(integrity.columnsAreNotAssociated([a, b]), data)).observedValue;
    for (const [a, b] of [
      ["number", "double"],
      ["kind", "copy"],
      ["kind", "level"],
    ] as const)
      expect(Math.abs(Number(await of(a, b)) - 1)).toBeLessThanOrEqual(1e-14);
    expect(await of("number", "kind")).toBeLessThan(0.1);
    expect(await of("tenth", "number")).toBe(0);
    expect(await of("kind", "tenth")).toBe(0);
    expect(await of("kind", "coin")).toBe(0);
    const leak = await resultOf(integrity.columnsAreNotAssociated(["number", "level"], { with: "kind" }), data);
    expect(leak).toMatchObject({ outcome: "failed", details: { pairs: [{ columns: ["level", "kind"] }] } });
  });

  test("rows of another table, its end and its size", async () => {
    const train = { id: [1, 2, 3, null], day: [10, 11, 12, 13], text: ["a", "b", "c", "d"] };
    const testSet = withTables({ id: [3, 4, null], day: [13, 14, 15], text: ["c", "x", "d"] }, { train });
    expect(await resultOf(integrity.isNotInTable("id", "train"), testSet)).toMatchObject({
      unexpectedIndices: [0],
      missingCount: 1,
    });
    expect(await resultOf(integrity.isNotInTable(["id", "text"], "train"), testSet)).toMatchObject({
      unexpectedIndices: [0],
    });
    expect(await resultOf(integrity.startsAfterTable("day", "train"), testSet)).toMatchObject({ outcome: "failed" });
    expect(await resultOf(integrity.startsAfterTable("day", "train", { key: "id" }), testSet)).toMatchObject({
      outcome: "passed",
    });
    expect(await resultOf(integrity.startsAfterTable("text", "train", { key: "id" }), testSet)).toMatchObject({
      outcome: "error",
    });
    expect(await resultOf(integrity.startsAfterTable("day", "nowhere"), testSet)).toMatchObject({
      reason: "tableMissing",
    });
    expect(await resultOf(integrity.rowCountRatioIsBetween("train", { min: 0.75 }), testSet)).toMatchObject({
      outcome: "passed",
    });
    expect(await resultOf(integrity.rowCountRatioIsBetween("train", { max: 0.7 }), testSet)).toMatchObject({
      outcome: "failed",
    });
  });

  test("texts that are cut off, repeated or all alike", async () => {
    const text = ["x".repeat(255), "🙂".repeat(255), "x".repeat(254), null];
    expect(await resultOf(integrity.isNotTruncated("t"), { t: text })).toMatchObject({ unexpectedIndices: [0, 1] });
    expect(await resultOf(integrity.isNotTruncated("t"), { t: [2147483647n, 65535, 3] })).toMatchObject({
      unexpectedIndices: [0, 1],
    });
    const repeated = { t: ["b a", "A, b!", "a  b", null, "ﬁne", "fine"] };
    expect(await resultOf(integrity.textIsNotRepeated("t"), repeated)).toMatchObject({
      unexpectedIndices: [2, 5],
      missingCount: 1,
    });
    expect(await resultOf(integrity.textIsNotRepeated("t", { order: false }), repeated)).toMatchObject({
      unexpectedIndices: [1, 2, 5],
    });
    expect(
      (await checkSuite("s", [integrity.textIsNotRepeated("t")]).run(repeated, { examples: 1 })).results[0],
    ).toMatchObject({ unexpectedCount: 2, unexpectedIndices: [2] });
  });

  test("the ready-made list finds each fault and nothing in a clean table", async () => {
    const n = 200;
    const clean = {
      amount: Array.from({ length: n }, (_, i) => (i * 37) % 101),
      kind: Array.from({ length: n }, (_, i) => ["red", "green", "blue"][(i * 7) % 3]),
      id: Array.from({ length: n }, (_, i) => i),
      label: Array.from({ length: n }, (_, i) => ((i * i) % 7 < 3 ? "yes" : "no")),
    };
    const suite = checkSuite(
      "integrity",
      integrity.integrityChecks(["amount", "kind", "id"], { label: "label", texts: ["kind"], ids: ["id"] }),
    );
    const report = await suite.run(clean);
    expect(report.results.filter(({ success }) => !success).map(({ message }) => message)).toEqual([]);
    const faulty = { ...clean, amount: clean.label.map((each) => (each === "yes" ? 1 : 0)) };
    const failed = (await suite.run(faulty)).results.filter(({ outcome }) => outcome === "failed");
    expect(failed.map(({ check }) => check)).toEqual(["columnsAreNotAssociated"]);
  });
});

/** Each check that takes columns alone, on columns of each type. */
const everywhere = [
  integrity.typesAreNotMixed("category"),
  integrity.typesAreNotMixed("integer"),
  integrity.nullsAreSpelledOnce("category"),
  integrity.hasNoVariants("category"),
  integrity.hasNoVariants("text"),
  integrity.lengthsAreAlike("text", { inner: 0.5, factor: 0.5 }),
  integrity.isNotOnlySymbols("text"),
  integrity.isAscii("text"),
  integrity.isNotTruncated("text", { lengths: [2] }),
  integrity.isNotTruncated("integer", { limits: [1] }),
  integrity.labelsDoNotConflict(["category", "flag"], "integer"),
  integrity.columnsDiffer(["number", "integer"], { max: 0.3 }),
  integrity.rowIsNotEmpty(["number", "category"]),
  integrity.hasNoFrequentPhrase("category", { words: 1 }),
  integrity.rowIsNotEmpty(["number"], { groupBy: "category" }),
  integrity.columnsAreNotAssociated(["number", "category", "flag", "integer", "at"], { max: 0.2 }),
  integrity.columnsAreNotAssociated(["integer", "text"], { with: "number", max: 0.1, where: equals("flag", true) }),
  integrity.columnsAreNotAssociated(["number", "integer"], { groupBy: "flag", max: 0.1 }),
  integrity.textIsNotRepeated("text"),
  integrity.textIsNotRepeated("text", { groupBy: "flag", mostly: 0.3 }),
  integrity.wordsAreKnown("text", ["deep"]),
  integrity.languageIsIn("text", ["en"], (text) => (text.includes("e") ? "de" : "en"), { maxUnexpected: 1 }),
  integrity.predictivePowerIsBelow(["number", "category"], "flag"),
  integrity.columnsAreNotAssociated(["number", "category", "at"], { measure: "mutualInformation", max: 0.1 }),
  integrity.textPropertyIsBetween("text", "length", { max: 3, groupBy: "flag" }),
  integrity.textPropertyIsBetween("text", "specialCharacterShare", { max: 0.5, mostly: 0.9 }),
  integrity.textPropertyIsNotOutlier("text", "length", { multiplier: 0.1, where: equals("flag", true) }),
  integrity.textPropertyIsNotOutlier("text", "upperCaseShare", { multiplier: 0.1, groupBy: "flag" }),
  integrity.rowIsNotOutlier(["number", "at"], { neighbours: 3, threshold: 0.3 }),
  integrity.rowIsNotOutlier(["number"], { neighbours: 3, threshold: 0.3, groupBy: "flag" }),
];
const plain = (results: readonly CheckResult[]): unknown =>
  results.map(
    ({ name, outcome, message, unexpectedIndices, unexpectedCount, missingCount, observedValue, details }) => ({
      ...{ name, outcome, message, unexpectedIndices, unexpectedCount, missingCount, observedValue, details },
    }),
  );
/** The same, where numbers may have been added in another order. */
const rounded = (results: readonly CheckResult[]): unknown =>
  JSON.parse(JSON.stringify(plain(results)), (_, value: unknown) =>
    typeof value === "number" ? Number(value.toPrecision(12)) : value,
  );

test("a stream in whatever batches gives the report of the whole", async () => {
  const suite = checkSuite("cuts", everywhere);
  await fc.assert(
    fc.asyncProperty(randomRows, cuts, async (rows, sizes) => {
      expect(plain((await suite.run(batches(rows, sizes))).results)).toEqual(plain((await suite.run(rows)).results));
    }),
    { numRuns: 60 },
  );
});

describe.each(databases)("in $name", ({ open, isThere }) => {
  test.skipIf(!isThere)("the report is that of the same rows in memory, whatever SQL can say of it", async () => {
    const database = await open();
    const values = (list: readonly unknown[], n: number): unknown[] =>
      Array.from({ length: n }, (_, i) => list[(i * i + 3 * i) % list.length]);
    const n = 60;
    const columns = {
      row: Array.from({ length: n }, (_, i) => i),
      number: values([1, 2.5, null, -3], n),
      integer: values([1, 2, 3, null, 2], n),
      category: values(["a", "A", "b", "NA", null, "", "12", "b!"], n),
      text: values(["--", "ab", "Deep", "deep!", "é", "?", null, "two\nlines", "x`y"], n),
      flag: values([true, false, null], n),
      at: values([new Date(0), new Date(86_400_000), new Date(1.7e12), null, new Date(-1)], n),
    };
    const table = {
      name: "integrity",
      types: {
        row: "integer",
        number: "double",
        integer: "integer",
        category: "string",
        text: "string",
        flag: "boolean",
        at: "date",
      },
      columns,
      numRows: n,
    } as ContractTable;
    const source = await storeTable(database, table);
    const suite = checkSuite("same", everywhere);
    expect(rounded((await suite.run(source)).results)).toEqual(rounded((await suite.run(columns)).results));
    const { dialect, query } = database;
    await database.execute("create table train (integer_id integer)".replace("integer_id", "n"));
    await database.execute("insert into train values (1), (7)");
    const others = [
      integrity.isNotInTable("integer", "train", { key: "n" }),
      integrity.startsAfterTable("row", "train", { key: "n" }),
      integrity.rowCountRatioIsBetween("train", { min: 30 }),
    ];
    const joined = await checkSuite("others", others).run(sqlTable("integrity", { dialect, query, orderBy: "row" }));
    const beside = await checkSuite("others", others).run(withTables(columns, { train: { n: [1, 7] } }));
    expect(plain(joined.results)).toEqual(plain(beside.results));
    await database.close();
  });
});

describe("texts and rows of a model", () => {
  test("unknown words are counted as often as they occur, on every engine alike", async () => {
    const data = { text: ["Café au lait", "CAFÉ", "tea, tea", null, "…"] };
    expect(await resultOf(integrity.wordsAreKnown("text", ["café", "au"]), data)).toMatchObject({
      outcome: "failed",
      observedValue: 3 / 6,
      details: {
        words: [
          { word: "tea", count: 2 },
          { word: "lait", count: 1 },
        ],
      },
    });
    expect(await resultOf(integrity.wordsAreKnown("text", ["x"]), { text: ["!"] })).toMatchObject({
      outcome: "notEvaluated",
    });
    expect(() => integrity.wordsAreKnown("text", [])).toThrow(expect.objectContaining({ code: "invalidCheck" }));
  });

  test("texts in other languages fail, and none that the detector cannot tell", async () => {
    const detect = (text: string): string | null => ({ hello: "eng", bonjour: "fra", hm: "und" })[text] ?? null;
    const data = { text: ["hello", "bonjour", "hm", "?", null] };
    expect(await resultOf(integrity.languageIsIn("text", ["eng"], detect), data)).toMatchObject({
      unexpectedIndices: [1],
      missingCount: 1,
    });
    expect(await resultOf(integrity.languageIsIn("text", ["eng"], detect, { mostly: 0.7 }), data)).toMatchObject({
      outcome: "passed",
    });
    expect(() => integrity.languageIsIn("text", [], detect)).toThrow(expect.objectContaining({ code: "invalidCheck" }));
  });

  test("a feature that gives the label away scores high, noise and identifiers score nothing", async () => {
    const n = 200;
    const label = Array.from({ length: n }, (_, i) => ((i * 7) % 3 === 0 ? "yes" : "no"));
    const data = {
      copy: label.map((each) => each.length),
      noise: label.map((_, i) => Math.sin(i * i)),
      id: label.map((_, i) => `id ${i}`),
      label,
    };
    const of = (feature: string): Promise<CheckResult> =>
      resultOf(integrity.predictivePowerIsBelow([feature], "label"), data);
    expect(await of("copy")).toMatchObject({ outcome: "failed", observedValue: 1 });
    expect(await of("id")).toMatchObject({ outcome: "passed", observedValue: 0 });
    expect(Number((await of("noise")).observedValue)).toBeLessThan(0.3);
  });

  test("a row that lies apart is an outlier, copies and missing values are none", async () => {
    const data = {
      x: [...Array.from({ length: 30 }, (_, i) => i % 5), 40, Infinity],
      kind: Array.from({ length: 32 }, () => "a"),
    };
    const check = integrity.rowIsNotOutlier(["x", "kind"], { neighbours: 5 });
    expect(await resultOf(check, data)).toMatchObject({ outcome: "failed", unexpectedIndices: [30, 31] });
    expect(await resultOf(check, { x: [1, 1, 1, 1], kind: [null, null, null, null] })).toMatchObject({
      outcome: "passed",
    });
    const few = integrity.rowIsNotOutlier(["x"], { maxRows: 10, randomState: 1 });
    expect(await resultOf(few, data)).toMatchObject({ elementCount: 10 });
  });
});
