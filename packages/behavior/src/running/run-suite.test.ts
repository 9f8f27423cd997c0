import {
  BehaviorError,
  column,
  customExpectation,
  decreases,
  defineSuite,
  equals,
  fromProba,
  increases,
  invariant,
  monotonic,
  notDecreasing,
  notIncreasing,
  replace,
  runSuite,
} from "@mlsys/behavior";
import type { ClassPrediction, ScorePrediction, Suite } from "@mlsys/behavior";
import { describe, expect, it } from "vitest";

type Direction = "up" | "down";
type News = ClassPrediction<Direction>;

const byWord = (texts: readonly string[]): Direction[] => texts.map((text) => (/rose|up/.test(text) ? "up" : "down"));

const news = defineSuite<string, News>("news", (t) => {
  t.mft("words", {
    capability: "Vocabulary",
    cases: [
      { input: "rose", label: "up" },
      { input: "fell", label: "down" },
      { input: "soared", label: "up" },
    ],
  });
  t.inv("company", { capability: "NER", from: ["Nokia rose", "no name"], perturb: replace("Nokia", "Kone") });
});

function numbered(count: number): Suite<string, News> {
  const cases = Array.from({ length: count }, (_, i) => ({ input: `text ${i}`, label: "down" as const }));
  return defineSuite<string, News>("numbered", (t) => t.mft("all", { cases }));
}

