import { checkSuite, matches } from "@mlsys/checks";
import { Table, TextColumn } from "@mlsys/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

/** In a column of bytes, beside a missing text. */
async function matching(pattern: string | RegExp, texts: readonly string[]): Promise<readonly boolean[]> {
  const table = Table.fromColumns(new Map([["t", TextColumn.fromStrings([...texts, null])]]), texts.length + 1);
  const report = await checkSuite("p", [matches("t", pattern)]).run(table, { examples: Infinity });
  expect(report.results[0].missingCount).toBe(1);
  const failing = new Set(report.results[0].unexpectedIndices);
  return texts.map((_, i) => !failing.has(i));
}

describe("a pattern", () => {
  test.each(["^(a+)+$", "^(a|aa)+$", "(x+x+)+y", "^(\\w+\\s?)*$", "(.*)*z", "^((a{1,9}){1,9}){1,9}$", "a*a*a*a*a*c"])(
    "%s, catastrophic elsewhere, is matched in time linear in the text",
    async (pattern) => {
      const text = "a".repeat(20_000);
      const [long, short] = await matching(pattern, [`${text}!`, "!"]);
      expect([long, short]).toEqual([false, pattern.includes("(.*)*z") ? false : new RegExp(pattern).test("!")]);
    },
    10_000,
  );

  test("that only a backtracking engine could match, without bound, is refused", () => {
    expect(() => matches("t", "^(?=(a+)+$)")).toThrow(/time without bound/);
    expect(() => matches("t", "(a+)+\\1")).toThrow(expect.objectContaining({ code: "invalidPattern" }) as Error);
  });

  test("with look-around or a back reference and no nested repetition matches", async () => {
    expect(await matching("^(?=.*\\d)(?!.*\\s)", ["a1", "a 1", "a"])).toEqual([true, false, false]);
    expect(await matching("(\\w)\\1", ["hello", "world"])).toEqual([true, false]);
  });

  test("takes a huge text", async () => {
    const text = `${"word ".repeat(200_000)}end`;
    expect(await matching("\\bend$", [text, `${text}!`])).toEqual([true, false]);
    expect(await matching("^(\\w+ ?)+$", [text, `${text}!`])).toEqual([true, false]);
  }, 20_000);

  test("matches what JavaScript's engine matches, whichever engine has to do it", async () => {
    const atom = fc.constantFrom(
      "a",
      "b",
      ".",
      "\\d",
      "\\w",
      "\\s",
      "[ab]",
      "[^a]",
      "[a-c1]",
      "\\b",
      "^",
      "$",
      "é",
      "🙂",
      "\\.",
      "k",
      "\\S",
    );
    const pattern = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        atom,
        fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("")),
        fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((parts) => `(?:${parts.join("|")})`),
        fc
          .tuple(tie("node"), fc.constantFrom("*", "+", "?", "{2}", "{1,}", "{0,3}", "*?"))
          .map(([node, times]) => `(?:${String(node)})${times}`),
      ),
    })).node;
    // Nested without end, so that it is never left to JavaScript's engine.
    const text = fc.string({ unit: fc.constantFrom("a", "b", "1", " ", "\n", "é", "🙂", "K", ".", "_"), maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(
        pattern,
        fc.constantFrom("", "i", "s", "m"),
        fc.array(text, { minLength: 1, maxLength: 6 }),
        async (source, flags, texts) => {
          const nested = `(?:(?:${source})|(?:${source})(?:q*)*)`;
          const found = await matching(new RegExp(nested, flags), texts);
          const expected = texts.map((each) => new RegExp(source, `${flags}u`).test(each));
          expect(found).toEqual(expected);
          expect(await matching(new RegExp(source, flags), texts)).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});
