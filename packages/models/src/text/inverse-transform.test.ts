import { countVectorizer, tfidfVectorizer } from "@mlsys/models";
import { expect, test } from "vitest";

const documents = ["profit rose", "sales fell and rose", ""];
const terms = [["profit", "rose"], ["and", "fell", "rose", "sales"], []];

test.each([countVectorizer().fit(documents), tfidfVectorizer().fit(documents)])(
  "$kind finds the terms of rows again, sparse and dense",
  (model) => {
    const weights = model.transform(documents);
    expect(model.inverseTransform(weights)).toEqual(terms);
    expect(model.inverseTransform(weights.toDense())).toEqual(terms);
    expect(model.inverseTransform(weights.toDense().toArray())).toEqual(terms);
    expect(model.inverseTransform([])).toEqual([]);
    expect(() => model.inverseTransform([[1]])).toThrow("found 1 instead of 5");
    expect(() => model.inverseTransform(undefined as never)).toThrow(`not a matrix (${model.kind}.inverseTransform)`);
  },
);
