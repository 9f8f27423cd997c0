import { baselineOf, defineSuite, runSuite } from "@mlsys/behavior";
import { behavior, toBehave, toHaveNoRegression } from "@mlsys/behavior/vitest";
import { describe, expect, it } from "vitest";

expect.extend({ toBehave, toHaveNoRegression });

const suite = defineSuite("ones", (t) => {
  t.mft("ones", { capability: "counting", cases: ["a", "b"].map((input) => ({ input, label: 1 })) });
});
const right = (texts: readonly string[]): number[] => texts.map(() => 1);
const wrong = (texts: readonly string[]): number[] => texts.map((text) => (text === "a" ? 1 : 0));

describe("the matchers", () => {
  it("toBehave passes for a predictor that passes the suite", async () => {
    await expect(right).toBehave(suite);
    await expect(wrong).not.toBehave(suite);
  });

  it("toBehave tells the report", async () => {
    await expect(expect(wrong).toBehave(suite)).rejects.toThrow(/ones: 0 of 1 tests passed/);
  });

  it("toHaveNoRegression holds a report against a baseline or another report", async () => {
    const [good, bad] = [await runSuite(suite, right), await runSuite(suite, wrong)];
    expect(bad).toHaveNoRegression(baselineOf(bad));
    expect(good).toHaveNoRegression(bad);
    expect(bad).not.toHaveNoRegression(good);
    expect(() => expect(bad).toHaveNoRegression(baselineOf(good))).toThrow(
      /1 cases newly fail:\n {2}ones, case \w+: "b"/,
    );
  });
});

behavior(suite, () => Promise.resolve(right));
