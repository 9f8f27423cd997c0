import { defineSuite, runSuite, sameTags } from "@mlsys/behavior";
import type { TagsPrediction } from "@mlsys/behavior";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const tagged = (text: string): TagsPrediction => {
  const tokens = text.split(" ").filter((token) => token !== "");
  return {
    tokens: tokens.map((token) => token.replace(/\/.*/, "")),
    tags: tokens.map((token) => /\/(.*)/.exec(token)?.[1] ?? "O"),
  };
};

async function resultOf(before: string, after: string): Promise<string | undefined> {
  const suite = defineSuite<string, TagsPrediction>("tags", (t) =>
    t.inv("t", { cases: [[before, after]], expect: sameTags() }),
  );
  return (await runSuite(suite, (texts) => texts.map(tagged))).tests[0]?.caseResults[0];
}

describe("tags of tokens", () => {
  it.each([
    ["I met Ann/B-PER today", "I met Mary/B-PER Lou/I-PER today", "passed"],
    ["I met Ann/PER in Rome/LOC", "I met Mary/PER Lou/PER in Rome/LOC", "passed"],
    ["I met Ann/PER today", "I met Zo today", "failed"],
    ["I met Ann/PER today", "I met Eve/PER today/DATE", "failed"],
    ["Ann/PER Rome/LOC", "Eve/LOC Oslo/PER", "failed"],
    ["Ann/PER", "Eve/PER !", "passed"],
    ["met Larry/B-PER David/I-PER here", "met David/B-PER Moss/I-PER here", "passed"],
  ])("%s, then %s: %s", async (before, after, wanted) => {
    expect(await resultOf(before, after)).toBe(wanted);
  });

  it("are the same for the same text, and not when a tag is taken away", async () => {
    const word = fc
      .tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("", "/PER", "/LOC"))
      .map(([w, tag]) => w + tag);
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 8 }), async (words) => {
        const text = words.join(" ");
        expect(await resultOf(text, `${text} d`)).toBe("passed");
        expect(await resultOf(`${text} d/PER`, `${text} d`)).toBe("failed");
      }),
      { numRuns: 50 },
    );
  });

  it("must come with the tokens, one each", async () => {
    const suite = defineSuite<string, TagsPrediction>("tags", (t) =>
      t.inv("t", { cases: [["a", "b"]], expect: sameTags() }),
    );
    const wrong = [{ tokens: ["a"], tags: [] }, { label: "x" }] as never[];
    for (const answer of wrong)
      await expect(runSuite(suite, (texts) => texts.map(() => answer))).rejects.toMatchObject({
        code: "invalidPrediction",
      });
  });
});
