import { countVectorizer } from "@mlsys/models";
import { expect, test } from "vitest";

test("a word is the same term in a document of ASCII, in one that is not, and in a long one", () => {
  const words = "to the internationalisation";
  const model = countVectorizer({ ngramRange: [1, 2], stopWords: ["the"] }).fit([words]);
  expect(model.featureNamesOut).toEqual(["internationalisation", "to", "to internationalisation"]);
  const counts = model.transform([words, `${words} é`, `${words}, The${" ".repeat(2 ** 20)} ${words}`]).toArray();
  expect(counts).toEqual([
    [1, 1, 1],
    [1, 1, 1],
    [2, 2, 2],
  ]);
});
