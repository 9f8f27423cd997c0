import { column, editor, perturb, suggest, suggestReplace } from "@mlsys/behavior";
import type { Editor, MaskFiller } from "@mlsys/behavior";
import { addNegation, removeNegation } from "@mlsys/behavior/compromise";
import { behaves, fromArbitrary } from "@mlsys/behavior/fast-check";
import { changeProperNouns } from "@mlsys/behavior/wink";
import { relatedWords, replaceWords } from "@mlsys/behavior/wordnet";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadPeer } from "./load-peer.ts";

describe("negation by a parse", () => {
  it.each([
    ["they know the answer", "they do not know the answer"],
    ["I liked the flight", "I did not like the flight"],
    ["She has a dog", "She does not have a dog"],
    ["The company will cut jobs", "The company will not cut jobs"],
  ])("%s: %s", (text, negated) => {
    const [found] = perturb([text], addNegation());
    expect(found?.inputs).toEqual([text, negated]);
    expect(found?.edits[1]?.length).toBeGreaterThan(0);
  });

  it("leaves questions and negative sentences alone, and can be taken out", () => {
    expect(perturb(["Do you like it?", "I do not like it", "", "Nothing."], addNegation())).toEqual([]);
    expect(perturb(["It was not good."], removeNegation())[0]?.inputs[1]).toBe("It was good.");
  });
});

describe("proper nouns by a tagger", () => {
  it("are exchanged wherever they occur", () => {
    const other = changeProperNouns({ names: ["Acme", "Widget Works"], results: 2 });
    const [found] = perturb(["Nokia Siemens rose; analysts like Nokia Siemens.", "it rose"], other);
    expect(new Set(found?.inputs.slice(1))).toEqual(
      new Set(["Acme rose; analysts like Acme.", "Widget Works rose; analysts like Widget Works."]),
    );
  });
});

describe("WordNet", () => {
  it("knows related words", () => {
    expect(relatedWords("good", "antonyms", "adj")).toContain("bad");
    expect(relatedWords("dog", "hypernyms", "noun")).toContain("canine");
    expect(relatedWords("canine", "hyponyms", "noun")).toContain("dog");
    expect(relatedWords("quick", "synonyms")).toContain("speedy");
    expect(relatedWords("zzzz", "synonyms")).toEqual([]);
    expect(() => relatedWords("dog", "synonym" as never)).toThrow(expect.objectContaining({ code: "invalidOption" }));
  });

  it("replaces the words that are named, and keeps capitals", () => {
    const found = perturb(["Quick growth"], replaceWords({ words: ["quick"], results: 30 }));
    expect(found[0]?.inputs.slice(1)).toContain("Speedy growth");
  });
});

describe("fast-check", () => {
  const rows = fc.record({ age: fc.integer({ min: 0, max: 99 }), name: fc.constantFrom("Ann", "Ben") });

  it("gives inputs, the same for a seed", () => {
    expect(fromArbitrary(rows, { count: 9, seed: 4 })).toEqual(fromArbitrary(rows, { count: 9, seed: 4 }));
    expect(fromArbitrary(rows, { count: 9, seed: 4 })).not.toEqual(fromArbitrary(rows, { count: 9, seed: 5 }));
  });

  it("shrinks an input for which a model does not behave", async () => {
    const model = (batch: readonly { age: number; name: string }[]): number[] =>
      batch.map(({ age, name }) => (age > 64 && name === "Eve" ? 1 : 0));
    const property = behaves(model, { inputs: rows, perturb: column("name").set("Eve") });
    const { failed, counterexample } = await fc.check(property, { seed: 1 });
    expect([failed, counterexample?.[0].age]).toEqual([true, 65]);
    const fair = behaves((batch: readonly { age: number; name: string }[]) => batch.map(({ age }) => age), {
      inputs: rows,
      perturb: column("name").set("Eve"),
    });
    await fc.assert(fair);
  });
});