describe("a report", () => {
  it("counts cases and shows the failed ones", async () => {
    const report = await runSuite(news, byWord);
    const [words, company] = report.tests;
    expect(report.passed).toBe(false);
    expect(words?.caseResults).toEqual(["passed", "passed", "failed"]);
    expect(words?.counts).toEqual({
      given: 3,
      distinct: 3,
      noOp: 0,
      skipped: 0,
      notApplicable: 0,
      run: 3,
      passed: 2,
      failed: 1,
      errors: 0,
      unstable: 0,
    });
    expect(words?.failRate.value).toBe(1 / 3);
    expect(words?.failures[0]).toMatchObject({
      index: 2,
      inputs: ["soared"],
      predictions: [{ label: "down" }],
      label: "up",
    });
    expect(company?.counts).toMatchObject({ given: 1, skipped: 1, passed: 1 });
    expect(company?.passed).toBe(true);
  });

  it("is plain data", async () => {
    const report = await runSuite(news, byWord);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it("adds up by capability and type in the customary order", async () => {
    const { matrix } = (await runSuite(news, byWord)).summary;
    expect(matrix).toEqual([
      { capability: "Vocabulary", type: "MFT", tests: 1, passedTests: 0, run: 3, failed: 1 },
      { capability: "NER", type: "INV", tests: 1, passedTests: 1, run: 1, failed: 0 },
    ]);
  });

  it("does not fail for a warning", async () => {
    const suite = defineSuite<string, News>("s", (t) =>
      t.mft("m", { severity: "warning", cases: [{ input: "soared", label: "up" }] }),
    );
    const report = await runSuite(suite, byWord);
    expect([report.passed, report.tests[0]?.passed, report.summary.warnings]).toEqual([true, false, 1]);
  });

  it("keeps the worst failures first, as many as asked", async () => {
    const suite = defineSuite<string, News>("s", (t) =>
      t.mft("m", { cases: ["a", "b", "c"].map((input) => ({ input, label: "up" as const })) }),
    );
    const predict = fromProba(
      (texts: readonly string[]) => texts.map((text) => (text === "b" ? [0.9, 0.1] : [0.6, 0.4])),
      {
        classes: ["down", "up"],
      },
    );
    const report = await runSuite(suite, predict, { maxFailures: 2 });
    expect(report.tests[0]?.failures.map(({ inputs }) => inputs[0])).toEqual(["b", "a"]);
  });

  it("has the same case ids when the cases stand in another order", async () => {
    const backwards = defineSuite<string, News>("s", (t) =>
      t.mft("words", {
        cases: [
          { input: "soared", label: "up" },
          { input: "fell", label: "down" },
          { input: "rose", label: "up" },
        ],
      }),
    );
    const ids = async (suite: Suite<string, News>): Promise<readonly string[]> =>
      (await runSuite(suite, byWord)).tests[0]?.caseIds ?? [];
    expect([...(await ids(backwards))].reverse()).toEqual(await ids(news));
  });
});

describe("counting", () => {
  it("flags what repeats, cannot fail or is too little to tell", async () => {
    const suite = defineSuite<string, News>("s", (t) => {
      t.mft("repeated", { cases: Array.from({ length: 40 }, () => ({ input: "rose", label: "up" as const })) });
      t.inv("no change", { cases: [["rose", "rose"]] });
    });
    const [repeated, unchanged] = (await runSuite(suite, byWord)).tests;
    expect(repeated?.counts).toMatchObject({ given: 40, distinct: 1, passed: 40 });
    expect(repeated?.failRate).toMatchObject({ run: 1, failed: 0 });
    expect(repeated?.flags).toEqual(["underpowered", "duplicated"]);
    expect(unchanged?.counts).toMatchObject({ noOp: 1, notApplicable: 1, run: 0 });
    expect([unchanged?.flags, unchanged?.passed]).toEqual([["vacuous"], false]);
  });

  it("judges every example but the original, whatever is not applicable", async () => {
    const told = new Map<string, number | null>([
      ["original", null],
      ["first", -1],
      ["second", 1],
    ]);
    const suite = defineSuite<string, News>("s", (t) =>
      t.dir("slip", {
        cases: [["original", "first", "second"]],
        expect: customExpectation<News, string>("told", ({ input }) => told.get(input) ?? null),
      }),
    );
    const results = async (compat?: "checklist"): Promise<unknown> =>
      (await runSuite(suite, byWord, compat === undefined ? {} : { compat })).tests[0]?.caseResults;
    expect(await results()).toEqual(["failed"]);
    expect(await results("checklist")).toEqual(["passed"]);
  });

  it.each([
    [299, true],
    [298, false],
  ])("%i cases without a failure prove less than 1 %: %s", async (count, passed) => {
    const cases = Array.from({ length: count }, (_, i) => ({ input: `fell ${i}`, label: "down" as const }));
    const suite = defineSuite<string, News>("s", (t) => t.mft("m", { cases, maxFailRate: 0.01, rule: "provenBelow" }));
    expect((await runSuite(suite, byWord)).passed).toBe(passed);
  });

  it("notProvenAbove only fails what is shown to be above", async () => {
    const cases = ["soared", "fell"].map((input) => ({ input, label: input === "fell" ? "down" : "up" }) as const);
    const suite = (rule: "point" | "notProvenAbove"): Suite<string, News> =>
      defineSuite<string, News>("s", (t) => t.mft("m", { cases, maxFailRate: 0.1, rule }));
    expect((await runSuite(suite("point"), byWord)).passed).toBe(false);
    expect((await runSuite(suite("notProvenAbove"), byWord)).passed).toBe(true);
  });
});

describe("predicting", () => {
  it("asks once for each distinct input of the suite, in batches", async () => {
    const batches: number[] = [];
    const suite = defineSuite<string, News>("s", (t) => {
      t.mft("a", { cases: ["x", "y", "x"].map((input) => ({ input, label: "down" as const })) });
      t.inv("b", { cases: [["x", "z"]] });
    });
    const report = await runSuite(suite, (texts) => (batches.push(texts.length), byWord(texts)), { batchSize: 2 });
    expect(batches).toEqual([2, 1]);
    expect(report.summary).toMatchObject({ examples: 5, distinctExamples: 3 });
  });

  it("keeps apart rows that JSON would write alike", async () => {
    const suite = defineSuite<{ x: unknown }, ScorePrediction>("s", (t) =>
      t.inv("i", { cases: [[{ x: null }, { x: NaN }, { x: undefined }]], expect: invariant() }),
    );
    const report = await runSuite(suite, (rows) => rows.map((_, i) => i));
    expect(report.summary.distinctExamples).toBe(3);
  });

  it("runs several batches at a time, and gives the same report", async () => {
    let [running, most] = [0, 0];
    const slow = async (texts: readonly string[]): Promise<Direction[]> => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running--;
      return byWord(texts);
    };
    const report = await runSuite(numbered(20), slow, { batchSize: 3, concurrency: 4 });
    expect(most).toBe(4);
    expect(report.tests[0]?.caseResults).toEqual((await runSuite(numbered(20), byWord)).tests[0]?.caseResults);
  });

  it("records a failed batch and goes on", async () => {
    let call = 0;
    const predict = (texts: readonly string[]): Direction[] => {
      if (++call === 7) throw new BehaviorError({ code: "predictorFailed", what: "out of memory" });
      return byWord(texts);
    };
    const report = await runSuite(numbered(100), predict, { batchSize: 10 });
    expect(report.errors).toEqual([{ batch: 6, from: 60, to: 70, message: "out of memory" }]);
    expect(report.tests[0]?.counts).toMatchObject({ passed: 90, errors: 10 });
    expect(report.tests[0]?.flags).toContain("errors");
    expect(report.passed).toBe(false);
  });

  it("tries a failed batch again when asked", async () => {
    let call = 0;
    const report = await runSuite(
      numbered(4),
      (texts) => (++call === 1 ? Promise.reject(new BehaviorError({ code: "timeout", what: "busy" })) : byWord(texts)),
      { retries: 1 },
    );
    expect([report.passed, call]).toEqual([true, 2]);
  });

  it("gives up on a call that takes too long", async () => {
    const report = await runSuite(numbered(2), () => new Promise<Direction[]>(() => undefined), { timeoutMs: 5 });
    expect(report.errors[0]?.message).toMatch(/took too long/);
  });

  it.each([
    ["one too many", (texts: readonly string[]) => [...byWord(texts), "up" as const], 3],
    ["one too few", (texts: readonly string[]) => byWord(texts).slice(1), 1],
  ])("refuses %s and names the batch, the first or a later one", async (_, wrong, found) => {
    for (const batch of [0, 3]) {
      let call = 0;
      const predict = (texts: readonly string[]): Direction[] => (call++ === batch ? wrong(texts) : byWord(texts));
      const details = { batch, from: 2 * batch, to: 2 * batch + 2, found, expected: 2 };
      await expect(runSuite(numbered(10), predict, { batchSize: 2 })).rejects.toMatchObject({
        name: "BehaviorError",
        code: "predictionCount",
        message: expect.stringContaining(`batch ${batch}`) as string,
        details,
      });
    }
  });

  it("refuses a number that is none and names the example, in whichever batch", async () => {
    const rows = Array.from({ length: 10 }, (_, i) => ({ i }));
    const suite = defineSuite<{ readonly i: number }, ScorePrediction>("s", (t) => {
      t.dir("d", { from: rows, perturb: column("i").add(0.5), expect: increases() });
    });
    const predict = (batch: readonly { readonly i: number }[]): number[] => batch.map(({ i }) => (i === 6.5 ? NaN : i));
    await expect(runSuite(suite, predict, { batchSize: 4 })).rejects.toMatchObject({
      code: "invalidPrediction",
      message: expect.stringContaining('input 13, batch 3: {"i":6.5}') as string,
      details: { batch: 3, index: 13 },
    });
  });

  it.each([
    ["NaN", [NaN, 1]],
    ["probabilities that do not sum to 1", [0.5, 0.4]],
    ["a negative probability", [-0.1, 1.1]],
  ])("refuses %s and names the example", async (_, row) => {
    const predict = fromProba((texts: readonly string[]) => texts.map((text) => (text === "text 3" ? row : [1, 0])), {
      classes: ["down", "up"],
    });
    await expect(runSuite(numbered(5), predict)).rejects.toMatchObject({
      code: "invalidPrediction",
      message: expect.stringContaining('input 3, batch 0: "text 3"') as string,
      details: { index: 3 },
    });
  });

  it("stops when it is aborted", async () => {
    const controller = new AbortController();
    let calls = 0;
    const predict = (texts: readonly string[]): Direction[] => {
      if (++calls === 2) controller.abort();
      return byWord(texts);
    };
    const run = runSuite(numbered(100), predict, { batchSize: 10, signal: controller.signal });
    await expect(run).rejects.toMatchObject({ name: "BehaviorError", code: "aborted" });
    expect(calls).toBe(2);
  });

  it("stops within the batches on their way when it is aborted while several are", async () => {
    const controller = new AbortController();
    let calls = 0;
    const predict = async (texts: readonly string[]): Promise<Direction[]> => {
      if (++calls === 5) controller.abort();
      await new Promise((resolve) => setTimeout(resolve, 1));
      return byWord(texts);
    };
    const run = runSuite(numbered(100), predict, { batchSize: 5, concurrency: 4, signal: controller.signal });
    await expect(run).rejects.toMatchObject({ name: "BehaviorError", code: "aborted" });
    const started = calls;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([calls, started <= 8]).toEqual([started, true]);
  });

  it("aborts a call that is on its way", async () => {
    const controller = new AbortController();
    const run = runSuite(numbered(1), () => new Promise<Direction[]>(() => undefined), { signal: controller.signal });
    controller.abort();
    await expect(run).rejects.toMatchObject({ code: "aborted" });
  });

  it("tells its progress", async () => {
    const events: (number | undefined)[] = [];
    await runSuite(numbered(5), byWord, { batchSize: 2, onProgress: ({ completed }) => void events.push(completed) });
    expect(events).toEqual([2, 4, 5]);
  });

  it("takes anything with predict, with probabilities where it has them", async () => {
    const model = {
      classes: ["down", "up"],
      predict: byWord,
      predictProba: (texts: readonly string[]) => ({ toArray: () => texts.map(() => Float64Array.of(0.9, 0.1)) }),
    };
    const report = await runSuite(news, model);
    expect(report.tests[0]?.failures[0]?.predictions).toEqual([{ label: "down", proba: { down: 0.9, up: 0.1 } }]);
  });
});

describe("tests of rows", () => {
  interface Flat {
    readonly rooms: number;
    readonly host: string;
  }
  const flats: readonly Flat[] = Array.from({ length: 1000 }, (_, i) => ({ rooms: i % 7, host: `h${i}` }));
  const suite = defineSuite<Flat, ScorePrediction>("rent", (t) => {
    t.inv("host", { from: flats, perturb: column("host").permute(), expect: invariant({ relative: 0.01 }) });
    t.dir("one more", { from: flats, perturb: column("rooms").add(1), expect: increases({ by: 16.7 }) });
    t.dir("one less", { from: flats, perturb: column("rooms").add(-1), expect: decreases() });
    t.dir("no less", { from: flats, perturb: column("rooms").add(2), expect: notDecreasing({ tolerance: 1 }) });
    t.sweep("rooms", {
      from: flats.slice(0, 9),
      column: "rooms",
      grid: { quantiles: 7 },
      expect: monotonic("increasing"),
    });
    t.order("big above small", { pairs: [[flats[1] as Flat, flats[5] as Flat]] });
  });
  const slope = 16.716531471604753;

  it("pass for a model that behaves", async () => {
    const report = await runSuite(suite, (rows) => rows.map(({ rooms }) => slope * rooms - 0.09));
    expect(report.tests.map(({ name, counts }) => [name, counts.passed, counts.failed])).toEqual([
      ["host", 1000, 0],
      ["one more", 1000, 0],
      ["one less", 1000, 0],
      ["no less", 1000, 0],
      ["rooms", 9, 0],
      ["big above small", 1, 0],
    ]);
    expect(report.passed).toBe(true);
  });

  it("fail everywhere when the sign is flipped", async () => {
    const report = await runSuite(suite, (rows) => rows.map(({ rooms }) => -slope * rooms));
    expect(report.tests.map(({ counts }) => counts.failed)).toEqual([0, 1000, 1000, 1000, 9, 1]);
  });

  it("show where a sweep turns", async () => {
    const report = await runSuite(suite, (rows) => rows.map(({ rooms }) => (rooms === 5 ? 0 : rooms)), {
      only: { type: "SWEEP" },
    });
    const failure = report.tests[0]?.failures[0];
    const at = failure?.scores.findIndex((score) => score !== null && score <= 0) ?? 0;
    expect(failure?.edits[at]).toEqual([{ column: "rooms", from: 3, to: 5 }]);
  });
});

describe("an expectation of a class that no prediction knows", () => {
  const suite = (label: string) =>
    defineSuite<string, ClassPrediction<string>>("s", (t) =>
      t.dir("d", { cases: [["rose", "fell"]], expect: notIncreasing(label) }),
    );
  const proba = (texts: readonly string[]) => texts.map(() => ({ label: "up", proba: { up: 0.9, down: 0.1 } }));

  it("is refused, with the nearest name: it would hold of any model", async () => {
    await expect(runSuite(suite("dwon"), proba)).rejects.toThrow('class "dwon"): did you mean "down"?');
    await expect(runSuite(suite("dwon"), proba)).rejects.toMatchObject({ code: "invalidPrediction" });
    expect((await runSuite(suite("down"), proba)).passed).toBe(true);
  });

  it("holds where some answer names it, of answers that leave out what is improbable", async () => {
    const best = (texts: readonly string[]) =>
      texts.map((text) =>
        text === "rose" ? { label: "up", proba: { up: 1 } } : { label: "down", proba: { down: 1 } },
      );
    expect((await runSuite(suite("up"), best)).passed).toBe(true);
  });
});

describe("a suite that is not complete is refused", () => {
  const define = (build: Parameters<typeof defineSuite<string, News>>[1]) => () => defineSuite("s", build);

  it.each([
    ["without cases", define((t) => t.mft("m", { cases: [] })), "invalidCase"],
    ["without the option cases", define((t) => t.mft("m", {} as never)), "invalidCase"],
    ["without from and cases", define((t) => t.inv("i", { perturb: replace("y", "z") } as never)), "invalidCase"],
    ["without a perturbation", define((t) => t.inv("i", { from: ["x"] } as never)), "invalidCase"],
    ["without pairs", define((t) => t.order("o", {} as never)), "invalidCase"],
    ["without a label", define((t) => t.mft("m", { cases: ["rose"] })), "invalidCase"],
    ["with a case of one example", define((t) => t.inv("i", { cases: [["rose"]] })), "invalidCase"],
    [
      "without an example to perturb",
      define((t) => t.inv("i", { from: ["x"], perturb: replace("y", "z") })),
      "invalidCase",
    ],
    ["without an expectation", define((t) => t.dir("d", { cases: [["a", "b"]] } as never)), "invalidCase"],
    [
      "with a rate above 1",
      define((t) => t.mft("m", { cases: ["a"], expect: equals("up"), maxFailRate: 2 })),
      "invalidOption",
    ],
    [
      "with an unknown option",
      define((t) => t.mft("m", { cases: ["a"], expect: equals("up"), maxFailRates: 0 } as never)),
      "invalidOption",
    ],
    [
      "with a name twice",
      define((t) => {
        t.mft("m", { cases: ["a"], expect: equals("up") });
        t.mft("m", { cases: ["a"], expect: equals("up") });
      }),
      "duplicateTest",
    ],
  ])("%s", (_, defining, code) => {
    expect(defining).toThrow(expect.objectContaining({ name: "BehaviorError", code }));
  });

  it("and so is a selection of nothing", async () => {
    await expect(runSuite(news, byWord, { only: { capability: "vocabluary" } })).rejects.toThrow(
      /did you mean "Vocabulary"/,
    );
  });
});
