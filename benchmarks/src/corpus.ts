import { randomState } from "@mlsys/core";

/** Sentences and labels of a synthetic corpus. */
export interface Corpus {
  readonly sentences: readonly string[];
  readonly labels: readonly string[];
}

const SYLLABLES = [
  "ba",
  "co",
  "di",
  "fu",
  "ge",
  "hi",
  "jo",
  "ka",
  "lu",
  "me",
  "ni",
  "or",
  "pa",
  "qui",
  "ro",
  "sa",
  "te",
  "ul",
  "va",
  "xe",
];
const LABELS = ["negative", "neutral", "positive"];

/**
 * Sentences of about 124 characters over 30,000 words whose frequencies follow Zipf's law, in three classes that prefer
 * different words: the size and sparsity of a real collection of news.
 */
export function makeCorpus(nSentences: number, randomStateSeed: number): Corpus {
  const rng = randomState(randomStateSeed);
  const words = Array.from({ length: 30_000 }, (_, rank) => wordOf(rank));
  const sentences: string[] = [];
  const labels: string[] = [];
  for (let i = 0; i < nSentences; i++) {
    const label = rng.randint(0, LABELS.length);
    const chosen: string[] = [];
    let length = 0;
    while (length < 118) {
      const word = words[rankOf(rng.randomSample(), rng.randomSample(), words.length, label)] ?? "";
      chosen.push(word);
      length += word.length + 1;
    }
    sentences.push(chosen.join(" "));
    labels.push(LABELS[label] ?? "");
  }
  return { sentences, labels };
}

/** Inverse of the distribution function of a law with p(rank) ~ 1/rank; a tenth of the words tell the class. */
function rankOf(u: number, v: number, size: number, label: number): number {
  const rank = Math.min(size - 1, Math.floor(size ** u) - 1);
  return v < 0.1 ? rank - (rank % LABELS.length) + label : rank;
}

function wordOf(rank: number): string {
  let word = "";
  for (let rest = rank + 20; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length] ?? "";
  return word;
}
