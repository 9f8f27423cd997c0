import { CoreError } from "../errors/core-error.ts";
import { didYouMean } from "../errors/nearest-name.ts";
import { showValue } from "../errors/show-value.ts";
import { drawChoice } from "./choice.ts";
import type { ChoiceOptions } from "./choice.ts";
import { glibcLog } from "./glibc-log.ts";
import { Mt19937 } from "./mt19937.ts";
import { shuffle } from "./shuffle.ts";
import type { MutableArrayLike } from "./shuffle.ts";

/** What every `randomState` option takes: a seed, several, a generator to draw from, or nothing for an unseeded one. */
export type RandomStateInput = number | readonly number[] | RandomState | null | undefined;

const marker = Symbol.for("@mlsys/random-state");

/**
 * Makes a random generator with the stream of NumPy's `RandomState`: the same seed gives the same numbers, on every
 * platform and Node version. A generator is passed through, so that several calls draw from one stream.
 *
 * All of it is NumPy's bit for bit. Normal variates go through a logarithm that NumPy takes from the platform's C library; ours is
 * the GNU C library's on every platform, so that they are those of NumPy on Linux.
 *
 * @param seed - a whole number from 0 to 4294967295, an array of such, a generator, or nothing for a random seed.
 * @returns the generator.
 * @throws {CoreError} `invalidSeed` when the seed is none of these.
 * @see NumPy's `numpy.random.RandomState` (legacy generator).
 *
 * @example
 * ```ts
 * import { randomState } from "@mlsys/core";
 *
 * const rng = randomState(42);
 * rng.randomSample(); // => 0.3745401188473625
 * rng.randint(0, 10, 3); // => Int32Array.of(7, 4, 6)
 * ```
 */
export function randomState(seed?: RandomStateInput): RandomState {
  if (isRandomState(seed)) return seed;
  if (seed === undefined || seed === null) return new RandomState(Mt19937.fromArray(unpredictableSeed()));
  const words = typeof seed === "number" ? [seed] : [...seed];
  const bad = words.find((word) => !Number.isInteger(word) || word < 0 || word > 0xffffffff);
  if (words.length === 0 || bad !== undefined) {
    throw new CoreError({
      code: "invalidSeed",
      what: "a seed is not accepted",
      where: "randomState",
      found: words.length === 0 ? "an empty array" : showValue(bad),
      fix: "give a whole number from 0 to 4294967295, or an array of such numbers",
    });
  }
  return new RandomState(typeof seed === "number" ? Mt19937.fromInteger(seed) : Mt19937.fromArray(words));
}

/** A random generator; made by {@link randomState}. Every method moves its stream on. */
export class RandomState {
  private readonly bits: Mt19937;
  private spareNormal: number | undefined;

  /** @internal */
  constructor(bits: Mt19937, spareNormal?: number) {
    this.bits = bits;
    this.spareNormal = spareNormal;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Another generator that continues from the same point. */
  clone(): RandomState {
    return new RandomState(this.bits.clone(), this.spareNormal);
  }

  /** The next 32 random bits, as an unsigned number. */
  uint32(): number {
    return this.bits.uint32();
  }

  /** A double in [0, 1), or `size` of them. */
  randomSample(): number;
  randomSample(size: number): Float64Array;
  randomSample(size?: number): number | Float64Array {
    return this.fill(size, "randomSample", () => this.bits.double());
  }

  /** A double in [low, high), or `size` of them. Defaults 0 and 1. */
  uniform(low?: number, high?: number): number;
  uniform(low: number, high: number, size: number): Float64Array;
  uniform(low = 0, high = 1, size?: number): number | Float64Array {
    const range = high - low;
    return this.fill(size, "uniform", () => low + range * this.bits.double());
  }

  /**
   * Whole numbers from `low` up to, not including, `high`; with `high` undefined, from 0 to `low`. An `Int32Array` where the
   * range fits into one, else a `Float64Array`.
   */
  randint(low: number, high?: number): number;
  randint(low: number, high: number | undefined, size: number): Int32Array | Float64Array;
  randint(low: number, high?: number, size?: number): number | Int32Array | Float64Array {
    const [from, to] = high === undefined ? [0, low] : [low, high];
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || to <= from || !Number.isSafeInteger(to - from)) {
      throw outOfRange(
        "randint",
        `low ${showValue(from)} and high ${showValue(to)}`,
        "give whole numbers with low below high",
      );
    }
    const draw = (): number => from + this.bits.interval(to - 1 - from);
    if (size === undefined) return draw();
    checkSize(size, "randint");
    const drawn = from >= -(2 ** 31) && to <= 2 ** 31 ? new Int32Array(size) : new Float64Array(size);
    for (let i = 0; i < size; i++) drawn[i] = draw();
    return drawn;
  }

