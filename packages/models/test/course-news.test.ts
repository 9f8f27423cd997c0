import { existsSync, readFileSync } from "node:fs";
import { randomState } from "@mlsys/core";
import { logisticRegression, multinomialNB, pipeline, tfidfVectorizer } from "@mlsys/models";
import { describe, expect, test } from "vitest";
import { sharedData } from "./support/shared-data.ts";

const file = sharedData("financial-phrasebank/Sentences_AllAgree.txt");
const classes = ["negative", "neutral", "positive"];

describe.skipIf(!existsSync(file))("the course's news sentiment has the reference's figures", () => {
  const { train, test: held } = existsSync(file) ? load() : { train: [], test: [] };
  const texts = (rows: readonly Row[]) => rows.map(({ text }) => text);
  const labels = (rows: readonly Row[]) => rows.map(({ label }) => label);

  test("TF-IDF and naive Bayes", () => {
    const { model, output } = tfidfVectorizer({ stopWords: "english" }).fitWithOutput(texts(train));
    expect([output.rows, output.cols, output.nonZeroCount]).toEqual([1804, 5724, 20652]);
    const queries = model.transform(texts(held));
    expect(queries.nonZeroCount).toBe(4339);
    const classifier = multinomialNB().fit(output, labels(train));
    expect(confusion(labels(held), classifier.predict(queries))).toEqual([
      [3, 14, 39],
      [0, 266, 4],
      [0, 39, 87],
    ]);
    expect(classifier.score(queries, labels(held)).toFixed(6)).toBe("0.787611");
  });

  test("words and word pairs with balanced logistic regression", () => {
    const model = pipeline(
      tfidfVectorizer({ ngramRange: [1, 2], sublinearTf: true }),
      logisticRegression({ C: 10, classWeight: "balanced" }),
    ).fit(texts(train), labels(train));
    expect(model.steps[0].featureNamesOut).toHaveLength(25628);
    expect(confusion(labels(held), model.predict(texts(held)))).toEqual([
      [46, 3, 7],
      [2, 262, 6],
      [4, 22, 100],
    ]);
    expect(model.score(texts(held), labels(held)).toFixed(6)).toBe("0.902655");
  });
});

interface Row {
  readonly text: string;
  readonly label: string;
}

function load(): { readonly train: readonly Row[]; readonly test: readonly Row[] } {
  const lines = readFileSync(file, "utf8").split(/\r?\n/);
  const rows = lines.filter((line) => line !== "").map((line) => rowOf(line));
  const kept = rows.filter(({ text }) => text.length >= 20);
  const order = Array.from(randomState(42).permutation(kept.length), (i) => kept[i] ?? { text: "", label: "" });
  const size = Math.ceil(kept.length * 0.2);
  return { test: order.slice(0, size), train: order.slice(size) };
}

function rowOf(line: string): Row {
  const at = line.lastIndexOf("@");
  const text = line.slice(0, at).toLowerCase();
  return { text: text.replaceAll(/[^\P{ASCII}\p{C}\w ]|_/gu, ""), label: line.slice(at + 1) };
}

function confusion(truth: readonly string[], predicted: readonly string[]): number[][] {
  return classes.map((row) =>
    classes.map((column) => truth.filter((label, i) => label === row && predicted[i] === column).length),
  );
}
