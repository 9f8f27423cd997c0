import * as integrity from "@mlsys/checks/integrity";
import { linear, mean, on, others, present, share } from "./naive.ts";
import type { FigureDefinition, RowDefinition } from "./naive.ts";
import { isMissing } from "./random-rows.ts";
import type { RandomRow } from "./random-rows.ts";

/** Letters and digits of a text, by hand: those that the random tables hold. */
function isLetter(character: string): boolean {
  return /^[\p{L}\p{M}\p{N}]$/u.test(character);
}

function plainWords(text: string): string {
  const characters = Array.from(text.normalize("NFKC").toLowerCase()).map((each) =>
    /[\p{L}\p{N}]/u.test(each) ? each : " ",
  );
  return characters.join("").split(" ").filter(Boolean).join(" ");
}

function specialShare(text: string): number {
  const characters = Array.from(text);
  const special = characters.filter((each) => !isLetter(each) && !/\s/.test(each));
  return characters.length === 0 ? 0 : special.length / characters.length;
}

/** Whether a value lies beyond some interquartile ranges of those of all. */
function isFar(value: number, all: readonly number[], multiplier: number): boolean {
  const sorted = [...all].sort((a, b) => a - b);
  const [low, high] = [linear(sorted, 0.25), linear(sorted, 0.75)];
  const reach = multiplier * (high - low);
  return high > low && (value < low - reach || value > high + reach);
}

/** Local outlier probabilities of numbers, missing ones apart from all others, by the definition. */
function outlierProbabilities(values: readonly (number | null)[], neighbours: number): number[] {
  const there = values.filter((value) => value !== null);
  const range = Math.max(...there) - Math.min(...there);
  const distance = (a: number | null, b: number | null): number => {
    if (a === b) return 0;
    return a === null || b === null || !(range > 0) ? 1 : Math.abs(a - b) / range;
  };
  const nearest = values.map((value, i) =>
    values
      .map((other, j) => ({ j, far: distance(value, other) }))
      .filter(({ j }) => j !== i)
      .sort((a, b) => a.far - b.far || a.j - b.j)
      .slice(0, neighbours),
  );
  const spread = nearest.map((near) => 3 * Math.sqrt(mean(near.map(({ far }) => far ** 2))));
  const factors = nearest.map((near, i) => {
    const expected = near.reduce((sum, { j }) => sum + (spread[j] ?? 0) / neighbours, 0);
    return spread[i] === expected ? 0 : (spread[i] ?? 0) / expected - 1;
  });
  const finite = factors.filter(Number.isFinite);
  const scale = 3 * Math.sqrt(finite.length === 0 ? 0 : mean(finite.map((factor) => factor ** 2)));
  return factors.map((factor) => (factor <= 0 ? 0 : scale === 0 ? Infinity : factor / scale));
}

/** Checks of `/integrity` that judge rows. */
export const integrityRowDefinitions: readonly RowDefinition[] = [
  {
    check: integrity.isAscii("text"),
    judge: ({ text }) =>
      on(text, (t: string) => Array.from(t).every((each) => (each >= " " && each <= "~") || "\t\n\r".includes(each))),
  },
  {
    check: integrity.isNotOnlySymbols("text"),
    judge: ({ text }) =>
      on(
        text,
        (t: string) =>
          t === "" ||
          Array.from(t).some((each) => /[A-Z0-9]/i.test(each) || !((each > " " && each <= "~") || /\s/.test(each))),
      ),
  },
  {
    check: integrity.isNotTruncated("category", { lengths: [2] }),
    judge: ({ category }) => on(category, (c: string) => Array.from(c).length !== 2),
  },
  {
    check: integrity.isNotTruncated("integer", { limits: [1, 3] }),
    judge: ({ integer }) => on(integer, (n) => n !== 1 && n !== 3),
  },
  {
    check: integrity.rowIsNotEmpty(["number", "category"]),
    judge: ({ number, category }) => !isMissing(number) || category !== null,
  },
  {
    check: integrity.isNotInTable("category", "others", { key: "c" }),
    judge: ({ category }) => on(category, (c: string) => c !== "a" && c !== "b"),
  },
  {
    check: integrity.isNotInTable(["category", "flag"], "others", { key: ["c", "f"] }),
    judge: ({ category, flag }) => (category === null || flag === null ? "skip" : !(category === "a" && flag)),
  },
  {
    check: integrity.textIsNotRepeated("text"),
    judge: ({ text }, i, rows) =>
      on(
        text,
        (t: string) => !rows.slice(0, i).some((row) => row.text !== null && plainWords(row.text) === plainWords(t)),
      ),
  },
  {
    check: integrity.languageIsIn("category", ["x"], (text) => ({ a: "x", b: "y", ab: "und" })[text]),
    judge: ({ category }) => on(category, (c: string) => c !== "b"),
  },
  {
    check: integrity.textPropertyIsBetween("text", "specialCharacterShare", { max: 0.5, exclusiveMax: true }),
    judge: ({ text }) => on(text, (t: string) => specialShare(t) < 0.5),
  },
  {
    check: integrity.textPropertyIsBetween("category", "length", { min: 1, max: 1 }),
    judge: ({ category }) => on(category, (c: string) => Array.from(c).length === 1),
  },
  {
    check: integrity.textPropertyIsNotOutlier("category", "length", { multiplier: 0.5 }),
    judge: ({ category }, _, rows) => {
      const lengths = present(rows, "category").map((c) => Array.from(c).length);
      return on(category, (c: string) => !isFar(Array.from(c).length, lengths, 0.5));
    },
  },
  {
    check: integrity.textPropertyIsNotOutlier("text", "specialCharacterShare", { multiplier: 0.25 }),
    judge: ({ text }, _, rows) =>
      on(text, (t: string) => !isFar(specialShare(t), present(rows, "text").map(specialShare), 0.25)),
  },
];