  /** Whole numbers from 0 to `max`, both included, by NumPy's internal `random_interval`. */
  interval(max: number): number {
    return this.bits.interval(max);
  }

  /** Shuffles an array in place. */
  shuffle<T>(array: MutableArrayLike<T>): void {
    shuffle(array, this.bits);
  }

  /** The numbers from 0 to n - 1 in random order, or a shuffled copy of an array. */
  permutation(n: number): Int32Array;
  permutation<T>(array: readonly T[]): T[];
  permutation<T>(input: number | readonly T[]): Int32Array | T[] {
    if (typeof input !== "number") {
      const copy = [...input];
      this.shuffle(copy);
      return copy;
    }
    checkSize(input, "permutation");
    const order = new Int32Array(input);
    for (let i = 0; i < input; i++) order[i] = i;
    shuffle(order, this.bits);
    return order;
  }

  /**
   * A sample of the numbers from 0 to n - 1, or of an array, with or without replacement, evenly or with probabilities.
   * Without `size`, a single element.
   */
  choice(from: number, options: ChoiceOptions & { readonly size: number }): Int32Array;
  choice(from: number, options?: ChoiceOptions): number;
  choice<T>(from: readonly T[], options: ChoiceOptions & { readonly size: number }): T[];
  choice<T>(from: readonly T[], options?: ChoiceOptions): T;
  choice<T>(from: number | readonly T[], options: ChoiceOptions = {}): number | T | Int32Array | T[] {
    const unknown = Object.keys(options).find((name) => !["size", "replace", "p"].includes(name));
    if (unknown !== undefined)
      throw outOfRange("choice", `the option ${unknown}`, didYouMean(unknown, ["size", "replace", "p"]));
    const { size } = options;
    if (size !== undefined) checkSize(size, "choice");
    const population = typeof from === "number" ? from : from.length;
    const picked = drawChoice(this, population, options);
    if (typeof from === "number") return size === undefined ? (picked[0] ?? 0) : picked;
    const elements = Array.from(picked, (index) => from[index] as T);
    return size === undefined ? (elements[0] as T) : elements;
  }

  /** A standard normal variate, or `size` of them (polar method). */
  standardNormal(): number;
  standardNormal(size: number): Float64Array;
  standardNormal(size?: number): number | Float64Array {
    return this.fill(size, "standardNormal", () => this.nextNormal());
  }

  /** A normal variate with mean `loc` and standard deviation `scale`, or `size` of them. Defaults 0 and 1. */
  normal(loc?: number, scale?: number): number;
  normal(loc: number, scale: number, size: number): Float64Array;
  normal(loc = 0, scale = 1, size?: number): number | Float64Array {
    if (!(scale >= 0)) throw outOfRange("normal", `scale ${showValue(scale)}`, "give a scale of at least 0");
    return this.fill(size, "normal", () => loc + scale * this.nextNormal());
  }

  private nextNormal(): number {
    const spare = this.spareNormal;
    if (spare !== undefined) {
      this.spareNormal = undefined;
      return spare;
    }
    for (;;) {
      const a = 2 * this.bits.double() - 1;
      const b = 2 * this.bits.double() - 1;
      const square = a * a + b * b;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * glibcLog(square)) / square);
      this.spareNormal = factor * a;
      return factor * b;
    }
  }

  private fill(size: number | undefined, owner: string, draw: () => number): number | Float64Array {
    if (size === undefined) return draw();
    checkSize(size, owner);
    const drawn = new Float64Array(size);
    for (let i = 0; i < size; i++) drawn[i] = draw();
    return drawn;
  }
}

function isRandomState(value: unknown): value is RandomState {
  return typeof value === "object" && value !== null && marker in value;
}

function unpredictableSeed(): number[] {
  return Array.from(crypto.getRandomValues(new Uint32Array(8)));
}

function checkSize(size: number, owner: string): void {
  if (!Number.isSafeInteger(size) || size < 0)
    throw outOfRange(owner, `size ${showValue(size)}`, "give a whole number of at least 0");
}

function outOfRange(owner: string, found: string, fix: string): CoreError {
  return new CoreError({ code: "outOfRange", what: "an argument is not accepted", where: owner, found, fix });
}
