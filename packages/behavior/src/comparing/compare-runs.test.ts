import { baselineOf, BehaviorError, compareRuns, compareWithBaseline, defineSuite, runSuite } from "@mlsys/behavior";
import type { BehaviorReport, Suite } from "@mlsys/behavior";
import { describe, expect, it } from "vitest";

const inputs = Array.from({ length: 60 }, (_, i) => `case ${i}`);

function suiteOf(texts: readonly string[], name = "m"): Suite {
  return defineSuite("s", (t) => t.mft(name, { cases: texts.map((input) => ({ input, label: 1 })) }));
}

function run(texts: readonly string[], failing: readonly number[], name?: string): Promise<BehaviorReport> {
  const failed = new Set(failing.map((i) => `case ${i}`));
  return runSuite(suiteOf(texts, name), (batch) => batch.map((text) => (failed.has(text) ? 0 : 1)));
}

describe("comparing two runs", () => {
  it("lists what broke and what was fixed by stable id, whatever the order of the cases", async () => {
    const before = await run(inputs, [0, 1, 2, 3]);
    const after = await run([...inputs].reverse(), [3, 10, 11, 12, 13, 14]);
    const { broken, fixed, tests, passed } = compareRuns(before, after);
    const ids = new Map(before.tests[0]?.caseIds.map((id, i) => [id, i]));
    expect(broken.map(({ caseId }) => ids.get(caseId)).sort()).toEqual([10, 11, 12, 13, 14]);
    expect(fixed.map(({ caseId }) => ids.get(caseId)).sort()).toEqual([0, 1, 2]);
    expect(tests[0]).toMatchObject({
      stillFailing: 1,
      added: 0,
      removed: 0,
      before: { failed: 4, run: 60 },
      after: { failed: 6, run: 60 },
    });
    expect(passed).toBe(false);
  });

  it("tells more than chance from chance", async () => {
    const many = Array.from({ length: 30 }, (_, i) => i);
    const [good, bad] = [await run(inputs, []), await run(inputs, many)];
    expect(compareRuns(good, bad).tests[0]?.verdict).toBe("worse");
    expect(compareRuns(bad, good).tests[0]?.verdict).toBe("better");
    expect(compareRuns(good, await run(inputs, [1])).tests[0]?.verdict).toBe("same");
    expect(compareRuns(good, bad).noTestWorse).toBe(false);
  });

  it("knows cases and tests that are only in one of them", async () => {
    const before = await run(inputs.slice(0, 50), []);
    expect(compareRuns(before, await run(inputs.slice(10), [])).tests[0]).toMatchObject({ added: 10, removed: 10 });
    const renamed = compareRuns(before, await run(inputs, [], "other")).tests;
    expect(renamed.map(({ name, verdict, added, removed }) => [name, verdict, added, removed])).toEqual([
      ["other", "new", 60, 0],
      ["m", "removed", 0, 50],
    ]);
  });

  it("is plain data", async () => {
    const comparison = compareRuns(await run(inputs, [1]), await run(inputs, [2]));
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
  });

  it("refuses an alpha that is none", async () => {
    const report = await run(inputs, []);
    expect(() => compareRuns(report, report, { alpha: 2 })).toThrow(BehaviorError);
  });
});

describe("a suite of several tests, put in another order", () => {
  const suite = (turned: boolean): Suite => {
    const tests = ["first", "second", "third"].map((name, k): [string, { input: string; label: number }[]] => {
      const cases = inputs.slice(20 * k, 20 * k + 20).map((input) => ({ input, label: 1 }));
      return [name, turned ? cases.reverse() : cases];
    });
    return defineSuite("s", (t) => {
      for (const [name, cases] of turned ? tests.reverse() : tests) t.mft(name, { cases });
    });
  };
  const runOf = (turned: boolean, failing: readonly number[]): Promise<BehaviorReport> => {
    const failed = new Set(failing.map((i) => `case ${i}`));
    return runSuite(suite(turned), (batch) => batch.map((text) => (failed.has(text) ? 0 : 1)));
  };
  const idsOf = ({ tests }: BehaviorReport): Map<string | undefined, string | undefined> => {
    const pairs = tests.flatMap(({ name, caseIds }) =>
      caseIds.map((id, i): [string, string | undefined] => {
        const { cases } = suite(false).tests.find((test) => test.name === name) ?? {};
        return [id, String(cases?.[i]?.inputs[0])];
      }),
    );
    return new Map(pairs);
  };
  const [failing, later] = [
    [1, 21, 41, 42, 43],
    [42, 43, 5, 6, 25, 26, 45],
  ] as const;
  const [broken, fixed] = [
    [5, 6, 25, 26, 45],
    [1, 21, 41],
  ].map((list) => list.map((i) => `case ${i}`).sort());

  it("shows five cases broken and three fixed, each by its id, by comparison and against a baseline", async () => {
    const [before, after] = [await runOf(false, failing), await runOf(true, later)];
    const ids = idsOf(before);
    const named = (cases: readonly { readonly caseId: string }[]): unknown =>
      cases.map(({ caseId }) => ids.get(caseId)).sort();
    const compared = compareRuns(before, after);
    expect([named(compared.broken), named(compared.fixed)]).toEqual([broken, fixed]);
    const held = compareWithBaseline(after, baselineOf(before));
    expect([named(held.newlyFailing), named(held.fixed)]).toEqual([broken, fixed]);
    expect([held.stillFailing.length, held.gone.length]).toEqual([2, 0]);
  });
});

describe("a baseline", () => {
  it("keeps what fails, and tells new, fixed and still failing cases", async () => {
    const baseline = baselineOf(await run(inputs, [0, 1, 2]));
    const later = await run([...inputs.slice(1)].reverse(), [2, 3, 4]);
    const found = compareWithBaseline(later, JSON.stringify(baseline));
    expect([found.newlyFailing.length, found.fixed.length, found.stillFailing.length, found.gone.length]).toEqual([
      2, 1, 1, 1,
    ]);
    expect(found.passed).toBe(false);
  });

  it("can be given to a run", async () => {
    const before = await run(inputs, [0]);
    const report = await runSuite(suiteOf(inputs), (texts) => texts.map(() => 1), { baseline: baselineOf(before) });
    expect(report.baseline).toMatchObject({ passed: true, fixed: [{ test: "m" }] });
  });

  it.each(["{", "{}", '{"schemaVersion":2,"suite":"s","failing":{}}'])("refuses %s", async (text) => {
    const report = await run(inputs, []);
    expect(() => compareWithBaseline(report, text)).toThrow(expect.objectContaining({ code: "invalidFile" }));
  });
});