describe("masks", () => {
  const words: Readonly<Record<string, number>> = { rose: 0.5, fell: 0.3, grew: 0.1 };
  const model: MaskFiller = (texts) =>
    Promise.resolve(
      texts.map((text) =>
        Object.entries(words).map(([word, score]) => ({ word, score: text.includes("Loss") ? -score : score })),
      ),
    );

  it("are filled with the words that fit best over all texts, for a template", async () => {
    const verbs = await suggest(["Profit {mask}.", "Sales {mask}."], model, { count: 2 });
    expect(verbs).toEqual(["rose", "fell"]);
    expect(editor().template("Profit {verb}.", { verb: verbs }).toArray()).toEqual(["Profit rose.", "Profit fell."]);
    expect(await suggestReplace("It rose and rose", "rose", model)).toEqual(["fell", "grew"]);
  });

  it.each(["Profit rose.", "{mask} {mask}"])("stand once in a text: %s", async (text) => {
    await expect(suggest(text, model)).rejects.toMatchObject({ code: "invalidTemplate" });
  });
});

describe("masks of templates", () => {
  const model: MaskFiller = (texts) =>
    Promise.resolve(
      texts.map((text) => {
        if (text.split("{mask}").length > 2)
          return [
            { word: ["very", "good"], score: -1 },
            { word: ["so", "so"], score: -2 },
          ];
        if (/\ban \{mask\}/.test(text))
          return [
            { word: "honest", score: -1 },
            { word: "odd", score: -4 },
          ];
        return [
          { word: "good", score: -2 },
          { word: text.includes("film") ? "odd" : "honest", score: -3 },
        ];
      }),
    );

  it("are filled beside other keys, with the article that the word asks for", async () => {
    const cases = await editor().masked("It is {a:mask} {noun}.", { noun: ["film", "book"] }, model, { count: 2 });
    expect(cases.toArray()).toEqual([
      "It is an honest film.",
      "It is an honest book.",
      "It is an odd film.",
      "It is an odd book.",
    ]);
  });

  it("are filled together in one text, and on their own by number, in any shape", async () => {
    const one = await editor().masked("It was {mask} {mask}.", {}, model);
    expect(one.toArray()).toEqual(["It was very good.", "It was so so."]);
    const pairs = await editor().masked({ q: "A {mask1} book?", a: ["{cap:mask2}!", "{{mask}}"] }, {}, model, {
      count: 1,
    });
    expect(pairs.toArray()).toEqual([{ q: "A good book?", a: ["Good!", "{mask}"] }]);
  });

  it("are the same for the same model, and leave the editor's samples as they are", async () => {
    const [plain, other] = [editor(), editor()];
    await other.masked("{noun} {mask}", { noun: ["a", "b", "c"] }, model);
    const draw = ({ template }: Editor<never>): string[] =>
      template("{n}", { n: ["a", "b", "c", "d"] })
        .sample(2)
        .toArray();
    expect(draw(other)).toEqual(draw(plain));
  });

  it.each([
    ["no mask", "It is good.", "invalidTemplate"],
    ["two masks in a text", "{mask1} {mask2}", "invalidTemplate"],
    ["a mask in different numbers", ["{mask}", "{mask} {mask}"], "invalidTemplate"],
    ["a key without fill-ins", "{mask} {noun}", "unknownKey"],
  ])("refuse %s", async (_, template, code) => {
    await expect(editor().masked(template as string, {}, model)).rejects.toMatchObject({ code });
  });

  it("refuse a suggestion without a word for each mask", async () => {
    const single: MaskFiller = (texts) => Promise.resolve(texts.map(() => [{ word: "good", score: 1 }]));
    await expect(editor().masked("{mask} {mask}", {}, single)).rejects.toMatchObject({ code: "predictorFailed" });
  });
});

describe("a peer that is not installed", () => {
  it("is told with how to install it", () => {
    const absent = (): never => {
      throw Object.assign(new Error("no module"), { code: "MODULE_NOT_FOUND" });
    };
    expect(() => loadPeer("wink", "wink-nlp", ["wink-nlp", "wink-eng-lite-web-model"], absent)).toThrow(
      expect.objectContaining({
        code: "missingPeer",
        message: expect.stringContaining("npm install wink-nlp wink-eng-lite-web-model") as string,
      }),
    );
  });
});
