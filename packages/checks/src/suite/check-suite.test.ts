import { Table } from "@mlsys/core";
import {
  assertValid,
  checkSuite,
  ChecksError,
  customCheck,
  equals,
  isBetween,
  isIn,
  isNotNull,
  isUnique,
  lengthIsBetween,
  meanIsBetween,
  rowCountIsBetween,
  stdevIsBetween,
} from "@mlsys/checks";
import { describe, expect, test } from "vitest";

const rows = [
  { id: 1, amount: 5 },
  { id: 2, amount: -1 },
  { id: 3, amount: null },
];

describe("a run", () => {
  test("reads rows, columns and tables alike", async () => {
    const suite = checkSuite("same", [isNotNull("amount"), isBetween("amount", { min: 0 })]);
    const results = (await suite.run(rows)).results;
    expect((await suite.run(Table.from(rows))).results).toEqual(results);
    expect((await suite.run({ id: [1, 2, 3], amount: [5, -1, null] })).results).toEqual(results);
    expect((await suite.run({ id: Int32Array.of(1, 2, 3), amount: [5, -1, null] })).results).toEqual(results);
  });

  test("returns a report that survives JSON", async () => {
    const report = await checkSuite("json", [isBetween("x", { min: 0n, max: Infinity, nan: "invalid" })]).run({
      x: [1n, NaN, new Date(0)],
    });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test("fails for a failed error only; warnings are counted", async () => {
    const warning = isBetween("amount", { min: 0, severity: "warning" });
    const report = await checkSuite("severity", [warning, isUnique("id")]).run(rows);
    expect([report.passed, report.summary.failed, report.summary.warned]).toEqual([true, 1, 1]);
    assertValid(report);
  });

  test("allows a share or a number of failing rows", async () => {
    const x = [1, 2, 3, -4];
    const report = await checkSuite("tolerance", [
      isBetween("x", { min: 0, mostly: 0.75 }),
      isBetween("x", { min: 0, mostly: 0.76 }),
      isBetween("x", { min: 0, maxUnexpected: 1 }),
      isBetween("x", { min: 0, maxUnexpected: 0 }),
      isBetween("x", { min: 0, maxUnexpected: 1, mostly: 0.9 }),
    ]).run({ x });
    expect(report.results.map(({ success }) => success)).toEqual([true, false, true, false, false]);
  });

  test("meets a share that is the decimal literal of the quotient", async () => {
    const x = Array.from({ length: 20 }, (_, i) => i);
    const report = await checkSuite("19/20", [isBetween("x", { min: 1, mostly: 0.95 })]).run({ x });
    expect(report.passed).toBe(true);
  });

  test("counts only the rows that a condition accepts", async () => {
    const where = equals("kind", "a");
    const report = await checkSuite("where", [
      isBetween("x", { min: 0, where }),
      rowCountIsBetween({ min: 2, max: 2, where }),
      meanIsBetween("x", { max: 0, where }),
    ]).run({
      kind: ["a", "b", "a", null],
      x: [-1, -1, 1, -1],
    });
    expect(report.results[0].unexpectedIndices).toEqual([0]);
    expect(report.results[0].elementCount).toBe(2);
    expect(report.results.map(({ success }) => success)).toEqual([false, true, true]);
  });

  test("bounds the evidence and keeps the count exact", async () => {
    const x = Array.from({ length: 1000 }, (_, i) => -i);
    const suite = checkSuite("evidence", [isBetween("x", { min: 1 })]);
    const { results } = await suite.run({ x });
    expect(results[0].unexpectedCount).toBe(1000);
    expect(results[0].unexpectedIndices).toHaveLength(20);
    expect((await suite.run({ x }, { examples: Infinity })).results[0].unexpectedIndices).toHaveLength(1000);
    expect((await suite.run({ x }, { examples: 0 })).results[0].unexpectedIndices).toEqual([]);
  });

  test("keeps the first rows of evidence, also of duplicates that are found late", async () => {
    const id = [7, ...Array.from({ length: 100 }, (_, i) => 100 + (i >> 1)), 7];
    const { results } = await checkSuite("late", [isUnique("id")]).run({ id }, { examples: 3 });
    expect(results[0].unexpectedCount).toBe(102);
    expect(results[0].unexpectedIndices).toEqual([0, 1, 2]);
  });

  test("does not let one failing test function stop the others", async () => {
    const throws = customCheck("throws", "x", () => {
      throw new ChecksError({ code: "testFailed", what: "no" });
    });
    const report = await checkSuite("custom", [throws, isNotNull("x")]).run({ x: [1] });
    expect(report.results.map(({ outcome }) => outcome)).toEqual(["error", "passed"]);
    expect(report.results[0].message).toContain("no");
  });

  test("hands a custom check the values, missing ones only on request", async () => {
    const seen: unknown[][] = [];
    const look = (...values: readonly unknown[]): boolean => {
      seen.push([...values]);
      return true;
    };
    const data = { a: [1, null, 3], b: ["x", "y", NaN] };
    const report = await checkSuite("custom", [customCheck("look", ["a", "b"], look)]).run(data);
    expect([seen.splice(0), report.results[0].missingCount]).toEqual([[[1, "x"]], 2]);
    await checkSuite("custom", [customCheck("look", ["a", "b"], look, { missing: "give" })]).run(data);
    expect(seen).toEqual([
      [1, "x"],
      [null, "y"],
      [3, NaN],
    ]);
  });

  test("judges each category of a column once", async () => {
    let calls = 0;
    const once = customCheck("once", "c", () => (calls += 1) > 0);
    await checkSuite("categories", [once]).run({
      c: Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? "a" : "b")),
    });
    expect(calls).toBeLessThanOrEqual(1000);
    const report = await checkSuite("categories", [isIn("c", ["a"])]).run({
      c: Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? "a" : "b")),
    });
    expect(report.results[0].unexpectedCount).toBe(500);
  });
});

