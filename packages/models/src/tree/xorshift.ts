/**
 * The 32-bit generator that draws features and thresholds while a tree grows.
 *
 * @see Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (14), 2003.
 */
export class Xorshift {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** A whole number from 0 to 2^31 - 1. */
  next(): number {
    let word = this.state === 0 ? 1 : this.state;
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    this.state = word;
    return word & 0x7fffffff;
  }

  /** A whole number of at least `low` and below `high`. */
  int(low: number, high: number): number {
    return low + (this.next() % (high - low));
  }

  /** A number from `low` to `high`. */
  uniform(low: number, high: number): number {
    return ((high - low) * this.next()) / 2147483647 + low;
  }
}
