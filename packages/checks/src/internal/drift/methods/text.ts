import { fisherExact } from "../../../drift/statistics/fisher.ts";
import type { TextSample } from "../column-sample.ts";
import { numericSample } from "../column-sample.ts";
import type { TextMethod } from "../method.ts";
import { normalQuantile } from "../../special/normal.ts";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";

/** The most frequent words that are compared. */
const VOCABULARY = 1000;
/** Words in fewer documents than this, of both sides, cannot change significantly. */
const LEAST_DOCUMENTS = 5;
const LISTED = 10;

/**
 * Words and length: Fisher's test of the share of documents with each of the most frequent words, corrected for their number, and
 * Kolmogorov and Smirnov's of the documents' lengths. The effect is the greatest change of a share or of the lengths' distribution.
 */
export const text: TextMethod = {
  of: "text",
  minEffect: 0.1,
  test: (reference, current, context) => {
    const [n, m] = [reference.documents, current.documents];
    const words = changesOf(reference, current);
    const ofWords = Math.min(1, words.length * Math.min(1, ...words.map(({ pValue }) => pValue)));
    const length = kolmogorovSmirnov.test(lengthsOf(reference), lengthsOf(current), context);
    const statistic = Math.max(0, length.statistic, ...words.map(({ change }) => Math.abs(change)));
    const level = context.alpha / 2 / Math.max(1, words.length);
    return {
      statistic,
      effectSize: statistic,
      // Two questions are asked.
      pValue: Math.min(1, 2 * Math.min(ofWords, length.pValue)),
      criticalEffect: criticalChange(normalQuantile(1 - level / 2), 1 / n + 1 / m),
      n,
      m,
      bins: words.length,
      evidence: words
        .filter(({ pValue }) => pValue <= level)
        .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
        .slice(0, LISTED)
        .map(({ word, change }) => `${word} ${change > 0 ? "+" : "-"}${(100 * Math.abs(change)).toFixed(1)} %`),
    };
  },
};

interface WordChange {
  readonly word: string;
  readonly change: number;
  readonly pValue: number;
}

function changesOf(reference: TextSample, current: TextSample): WordChange[] {
  const [n, m] = [reference.documents, current.documents];
  const both = (word: string): number => (reference.words.get(word) ?? 0) + (current.words.get(word) ?? 0);
  return [...new Set([...reference.words.keys(), ...current.words.keys()])]
    .filter((word) => both(word) >= LEAST_DOCUMENTS)
    .sort((a, b) => both(b) - both(a) || (a < b ? -1 : 1))
    .slice(0, VOCABULARY)
    .map((word) => {
      const now = current.words.get(word) ?? 0;
      // Of a word that was not stored it is only known that it was rare.
      const before = reference.words.get(word) ?? Math.min(reference.unlisted, Math.round((now / m) * n));
      return { word, change: now / m - before / n, pValue: fisherExact([before, n], [now, m]) };
    });
}

function lengthsOf({ lengths, lengthCount }: TextSample): ReturnType<typeof numericSample> {
  return numericSample(lengths, lengthCount);
}

/** The least rise from 0 of a share that the test of two proportions finds: e = z·√(e/2·(1 - e/2)·s), solved for e. */
function criticalChange(z: number, s: number): number {
  const half = (z * z * s) / 2;
  return Math.min(1, half / (1 + half / 2));
}