describe("long and broken work", () => {
  const big = { x: Float64Array.from({ length: 200_001 }, (_, i) => Math.sin(i) * 1e3) };

  test("streams give the same figures to the last bit across blocks", async () => {
    const suite = checkSuite("blocks", [meanIsBetween("x", { min: 0 }), stdevIsBetween("x", { min: 0 })]);
    async function* cut(): AsyncGenerator<{ x: Float64Array }> {
      for (let at = 0; at < big.x.length; at += 7001) yield { x: big.x.subarray(at, at + 7001) };
    }
    const whole = await suite.run(big);
    expect((await suite.run(cut())).results).toEqual(whole.results);
    const mean = big.x.reduce((sum, value) => sum + value, 0) / big.x.length;
    expect(Math.abs(Number(whole.results[0].observedValue) - mean)).toBeLessThan(1e-12);
  });

  test("progress is told in rows", async () => {
    const heard: number[] = [];
    await checkSuite("progress", []).run(big, {
      onProgress: ({ completed, total }) => heard.push(completed / (total ?? 0)),
    });
    expect(heard.at(-1)).toBe(1);
    expect(heard.length).toBeGreaterThan(2);
  });

  test("a signal cancels", async () => {
    const run = checkSuite("cancel", [isNotNull("x")]).run(big, { signal: AbortSignal.abort() });
    await expect(run).rejects.toMatchObject({ name: "ChecksError", code: "aborted" });
  });

  test("of a stream a batch that is shorter than the one before it has no rows of that", async () => {
    async function* batches(): AsyncGenerator<object[]> {
      yield [
        { text: "a", kind: "x" },
        { text: "b", kind: "x" },
      ];
      yield Promise.resolve([{ text: null, kind: "y" }]);
    }
    const suite = checkSuite("shorter", [lengthIsBetween("text", { max: 3, where: equals("kind", "x") })]);
    const [result] = (await suite.run(batches())).results;
    expect([result.outcome, result.elementCount, result.details]).toEqual(["passed", 2, {}]);
    const nothing = checkSuite("none", [lengthIsBetween("number", { max: 3, where: equals("kind", "x") })]);
    async function* numbers(): AsyncGenerator<object[]> {
      yield [{ kind: "y" }, { kind: "x" }];
      yield Promise.resolve([{ number: null, kind: "y" }]);
    }
    expect((await nothing.run(numbers())).results[0].outcome).toBe("notEvaluated");
  });

  test("a stream that throws in the middle ends in one error with the batch, and is closed", async () => {
    const reason = new ChecksError({ code: "invalidData", what: "line 3 is broken" });
    async function* broken(): AsyncGenerator<object[]> {
      yield [{ x: 1 }];
      throw reason;
    }
    const run = checkSuite("broken", [isNotNull("x")]).run(broken());
    await expect(run).rejects.toMatchObject({ code: "sourceFailed", cause: reason, details: { batch: 1 } });

    let closed = false;
    async function* endless(): AsyncGenerator<object[]> {
      try {
        for (;;) yield [{ x: 1 }];
      } finally {
        closed = true;
      }
    }
    const controller = new AbortController();
    const cancelled = checkSuite("endless", [isNotNull("x")]).run(endless(), {
      signal: controller.signal,
      onProgress: ({ completed }) => completed > 5 && controller.abort(),
    });
    await expect(cancelled).rejects.toMatchObject({ code: "aborted" });
    expect(closed).toBe(true);
  });

  test.each([[null], ["data.csv"], [[1, 2]], [{ x: 1 }], [{ x: [1], y: [1, 2] }]])("%j is no data", async (data) => {
    await expect(checkSuite("bad", []).run(data as never)).rejects.toMatchObject({ code: "invalidData" });
  });

  test("an unknown option is refused with the nearest name", async () => {
    const run = checkSuite("options", []).run(rows, { example: 3 } as object);
    await expect(run).rejects.toMatchObject({
      code: "invalidOption",
      message: expect.stringContaining('"examples"') as string,
    });
  });
});

describe("assertValid", () => {
  test("throws what failed, with every culprit in its details", async () => {
    const report = await checkSuite("strict", [
      isBetween("amount", { min: 0 }),
      isNotNull("nothing"),
      isUnique("id"),
    ]).run(rows);
    expect(() => assertValid(report)).toThrow(ChecksError);
    try {
      assertValid(report);
    } catch (error) {
      expect(error).toMatchObject({
        code: "checkFailed",
        details: { failed: [{ name: "isBetween(amount)" }, { name: "isNotNull(nothing)" }] },
      });
    }
  });
});
