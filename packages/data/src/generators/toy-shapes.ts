import {
  boolean,
  either,
  integer,
  Matrix,
  oneOf,
  parseOptions,
  randomSeed,
  randomState,
  real,
  satisfying,
} from "@mlsys/core";
import type { RandomState, RandomStateInput } from "@mlsys/core";
import { DataError } from "../errors/data-error.ts";
import { shuffledOrder, takeLabels } from "./arrangement.ts";

/** Points in the plane and their classes. */
export interface PlaneData {
  /** The points, rows × 2. */
  readonly X: Matrix;
  /** The class of each point, 0 or 1. */
  readonly y: Int32Array;
}

/** Options of {@link makeMoons}. */
export interface MakeMoonsOptions {
  /** Number of points, or of each half circle. Default 100. */
  readonly nSamples?: number | readonly [number, number];
  /** Whether the points are shuffled. Default true. */
  readonly shuffle?: boolean;
  /** Standard deviation of the noise; null for none. Default null. */
  readonly noise?: number | null;
  /** Seed. Default: another data set each time. */
  readonly randomState?: RandomStateInput;
}

/** Options of {@link makeCircles}. */
export interface MakeCirclesOptions extends MakeMoonsOptions {
  /** Radius of the inner circle, from 0 up to, not including, 1. Default 0.8. */
  readonly factor?: number;
}

const pair = satisfying(
  "two whole numbers",
  (value): value is readonly [number, number] =>
    Array.isArray(value) && value.length === 2 && value.every((each) => Number.isSafeInteger(each) && each >= 0),
);

const specs = {
  nSamples: { rule: either(integer({ min: 1 }), pair), default: 100 },
  shuffle: { rule: boolean(), default: true },
  noise: { rule: either(real({ min: 0 }), oneOf(null)), default: null },
  randomState: { rule: randomSeed() },
} as const;

/**
 * Makes two half circles that reach into each other, with the numbers of scikit-learn's `make_moons`.
 *
 * @param options - number of points, noise, seed.
 * @returns points and classes.
 * @throws {DataError} `invalidOption`.
 * @see scikit-learn 1.9, `sklearn.datasets.make_moons`.
 *
 * @example
 * ```ts
 * import { makeMoons } from "@mlsys/data";
 *
 * makeMoons({ nSamples: 4, shuffle: false }).y; // => Int32Array.of(0, 0, 1, 1)
 * ```
 */
export function makeMoons(options: MakeMoonsOptions = {}): PlaneData {
  const parsed = parseOptions("makeMoons", options, specs, DataError);
  const [outer, inner] = halves(parsed.nSamples);
  const angle = (i: number, n: number): number => (n === 1 ? 0 : i === n - 1 ? Math.PI : i * (Math.PI / (n - 1)));
  const points = [
    ...Array.from({ length: outer }, (_, i) => [Math.cos(angle(i, outer)), Math.sin(angle(i, outer))]),
    ...Array.from({ length: inner }, (_, i) => [1 - Math.cos(angle(i, inner)), 1 - Math.sin(angle(i, inner)) - 0.5]),
  ];
  return finished(points, outer, parsed);
}

/**
 * Makes a circle inside a larger one, with the numbers of scikit-learn's `make_circles`.
 *
 * @param options - number of points, radius of the inner circle, noise, seed.
 * @returns points and classes.
 * @throws {DataError} `invalidOption`.
 * @see scikit-learn 1.9, `sklearn.datasets.make_circles`.
 *
 * @example
 * ```ts
 * import { makeCircles } from "@mlsys/data";
 *
 * makeCircles({ nSamples: 2, shuffle: false, factor: 0.5 }).X.toArray(); // => [[1, 0], [0.5, 0]]
 * ```
 */
export function makeCircles(options: MakeCirclesOptions = {}): PlaneData {
  const factor = { rule: real({ min: 0, below: 1 }), default: 0.8 };
  const parsed = parseOptions("makeCircles", options, { ...specs, factor }, DataError);
  const [outer, inner] = halves(parsed.nSamples);
  const circle = (n: number, radius: number): number[][] =>
    Array.from({ length: n }, (_, i) => {
      const angle = i * ((2 * Math.PI) / n);
      return [Math.cos(angle) * radius, Math.sin(angle) * radius];
    });
  return finished([...circle(outer, 1), ...circle(inner, parsed.factor)], outer, parsed);
}

function halves(nSamples: number | readonly [number, number]): readonly [number, number] {
  return typeof nSamples === "number" ? [Math.floor(nSamples / 2), Math.ceil(nSamples / 2)] : nSamples;
}

function finished(
  points: readonly (readonly number[])[],
  outer: number,
  parsed: { readonly shuffle: boolean; readonly noise: number | null; readonly randomState: RandomStateInput },
): PlaneData {
  const rng: RandomState = randomState(parsed.randomState);
  let X = new Matrix(points.length, 2, Float64Array.from(points.flat()));
  let y = new Int32Array(points.length).fill(1, outer);
  if (parsed.shuffle) {
    const order = shuffledOrder(rng, points.length);
    X = X.take(order);
    y = takeLabels(y, order) as Int32Array<ArrayBuffer>;
  }
  const { noise } = parsed;
  if (noise !== null)
    X = new Matrix(
      X.rows,
      2,
      X.data.map((each) => each + rng.normal(0, noise)),
    );
  return { X, y };
}