function longest(values: readonly string[], of: (value: string) => string): number {
  const groups = new Map<string, Set<string>>();
  for (const value of values) groups.set(of(value), (groups.get(of(value)) ?? new Set()).add(value));
  groups.delete("");
  return [...groups.values()].filter(({ size }) => size > 1).length;
}

/** Pearson's correlation of the rows where both are there; 0 where either is the same everywhere. */
function correlation(rows: readonly RandomRow[]): number | null {
  const both = rows.filter(({ integer, at }) => integer !== null && at !== null);
  const [x, y] = [both.map(({ integer }) => Number(integer)), both.map(({ at }) => Number(at))];
  if (rows.length === 0) return null;
  if (both.length < 2 || new Set(x).size < 2 || new Set(y).size < 2) return 0;
  const sum = (of: (i: number) => number): number => x.reduce((total, _, i) => total + of(i), 0);
  // As parts of the range: the squares of the least numbers are none.
  const range = (all: readonly number[]): number => Math.max(...all) - Math.min(...all);
  const [dx, dy] = [
    (i: number): number => (x[i] ?? 0) / range(x) - mean(x.map((value) => value / range(x))),
    (i: number): number => (y[i] ?? 0) / range(y) - mean(y.map((value) => value / range(y))),
  ];
  return Math.abs(sum((i) => dx(i) * dy(i))) / Math.sqrt(sum((i) => dx(i) ** 2) * sum((i) => dy(i) ** 2));
}

/** The correlation ratio of a number by categories. */
function ratio(rows: readonly RandomRow[]): number | null {
  const both = rows.filter(({ integer, category }) => integer !== null && category !== null);
  const given = both.map(({ integer }) => Number(integer));
  if (rows.length === 0) return null;
  if (both.length < 2 || new Set(given).size < 2) return 0;
  const scaled = (value: unknown): number =>
    (Number(value) - Math.min(...given)) / (Math.max(...given) - Math.min(...given));
  const all = given.map(scaled);
  const of = (category: string | null): number[] =>
    both.filter((row) => row.category === category).map(({ integer }) => scaled(integer));
  const between = mean(both.map(({ category }) => (mean(of(category)) - mean(all)) ** 2));
  return Math.sqrt(Math.min(1, between / mean(all.map((value) => (value - mean(all)) ** 2))));
}

function pairsOf(rows: readonly RandomRow[]): readonly (readonly [string, boolean])[] {
  return rows.flatMap(({ category, flag }) => (category === null || flag === null ? [] : [[category, flag] as const]));
}

/** Cramér's V of two categories, corrected after Bergsma. */
function cramersV(rows: readonly RandomRow[]): number | null {
  const pairs = pairsOf(rows);
  const n = pairs.length;
  const [a, b] = [[...new Set(pairs.map(([x]) => x))], [...new Set(pairs.map(([, y]) => y))]];
  if (rows.length === 0) return null;
  if (a.length < 2 || b.length < 2) return 0;
  let chi = 0;
  for (const x of a)
    for (const y of b) {
      const expected = (pairs.filter(([p]) => p === x).length * pairs.filter(([, q]) => q === y).length) / n;
      chi += (pairs.filter(([p, q]) => p === x && q === y).length - expected) ** 2 / expected;
    }
  const less = (k: number): number => k - (k - 1) ** 2 / (n - 1);
  const phi = Math.max(0, chi / n - ((a.length - 1) * (b.length - 1)) / (n - 1));
  const least = Math.min(less(a.length), less(b.length)) - 1;
  return least <= 0 ? 0 : Math.sqrt(Math.min(1, phi / least));
}

