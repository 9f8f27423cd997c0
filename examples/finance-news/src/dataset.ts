// Where the sentences come from, what is checked of them, and how they are split.
import {
  checkSuite,
  classRatioIsBetween,
  columnsMatch,
  isNotBlank,
  isNotNull,
  isUnique,
  lengthIsBetween,
  valueSetEquals,
} from "@mlsys/checks";
import type { Table } from "@mlsys/core";
import { loadFinancialPhrasebank, makeFinancialNews } from "@mlsys/data";
import type { NewsRow } from "@mlsys/data";
import { downloadDataset } from "@mlsys/data/hub";
import type { DatasetName, DownloadDatasetOptions } from "@mlsys/data/hub";
import type { IncludedText } from "@mlsys/flow";
import { textCleaner } from "@mlsys/models";
import { trainTestSplit } from "@mlsys/split";

/** Cleaned sentences shorter than this say too little, and are left out. */
export const MIN_LENGTH = 20;

/** Sentences with their labels. */
export interface Labelled {
  readonly sentences: readonly string[];
  readonly labels: readonly string[];
}

/** Reads a file of `sentence@label` lines; without one, downloads the real set or makes news. */
export async function loadNews(
  file: IncludedText | undefined,
  dataset: "generated" | DatasetName,
  options: Pick<DownloadDatasetOptions, "signal" | "onProgress"> = {},
): Promise<Table<NewsRow>> {
  if (file !== undefined) return loadFinancialPhrasebank({ text: file.text, name: file.path });
  if (dataset === "generated") return makeFinancialNews({ randomState: 42 });
  return loadFinancialPhrasebank((await downloadDataset(dataset, options)).path);
}

/** What the data must satisfy; what only warns is worth knowing and no reason to stop. */
export const newsChecks = checkSuite("financial news", [
  columnsMatch(["sentence", "label"]),
  isNotNull("sentence"),
  isNotBlank("sentence"),
  isNotNull("label"),
  valueSetEquals("label", ["negative", "neutral", "positive"]),
  lengthIsBetween("sentence", { min: MIN_LENGTH, severity: "warning" }),
  isUnique("sentence", { severity: "warning" }),
  classRatioIsBetween("label", { min: 0.25, severity: "warning" }),
]);

/** The sentences without those that are too short once they are cleaned. */
export function dropShort(news: Table<NewsRow>): Labelled {
  const cleaned = textCleaner().fitTransform(news.column("sentence"));
  const kept = cleaned.flatMap((sentence, i) => (sentence.length < MIN_LENGTH ? [] : [i]));
  const rows = news.take(kept).toColumns();
  return { sentences: rows.sentence, labels: rows.label };
}

/** Splits at random, the same rows for the same seed, and counts the test sentences that the training set holds too. */
export function splitNews(
  data: Labelled,
  options: { readonly testSize: number; readonly randomState: number },
): { readonly train: Labelled; readonly test: Labelled; readonly sharedSentences: number } {
  const { testSize, randomState } = options;
  const { train, test } = trainTestSplit({ sentences: data.sentences, labels: data.labels }, { testSize, randomState });
  const known = new Set(train.sentences);
  return { train, test, sharedSentences: test.sentences.filter((sentence) => known.has(sentence)).length };
}
