import type { ClassPrediction } from "@mlsys/behavior";

const encoder = new TextEncoder();

function fnv1a(word: string): number {
  let hash = 0x811c9dc5;
  for (const byte of encoder.encode(word)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Sums of hashed words, to the fourth power, normalised: exact integers before the division. */
export function hashedProbabilities(words: readonly string[], classes: number): ClassPrediction<number> {
  const sums = new Array<number>(classes).fill(1);
  for (const word of words) {
    const hash = fnv1a(word);
    sums.forEach((sum, i) => (sums[i] = sum + ((hash >>> (8 * i)) & 15)));
  }
  const powers = sums.map((sum) => sum ** 4);
  const total = powers.reduce((sum, power) => sum + power, 0);
  const proba = powers.map((power) => power / total);
  return { label: proba.indexOf(Math.max(...proba)), proba: Object.fromEntries(proba.entries()) };
}

/** The portable predictor of the reference's results over texts. */
export function bagOfHashes(texts: readonly string[]): ClassPrediction<number>[] {
  return texts.map((text) =>
    hashedProbabilities(
      text.split(" ").filter((word) => word !== ""),
      3,
    ),
  );
}
