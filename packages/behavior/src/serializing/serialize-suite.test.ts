import {
  and,
  column,
  customExpectation,
  decreases,
  defineSuite,
  equals,
  inRange,
  increases,
  invariant,
  monotonic,
  not,
  notDecreasing,
  notEquals,
  ofOriginal,
  or,
  parseSuite,
  runSuite,
  scoreChange,
  serializeSuite,
  typos,
  when,
} from "@mlsys/behavior";
import type { BehaviorReport, ClassPrediction, ScorePrediction, Suite } from "@mlsys/behavior";
import { describe, expect, it } from "vitest";

type News = ClassPrediction<"up" | "down">;

const short = customExpectation<News, string>("short", ({ input }) => input.length < 12);

function news(randomState = 0): Suite<string, News> {
  const from = ["profit rose", "loss fell", "no 👩‍👩‍👧 news", "é"];
  return defineSuite<string, News>(
    "news",
    (t) => {
      t.mft("labels", {
        cases: [{ input: "rose", label: "up", meta: { why: ["x"] } }],
        tags: ["a"],
        severity: "warning",
      });
      t.mft("combined", {
        cases: from,
        expect: and(or(equals("up"), notEquals("up")), not(inRange({ min: 2 }, "up"))),
      });
      t.mft("custom", { cases: from, expect: when(short, equals("up")) });
      t.inv("typos", {
        from,
        perturb: typos({ results: 3 }),
        expect: invariant({ tolerance: 0.1 }),
        rule: "provenBelow",
        maxFailRate: 0.2,
      });
      t.dir("up", { from, perturb: typos(), expect: when(ofOriginal(equals("up")), increases("up", { by: 0.1 })) });
      t.dir("score", { cases: [["a", "b"]], expect: scoreChange({ up: 1, down: -1 }, { direction: "not down" }) });
      t.order("order", { pairs: [["a", "b"]], by: "up" });
    },
    { randomState },
  );
}

const predict = (texts: readonly string[]): News[] =>
  texts.map((text) => {
    const up = (text.length % 7) / 7;
    return { label: up > 0.5 ? "up" : "down", proba: { up, down: 1 - up } };
  });

function timeless({ durationMs: _, tests, ...report }: BehaviorReport): object {
  return { ...report, tests: tests.map(({ durationMs: __, ...test }) => test) };
}

describe("a suite as JSON", () => {
  it("runs to the same report", async () => {
    const back = parseSuite<string, News>(serializeSuite(news()), { expectations: { short } });
    expect(timeless(await runSuite(back, predict))).toEqual(timeless(await runSuite(news(), predict)));
    expect(serializeSuite(back)).toBe(serializeSuite(news()));
  });

  it("is read from text and from data", () => {
    const data: unknown = JSON.parse(serializeSuite(news()));
    expect(parseSuite(data, { expectations: { short } }).tests.length).toBe(7);
  });

  it("is the same for the same seed and another for another", () => {
    expect(serializeSuite(news(1))).toBe(serializeSuite(news(1)));
    expect(serializeSuite(news(1))).not.toBe(serializeSuite(news(2)));
  });

  it("keeps what JSON lacks", () => {
    const rows = [{ a: NaN, b: -0, c: undefined, d: new Date(5), e: 10n, f: -Infinity, g: null }];
    const suite = defineSuite<(typeof rows)[0], ScorePrediction>("rows", (t) => {
      t.inv("i", { from: rows, perturb: column("g").set(1) });
      t.dir("d", { cases: [[...rows, ...rows]], expect: decreases() });
      t.dir("n", { cases: [[...rows, ...rows]], expect: notDecreasing({ tolerance: 2 }) });
      t.sweep("s", { from: rows, column: "b", grid: [1, 2], expect: monotonic("increasing") });
    });
    const back = parseSuite(serializeSuite(suite));
    expect(back.tests.map(({ cases }) => cases)).toEqual(suite.tests.map(({ cases }) => cases));
  });

  it("has the same case ids, cells without a value included", async () => {
    const rows = [{ a: 1, b: undefined, c: [undefined, 1] }];
    const suite = defineSuite<(typeof rows)[0], ScorePrediction>("rows", (t) => {
      t.inv("i", { from: rows, perturb: column("a").set(2) });
    });
    const predictRows = (batch: readonly object[]): ScorePrediction[] => batch.map(() => ({ value: 1 }));
    const report = await runSuite(suite, predictRows);
    const back = parseSuite<(typeof rows)[0], ScorePrediction>(serializeSuite(suite));
    expect(back.tests[0]?.cases[0]?.inputs[0]).toStrictEqual(rows[0]);
    expect(timeless(await runSuite(back, predictRows))).toEqual(timeless(report));
  });

  it("takes values of ours that are written with escapes", () => {
    const json = serializeSuite(news()).replace('"why":["x"]', '"why":{"\\u0024mlsys":"number","value":"NaN"}');
    const [test] = parseSuite<string, News>(json, { expectations: { short } }).tests;
    expect(test?.cases[0]?.meta).toEqual({ why: NaN });
  });

  it("refuses a custom expectation that is not given, by name", () => {
    expect(() => parseSuite(serializeSuite(news()))).toThrow(
      expect.objectContaining({ code: "unknownExpectation", message: expect.stringContaining('"short"') as string }),
    );
  });

  it.each([
    ["text that is no JSON", "{", /no JSON/],
    [
      "another schema version",
      serializeSuite(news()).replace('"schemaVersion":1', '"schemaVersion":2'),
      /schemaVersion/,
    ],
    ["a test without cases", serializeSuite(news()).replace(/"cases":\[\{.*\}\]\}/, '"cases":[]}'), /cases/],
    [
      "an option of an expectation of the wrong kind",
      serializeSuite(news()).replace('"tolerance":0.1', '"tolerance":"much"'),
      /expect/,
    ],
    ["nothing", undefined, /cannot be read/],
  ])("refuses %s", (_, json, message) => {
    const reading = (): unknown => parseSuite(json, { expectations: { short } });
    expect(reading).toThrow(
      expect.objectContaining({ code: "invalidSuite", message: expect.stringMatching(message) as string }),
    );
  });

  it("names an expectation that does not exist", () => {
    const json = serializeSuite(news()).replace('"kind":"invariant"', '"kind":"invarient"');
    expect(() => parseSuite(json, { expectations: { short } })).toThrow(/did you mean "invariant"/);
  });

  it("is not confused by keys of prototypes", async () => {
    const json = serializeSuite(news())
      .replaceAll(
        '"inputs":["rose"]',
        '"inputs":[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}]',
      )
      .replace('"meta":{', '"meta":{"__proto__":{"polluted":1},');
    const suite = parseSuite<unknown, News>(json, { expectations: { short } });
    await runSuite(suite, (texts) => texts.map(() => ({ label: "up" as const, proba: { up: 1, down: 0 } })));
    expect(({} as { polluted?: number }).polluted).toBe(undefined);
    expect(Object.getPrototypeOf(suite.tests[0]?.cases[0]?.meta ?? null)).toBe(Object.prototype);
  });
});
