import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { linearSVC, logisticRegression, multinomialNB, pipeline, sgdClassifier, tfidfVectorizer } from "@mlsys/models";
import type { BenchmarkCase, PreparedCase } from "../benchmark-case.ts";
import { makeCorpus, type Corpus } from "../corpus.ts";

const SENTENCES = 45_000;

/** TF-IDF on 45,000 sentences, and the classifiers on its matrix. */
export const cases: readonly BenchmarkCase[] = [
  textCase("tfidf-45k", 4, ({ sentences }) => ({ run: () => tfidfVectorizer().fitTransform(sentences) })),
  textCase("tfidf-nb-fit", 2, ({ sentences, labels }) => {
    const X = tfidfVectorizer().fitTransform(sentences);
    return { run: () => multinomialNB().fit(X, labels) };
  }),
  textCase("tfidf-logistic", 4, ({ sentences, labels }) => {
    const X = tfidfVectorizer().fitTransform(sentences);
    return { run: () => logisticRegression({ maxIter: 1000 }).fit(X, labels) };
  }),
  textCase("tfidf-linear-svc", 3, ({ sentences, labels }) => {
    const X = tfidfVectorizer().fitTransform(sentences);
    return { run: () => linearSVC().fit(X, labels) };
  }),
  textCase("tfidf-sgd", 4, ({ sentences, labels }) => {
    const X = tfidfVectorizer().fitTransform(sentences);
    return { run: () => sgdClassifier({ randomState: 0 }).fit(X, labels) };
  }),
  textCase("predict-row-tfidf-nb", 100, ({ sentences, labels }) => {
    const model = pipeline(tfidfVectorizer(), multinomialNB()).fit(sentences, labels);
    const row = sentences.slice(0, 1);
    const repeats = 2000;
    return {
      repeats,
      run: () => {
        let last: unknown;
        for (let i = 0; i < repeats; i++) last = model.predict(row);
        return last;
      },
    };
  }),
  textCase("predict-45k-tfidf-nb", 4, ({ sentences, labels }) => {
    const model = pipeline(tfidfVectorizer(), multinomialNB()).fit(sentences, labels);
    return { run: () => model.predict(sentences) };
  }),
];

function textCase(name: string, goal: number, work: (corpus: Corpus) => PreparedCase): BenchmarkCase {
  return {
    name,
    n: name.startsWith("predict-row") ? 1 : SENTENCES,
    peer: { python: "sklearn" },
    goal,
    prepare: async (folder) => {
      const corpus = makeCorpus(SENTENCES, 0);
      await writeFile(join(folder, "sentences.json"), JSON.stringify(corpus.sentences));
      await writeFile(join(folder, "labels.json"), JSON.stringify(corpus.labels));
      return work(corpus);
    },
  };
}
