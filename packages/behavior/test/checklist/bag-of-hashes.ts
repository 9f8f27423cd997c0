import type { ClassPrediction } from "@mlsys/behavior";

const encoder = new TextEncoder();

function fnv1a(word: string): number {
  let hash = 0x811c9dc5;
  for (const byte of encoder.encode(word)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** The portable predictor of the reference's results: sums of hashed words, to the fourth power, normalised. */
export function bagOfHashes(texts: readonly string[]): ClassPrediction<number>[] {
  return texts.map((text) => {
    const sums: [number, number, number] = [1, 1, 1];
    for (const word of text.split(" ")) {
      if (word === "") continue;
      const hash = fnv1a(word);
      sums[0] += hash & 15;
      sums[1] += (hash >>> 8) & 15;
      sums[2] += (hash >>> 16) & 15;
    }
    const powers = sums.map((sum) => sum ** 4);
    const total = powers.reduce((sum, power) => sum + power, 0);
    const proba = powers.map((power) => power / total);
    return { label: proba.indexOf(Math.max(...proba)), proba: Object.fromEntries(proba.entries()) };
  });
}
