import { randomState } from "@mlsys/core";

/** Rows of two numbers, with a class or a number each. */
export interface Points {
  readonly X: number[][];
  readonly y: number[];
}

/** Two half circles that interlock, with noise. */
export function moons(count: number, noise: number, seed: number): Points {
  const rng = randomState(seed);
  const shifts = rng.normal(0, noise, 2 * count);
  const y = Array.from({ length: count }, (_, i) => i % 2);
  const X = y.map((side, i) => {
    const angle = (Math.PI * i) / count;
    const [x, height] = side === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
    return [x + (shifts[2 * i] ?? 0), height + (shifts[2 * i + 1] ?? 0)];
  });
  return { X, y };
}

/** Clouds of normal points around centres, with the number of its cloud for each. */
export function clouds(centres: readonly (readonly number[])[], each: number, seed: number): Points {
  const rng = randomState(seed);
  const y = Array.from({ length: centres.length * each }, (_, i) => i % centres.length);
  const X = y.map((cloud) => (centres[cloud] ?? []).map((centre) => centre + (rng.normal(0, 1, 1)[0] ?? 0)));
  return { X, y };
}
