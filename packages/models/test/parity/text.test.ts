import { countVectorizer, tfidfTransformer, tfidfVectorizer } from "@mlsys/models";
import { describe, expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { reference } from "../support/reference.ts";

interface Case {
  readonly kind: "count" | "tfidf";
  readonly options: Readonly<Record<string, unknown>>;
  readonly analyzed: string[][];
  readonly tokens: string[];
  readonly terms: string[];
  readonly indptr: number[];
  readonly indices: number[];
  readonly data: number[];
  readonly transformed: number[][] | null;
  readonly idf: number[] | null;
}

interface Reference {
  readonly tolerance: number;
  readonly documents: string[];
  readonly cases: Case[];
  readonly transformer: { readonly counts: number[][]; readonly idf: number[]; readonly weights: number[][] };
}

const { cases, documents, tolerance, transformer } = reference<Reference>("text");

describe("vectorisers give scikit-learn's matrix", () => {
  test.each(cases.map((given) => ({ name: `${given.kind} ${JSON.stringify(given.options)}`, given })))(
    "$name",
    ({ given }) => {
      const options = camelCased(given.options);
      const vectorizer = given.kind === "count" ? countVectorizer(options) : tfidfVectorizer(options);
      expect(documents.slice(0, 9).map(vectorizer.buildAnalyzer())).toEqual(given.analyzed);
      const prepare = vectorizer.buildPreprocessor();
      expect(vectorizer.buildTokenizer()(prepare(documents[1] ?? ""))).toEqual(given.tokens);
      const { model, output } = vectorizer.fitWithOutput(documents);
      expect(model.featureNamesOut).toEqual(given.terms);
      expect(Array.from(output.indptr)).toEqual(given.indptr);
      expect(Array.from(output.indices)).toEqual(given.indices);
      expectClose(output.data, given.data, tolerance);
      expectClose(model.transform(documents).data, given.data, tolerance);
      if (given.idf !== null && "idf" in model) expectClose(model.idf, given.idf, tolerance);
      if (given.transformed !== null) {
        expectClose(model.transform(["the profit and the world", "😀 ΣΑΣ"]), given.transformed, tolerance);
      }
    },
  );
});

test("tfidfTransformer weighs counts as scikit-learn's does", () => {
  const model = tfidfTransformer().fit(transformer.counts);
  expectClose(model.idf, transformer.idf, tolerance);
  expectClose(model.transform(transformer.counts), transformer.weights, tolerance);
});

test("a vectoriser shows its stop words", () => {
  expect(countVectorizer().getStopWords()).toBeNull();
  expect(countVectorizer({ stopWords: ["the"] }).getStopWords()).toEqual(new Set(["the"]));
  expect(tfidfVectorizer({ stopWords: "english" }).getStopWords()?.size).toBe(318);
});
