import { integer, parseOptions, randomSeed, randomState, real, satisfying, Table } from "@mlsys/core";
import type { RandomState, RandomStateInput } from "@mlsys/core";
import { DataError } from "../errors/data-error.ts";
import { SentenceWriter } from "./sentence-writer.ts";
import type { Tone } from "./sentence-writer.ts";

/** Options of {@link makeFinancialNews}. */
export interface MakeFinancialNewsOptions {
  /** Number of sentences. Default 2264. */
  readonly nSamples?: number;
  /** Share of each label; they sum to 1. Default negative 0.12, neutral 0.6, positive 0.28. */
  readonly shares?: { readonly negative: number; readonly neutral: number; readonly positive: number };
  /** Share of sentences whose label is wrong; the best possible accuracy is 1 less this. Default 0.05. */
  readonly labelNoise?: number;
  /** Seed. Default: another data set each time. */
  readonly randomState?: RandomStateInput;
}

/** A row of {@link makeFinancialNews}. */
export interface NewsRow {
  /** One sentence of English. */
  readonly sentence: string;
  /** Its tone for an investor. */
  readonly label: "negative" | "neutral" | "positive";
}

const labels: readonly Tone[] = ["negative", "neutral", "positive"];

const sharesRule = satisfying(
  "an object of negative, neutral and positive, numbers from 0 that sum to 1",
  (value): value is Readonly<Record<Tone, number>> => {
    if (typeof value !== "object" || value === null) return false;
    const shares = labels.map((label) => (value as Readonly<Record<string, unknown>>)[label]);
    const isEach = shares.every((share) => typeof share === "number" && share >= 0);
    return isEach && Math.abs((shares as number[]).reduce((sum, share) => sum + share, 0) - 1) < 1e-9;
  },
);

const specs = {
  nSamples: { rule: integer({ min: 1 }), default: 2264 },
  shares: { rule: sharesRule, default: { negative: 0.12, neutral: 0.6, positive: 0.28 } },
  labelNoise: { rule: real({ min: 0, max: 0.5 }), default: 0.05 },
  randomState: { rule: randomSeed() },
} as const;

/**
 * Makes sentences of invented financial news with a tone: negative, neutral or positive for an investor. No word gives the
 * tone away: profit that rises is good and costs that rise are bad, and neutral sentences speak of the same figures; what
 * counts is how words go together. Some labels are wrong on purpose. So a classifier of single words is mediocre, one of word
 * pairs is visibly better, and none passes 1 - `labelNoise`.
 *
 * The companies, people and figures are invented. Same seed, same sentences; hardly any sentence occurs twice.
 *
 * @param options - number of sentences, shares of the labels, label noise, seed.
 * @returns a table with the columns `sentence` and `label`.
 * @throws {DataError} `invalidOption`.
 *
 * @example
 * ```ts
 * import { makeFinancialNews } from "@mlsys/data";
 *
 * const news = makeFinancialNews({ nSamples: 100, randomState: 42 });
 * news.columnNames; // => ["sentence", "label"]
 * news.filter(({ label }) => label === "negative").numRows; // => 12
 * ```
 */
export function makeFinancialNews(options: MakeFinancialNewsOptions = {}): Table<NewsRow> {
  const {
    nSamples,
    shares,
    labelNoise,
    randomState: seed,
  } = parseOptions("makeFinancialNews", options, specs, DataError);
  const rng = randomState(seed);
  const tones = tonesOf(nSamples, shares);
  rng.shuffle(tones);
  const sentences = distinctSentences(tones, rng);
  swapLabels(tones, Math.round((labelNoise * nSamples) / 2), rng);
  return Table.from(sentences.map((sentence, i) => ({ sentence, label: tones[i] ?? "neutral" })));
}

/** The shares as whole numbers: rounded down, and the rest to the largest remainders. */
function tonesOf(n: number, shares: Readonly<Record<Tone, number>>): Tone[] {
  const counts = labels.map((label) => ({
    label,
    count: Math.floor(shares[label] * n),
    rest: (shares[label] * n) % 1,
  }));
  let left = n - counts.reduce((sum, { count }) => sum + count, 0);
  for (const each of [...counts].sort((a, b) => b.rest - a.rest)) if (left-- > 0) each.count++;
  return counts.flatMap(({ label, count }) => new Array<Tone>(count).fill(label));
}

function distinctSentences(tones: readonly Tone[], rng: RandomState): string[] {
  const writer = new SentenceWriter(rng);
  const seen = new Set<string>();
  return tones.map((tone) => {
    let sentence = writer.write(tone);
    for (let attempt = 0; seen.has(sentence) && attempt < 20; attempt++) sentence = writer.write(tone);
    seen.add(sentence);
    return sentence;
  });
}

/** Exchanges the labels of pairs that differ, so that their shares stay. */
function swapLabels(tones: Tone[], pairs: number, rng: RandomState): void {
  const order = rng.permutation(tones.length);
  let swapped = 0;
  for (let a = 0, b = order.length - 1; swapped < pairs && a < b;) {
    const [i, j] = [order[a] ?? 0, order[b] ?? 0];
    const [first, second] = [tones[i] ?? "neutral", tones[j] ?? "neutral"];
    b--;
    if (first === second) continue;
    [tones[i], tones[j]] = [second, first];
    a++;
    swapped++;
  }
}