/** Mutual information of two categories over the mean of their entropies. */
function mutualInformation(rows: readonly RandomRow[]): number | null {
  const pairs = pairsOf(rows);
  const entropy = (of: (pair: readonly [string, boolean]) => string): number =>
    [...new Set(pairs.map(of))]
      .map((key) => pairs.filter((pair) => of(pair) === key).length / pairs.length)
      .reduce((sum, p) => sum - p * Math.log(p), 0);
  const [x, y] = [entropy(([a]) => a), entropy(([, b]) => String(b))];
  if (rows.length === 0) return null;
  return x === 0 || y === 0 ? 0 : (2 * (x + y - entropy((pair) => JSON.stringify(pair)))) / (x + y);
}

/** Checks of `/integrity` of one figure. */
export const integrityFigureDefinitions: readonly FigureDefinition[] = [
  {
    check: integrity.typesAreNotMixed("mixed"),
    figure: (rows) => {
      const reads = (value: unknown): boolean => ["1", "number", "bigint"].includes(value === "1" ? "1" : typeof value);
      const values = rows.map(({ mixed }) => mixed).filter((value) => !isMissing(value));
      const [numbers, texts] = [values.filter(reads).length, values.filter((value) => value === "a").length];
      return share(Math.min(numbers, texts), numbers + texts);
    },
  },
  {
    check: integrity.nullsAreSpelledOnce("category", { spellings: ["", "A"] }),
    figure: (rows) => {
      const ways = new Set(rows.map(({ category }) => category).filter((c) => c === null || c === "" || c === "a"));
      return rows.length === 0 ? null : ways.size;
    },
  },
  {
    check: integrity.hasNoVariants("text"),
    figure: (rows) => {
      const texts = present(rows, "text");
      const bare = (text: string): string =>
        Array.from(text.normalize("NFKD").toLowerCase())
          .filter((each) => /[\p{L}\p{N}]/u.test(each))
          .join("");
      return texts.length === 0 ? null : longest(texts, bare);
    },
  },
  {
    check: integrity.lengthsAreAlike("category", { inner: 0.5, factor: 0.5 }),
    figure: (rows) => {
      const lengths = present(rows, "category").map((c) => Array.from(c).length);
      return lengths.length === 0 ? null : lengths.filter((length) => isFar(length, lengths, 0.5)).length;
    },
  },
  {
    check: integrity.labelsDoNotConflict(["category"], "flag"),
    figure: (rows) => {
      const labels = new Set(rows.map(({ category, flag }) => JSON.stringify([category, flag])));
      return rows.length === 0 ? null : labels.size - new Set(rows.map(({ category }) => category)).size;
    },
  },
  {
    check: integrity.columnsDiffer(["number", "other"]),
    figure: (rows) => {
      const same = ({ number, other }: RandomRow): boolean =>
        isMissing(number) || isMissing(other) ? isMissing(number) && isMissing(other) : number === other;
      return share(rows.filter(same).length, rows.length);
    },
  },
  {
    check: integrity.hasNoFrequentPhrase("category", { words: 1 }),
    figure: (rows) => {
      const texts = present(rows, "category");
      const counts = ["a", "b", "ab"].map((word) => texts.filter((text) => text === word).length);
      const most = Math.max(...counts);
      return texts.length === 0 ? null : most > 1 ? most / texts.length : 0;
    },
  },
  {
    check: integrity.wordsAreKnown("category", ["A"]),
    figure: (rows) => {
      const words = present(rows, "category").filter((text) => text !== "" && text !== "🙂");
      return share(words.filter((word) => word !== "a").length, words.length);
    },
  },
  { check: integrity.rowCountRatioIsBetween("others", { min: 1 }), figure: (rows) => rows.length / others.c.length },
  {
    check: integrity.startsAfterTable("category", "others", { key: "c" }),
    figure: (rows) => [...present(rows, "category")].sort()[0] ?? null,
  },
  // Roots: where there is nothing in common, what rounding leaves of it, 1e-16, shows as 1e-8.
  { check: integrity.columnsAreNotAssociated(["integer", "at"]), tolerance: 1e-7, figure: correlation },
  { check: integrity.columnsAreNotAssociated(["integer"], { with: "category" }), tolerance: 1e-7, figure: ratio },
  { check: integrity.columnsAreNotAssociated(["category", "flag"]), tolerance: 1e-7, figure: cramersV },
  {
    check: integrity.columnsAreNotAssociated(["category", "flag"], { measure: "mutualInformation" }),
    tolerance: 1e-9,
    figure: mutualInformation,
  },
];

/** Rows that are outliers, where the naive definition is not at its threshold to rounding; undefined where it is. */
export function naiveOutliers(rows: readonly RandomRow[], neighbours: number, threshold: number): number[] | undefined {
  const found = outlierProbabilities(
    rows.map(({ integer }) => integer),
    Math.min(neighbours, rows.length - 1),
  );
  if (found.some((factor) => Math.abs(factor - threshold) < 1e-9)) return undefined;
  return found.flatMap((factor, i) => (factor >= threshold ? [i] : []));
}
