import { readFileSync } from "node:fs";
import path from "node:path";
import { equals, importCheckList, notEquals, ofOriginal, runSuite, when } from "@mlsys/behavior";
import { equalStripped, recordedPredictor } from "@mlsys/behavior/checklist";
import { describe, expect, it } from "vitest";

const bytesOf = (name: string): Uint8Array => readFileSync(path.join(import.meta.dirname, "pickles", `${name}.pkl`));

describe("importing CheckList's pickles", () => {
  it.each(["sentiment", "sentiment-by-value", "sentiment-framed"])(
    "reads tests, labels, types and samples: %s",
    (name) => {
      const suite = importCheckList(bytesOf(name));
      expect(
        suite.tests.map(({ name, type, capability, aggregate, expect: { data }, cases }) => ({
          name,
          type,
          capability,
          aggregate,
          data,
          cases,
        })),
      ).toEqual([
        {
          name: "words",
          type: "MFT",
          capability: "Vocabulary",
          aggregate: "all",
          data: { kind: "equals", to: "label" },
          cases: [
            { inputs: ["good"], label: 2 },
            { inputs: ["bad"], label: 0 },
            { inputs: ["good"], label: 2 },
          ],
        },
        {
          name: "typos",
          type: "INV",
          capability: "Robustness",
          aggregate: "allExceptFirst",
          data: { kind: "invariant", tolerance: 0.1 },
          cases: [{ inputs: ["a", "b"] }, { inputs: ["c", "d", "e"] }],
        },
        {
          name: "stronger",
          type: "DIR",
          capability: "Vocabulary",
          aggregate: "allExceptFirst",
          data: { kind: "custom", name: "slice by <lambda>" },
          cases: [{ inputs: ["f", "g"] }],
        },
        {
          name: "weaker",
          type: "DIR",
          capability: "Vocabulary",
          aggregate: "allExceptFirst",
          data: {
            kind: "change",
            direction: "down",
            label: 1,
            skipsCertain: true,
            atLeast: -0.1,
            inclusive: true,
          },
          cases: [{ inputs: ["h", "i"] }],
        },
      ]);
      expect([...suite.samples]).toEqual([["words", [2, 0]]]);
      expect(suite.recorded.get("words")).toEqual([[2], [0], [2]]);
      expect(importCheckList(bytesOf(name), { sample: true }).tests[0]?.cases).toEqual([
        { inputs: ["good"], label: 2 },
        { inputs: ["good"], label: 2 },
      ]);
    },
  );

  it("keeps pairs of texts as examples, alone and in lists", () => {
    const [one, pairs] = importCheckList<readonly [string, string]>(bytesOf("questions")).tests;
    expect(one?.cases[0]).toEqual({ inputs: [["Is it far?", "Is it near?"]] });
    expect(one?.expect.data).toEqual({ kind: "equals", values: [0] });
    expect(pairs?.cases[0]?.inputs).toEqual([
      ["a?", "b?"],
      ["a ?", "b?"],
    ]);
  });

  it("names what it cannot tell, with what it can, and runs with an expectation that is given", async () => {
    const bytes = bytesOf("sentiment");
    const { unmapped } = importCheckList(bytes);
    expect(unmapped.map(({ test, found, known }) => [test, found, known?.data.kind])).toEqual([
      ["stronger", "slice by <lambda>", "change"],
    ]);
    const known = unmapped[0]?.known ?? equals();
    const expectations = { stronger: when(ofOriginal(notEquals(1)), known) };
    const suite = importCheckList(bytes, { expectations });
    expect(suite.unmapped).toEqual([]);
    const report = await runSuite(
      suite,
      (texts) => texts.map((text) => ({ label: text === "g" ? 0 : 2, proba: [0, 0, 1] })),
      {
        compat: "checklist",
        only: { name: "stronger" },
      },
    );
    expect(report.tests[0]?.counts.run).toBe(1);
    await expect(runSuite(importCheckList(bytes), (texts) => texts.map(() => 1))).rejects.toThrow(
      expect.objectContaining({ code: "unknownExpectation", message: expect.stringContaining("stronger") as string }),
    );
  });

  it("gives the answers that were saved, and names the author's own rule", () => {
    const suite = importCheckList(bytesOf("answers"));
    expect(suite.recorded.get("who")).toEqual([["Ann", "Ben"]]);
    expect(suite.tests[0]?.cases[0]?.label).toEqual(["Ann", "Ann"]);
    expect(suite.unmapped).toEqual([{ test: "who", found: "expect_squad" }]);
  });

  it("runs with the saved answers and the released rule, as its authors ran it", async () => {
    const suite = importCheckList(bytesOf("answers"), { expectations: { who: equalStripped() } });
    const report = await runSuite(suite, recordedPredictor(suite), { compat: "checklist" });
    // The second example asks for Ann, and the model said Ben.
    expect(report.tests[0]?.failures[0]?.scores).toEqual([1, 0]);
    const other = await runSuite(importCheckList(bytesOf("questions")), recordedPredictor(suite) as never);
    expect(other.errors[0]?.message).toContain("no prediction was saved");
  });

  it.each([
    ["os.system", "cos\nsystem\n(S'ls'\ntR."],
    ["builtins.eval", "cbuiltins\neval\n(S'1'\ntR."],
    ["posix.system as a text on the stack", "\x80\x04\x8c\x05posix\x8c\x06system\x93."],
    ["a module to import", "cdill._dill\n_import_module\n(S'subprocess'\ntR."],
    ["an attribute of a module", "cbuiltins\ngetattr\n(cdill\n_dill\nS'loads'\ntR."],
  ])("refuses %s, and runs nothing", (_, pickle) => {
    expect(() => importCheckList(Buffer.from(pickle, "latin1"))).toThrow(
      expect.objectContaining({ code: "unsafePickle" }),
    );
  });

  it("refuses a file that ends early, wherever it was cut, and one whose bytes were changed", () => {
    const bytes = bytesOf("sentiment");
    for (let end = 0; end < bytes.length; end += 13)
      expect(() => importCheckList(bytes.subarray(0, end))).toThrow(expect.objectContaining({ name: "BehaviorError" }));
    expect(() => importCheckList(bytes.subarray(0, 400))).toThrow(
      expect.objectContaining({ code: "invalidFile", message: expect.stringContaining("ends early") as string }),
    );
    for (let at = 0; at < bytes.length; at += 17) {
      const changed = Uint8Array.from(bytes);
      changed[at] = (bytes[at] as number) ^ 0x55;
      try {
        importCheckList(changed);
      } catch (error) {
        expect(error).toMatchObject({ name: "BehaviorError" });
      }
    }
  });

  it.each([
    ["no bytes", ""],
    ["a number", "I1\n."],
    ["a list of itself", "]q\x00h\x00a."],
  ])("refuses %s", (_, pickle) => {
    expect(() => importCheckList(Buffer.from(pickle, "latin1"))).toThrow(
      expect.objectContaining({ code: "invalidFile" }),
    );
  });
});
