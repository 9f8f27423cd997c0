// The course's own black-box tests, on the course's own model: two sentences to watch, and what they say in other words.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { customPerturbation, defineSuite, equals, failRateOf, invariant, perturb, runSuite } from "@mlsys/behavior";
import type { ClassPrediction } from "@mlsys/behavior";
import { toText } from "@mlsys/behavior/report";
import { loadFinancialPhrasebank } from "@mlsys/data";
import { multinomialNB, pipeline, textCleaner, tfidfVectorizer } from "@mlsys/models";
import { trainTestSplit } from "@mlsys/split";
import { beforeAll, describe, expect, it } from "vitest";
import { dropShort } from "../src/dataset.ts";

const file = fileURLToPath(
  new URL("../../../../shared/data/financial-phrasebank/Sentences_AllAgree.txt", import.meta.url),
);

type Label = "negative" | "neutral" | "positive";
type Labelled = { readonly sentences: readonly string[]; readonly labels: readonly string[] };

const train = ({ sentences, labels }: Labelled) =>
  pipeline(textCleaner(), tfidfVectorizer({ stopWords: "english" }), multinomialNB()).fit(sentences, labels);

/** The same news in other words: of the two watched sentences, and of no other. */
const otherWords = customPerturbation("otherWords", (sentence: string) => {
  const told = sentence
    .replace(/^The company slipped to an operating loss of/, "Operating loss surged to")
    .replace("fell 8", "diminished by 8")
    .replace("a year earlier", "the previous year");
  return told === sentence ? null : told;
});

describe.skipIf(!existsSync(file))("the course's behavioural tests", () => {
  let news: Awaited<ReturnType<typeof loadFinancialPhrasebank>>;
  let all: Labelled;
  let watched: string[] = [];

  beforeAll(async () => {
    news = await loadFinancialPhrasebank(file);
    const { sentence, label } = news.toColumns();
    all = { sentences: sentence, labels: label };
    watched = ["The company slipped to an operating loss of EUR 2.6", "Revenue in the quarter fell 8 percent"].map(
      (start) => all.sentences.find((each) => each.startsWith(start)) ?? "",
    );
  });

  const suiteFor = (sentences: readonly string[]) =>
    defineSuite<string, ClassPrediction<Label>>("watched", (t) => {
      const told = sentences.flatMap((sentence) => [sentence, reword(sentence)]);
      t.mft("bad news is called bad", { cases: told.map((input) => ({ input, label: "negative" as const })) });
      t.inv("the same in other words", { from: sentences, perturb: otherWords, expect: invariant() });
    });
  const reword = (sentence: string): string => {
    const [perturbed] = perturb([sentence], otherWords);
    return perturbed?.inputs[1] ?? "";
  };

  it("show a model that is perfectly invariant and wrong", async () => {
    const { train: part } = trainTestSplit(
      { sentences: all.sentences, labels: all.labels },
      { testSize: 0.1, randomState: 42 },
    );
    const model = train(part);
    const report = await runSuite(suiteFor(watched), model);
    const [mft, inv] = report.tests;
    expect([mft?.counts.failed, mft?.counts.run]).toEqual([4, 4]);
    expect([inv?.counts.passed, inv?.counts.run]).toEqual([2, 2]);
    const text = toText(report);
    expect(text).toContain("✗ MFT bad news is called bad: 4/4 failed");
    expect(text).toContain("✓ INV the same in other words: 0/2 failed");
    const told = watched.flatMap((sentence) => [sentence, reword(sentence)]);
    const positive = model
      .predictProba(told)
      .toArray()
      .map((row) => row[2]?.toFixed(6));
    expect(positive).toEqual(["0.613351", "0.775167", "0.570616", "0.604917"]);
  });

  it("show it on the flow's split too", () => {
    const kept = dropShort(news);
    const { train: part } = trainTestSplit(
      { sentences: kept.sentences, labels: kept.labels },
      { testSize: 0.2, randomState: 42 },
    );
    const told = watched.flatMap((sentence) => [sentence, reword(sentence)]);
    const positive = train(part)
      .predictProba(told)
      .toArray()
      .map((row) => row[2]?.toFixed(6));
    expect(positive).toEqual(["0.561017", "0.728306", "0.544216", "0.590026"]);
  });

  it("tell the slice by a word on the flow's split too: half of 36 sentences right", async () => {
    const kept = dropShort(news);
    expect(kept.sentences.length).toBe(2256);
    const { train: part, test } = trainTestSplit(
      { sentences: kept.sentences, labels: kept.labels },
      { testSize: 0.2, randomState: 42 },
    );
    const suite = defineSuite<string, ClassPrediction<Label>>("slice", (t) => {
      const cases = test.sentences.map((input, i) => ({ input, label: test.labels[i] as Label }));
      t.mft("quarter", { cases: cases.filter(({ input }) => /quarter/i.test(input)) });
    });
    const { tests } = await runSuite(suite, train(part));
    expect(tests[0]?.counts).toMatchObject({ run: 36, passed: 18, failed: 18 });
  });

  it("tell slices by a word, and by a company", async () => {
    const { train: part, test } = trainTestSplit(
      { sentences: all.sentences, labels: all.labels },
      { testSize: 0.1, randomState: 42 },
    );
    const cases = test.sentences.map((input, i) => ({ input, label: test.labels[i] as Label }));
    const suite = defineSuite<string, ClassPrediction<Label>>("slices", (t) => {
      const holding = (word: string) => cases.filter(({ input }) => input.toLowerCase().includes(word));
      t.mft("quarter", { cases: holding("quarter"), expect: equals(), severity: "warning" });
      t.mft("comptel", { cases: holding("comptel"), expect: equals(), severity: "warning" });
      t.mft("all", { cases, severity: "warning" });
      t.parity("with and without a quarter", {
        group: (input) => (/quarter/i.test(input) ? "quarter" : "none"),
        measure: failRateOf("all"),
        maxDifference: 0.1,
        severity: "warning",
      });
    });
    const { tests } = await runSuite(suite, train(part));
    expect(tests.slice(0, 2).map(({ counts: { run, passed } }) => [run, passed])).toEqual([
      [20, 12],
      [2, 0],
    ]);
    expect(tests[3]?.groups.map(({ group }) => group).sort()).toEqual(["none", "quarter"]);
  });
});
