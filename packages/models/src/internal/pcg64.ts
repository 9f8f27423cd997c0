const LOW64 = (1n << 64n) - 1n;
const LOW128 = (1n << 128n) - 1n;
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;

/**
 * The stream of NumPy's `default_rng`, as far as shuffles need it.
 *
 * @see O'Neill, "PCG: a family of simple fast space-efficient statistically good algorithms for random number generation", 2014.
 */
export class Pcg64 {
  private state = 0n;
  private readonly increment: bigint;
  /** The upper half of the last draw, unless it was used. */
  private half: number | undefined;

  /** From a whole number of at least 0 and below 2^32. */
  constructor(seed: number) {
    const words = seedWords(seed, 8).map(BigInt);
    const word = (at: number) => (words[2 * at] ?? 0n) | ((words[2 * at + 1] ?? 0n) << 32n);
    this.increment = (((word(2) << 64n) | word(3)) << 1n) | 1n;
    this.step();
    this.state = (this.state + ((word(0) << 64n) | word(1))) & LOW128;
    this.step();
  }

  /** Shuffles an array in place. */
  shuffle(values: Uint8Array): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.atMost(i);
      const last = values[i] as number;
      values[i] = values[j] as number;
      values[j] = last;
    }
  }

  /** A whole number of at most 2^31 - 1: what is larger is drawn anew. */
  private atMost(most: number): number {
    const mask = 2 ** (32 - Math.clz32(most)) - 1;
    for (;;) {
      const drawn = (this.next32() & mask) >>> 0;
      if (drawn <= most) return drawn;
    }
  }

  private next32(): number {
    if (this.half !== undefined) {
      const kept = this.half;
      this.half = undefined;
      return kept;
    }
    this.step();
    const mixed = (this.state >> 64n) ^ (this.state & LOW64);
    const turns = this.state >> 122n;
    const drawn = ((mixed >> turns) | (mixed << (64n - turns))) & LOW64;
    this.half = Number(drawn >> 32n);
    return Number(drawn & 0xffffffffn);
  }

  private step(): void {
    this.state = (this.state * MULTIPLIER + this.increment) & LOW128;
  }
}

/** Words that are spread from a seed as NumPy's SeedSequence spreads them. */
function seedWords(seed: number, count: number): number[] {
  let factor = 0x43b0d7e5;
  const scattered = (value: number): number => {
    const mixed = value ^ factor;
    factor = Math.imul(factor, 0x931e8875);
    const product = Math.imul(mixed, factor);
    return product ^ (product >>> 16);
  };
  const pool = [seed, 0, 0, 0].map(scattered);
  for (let from = 0; from < 4; from++) {
    for (let to = 0; to < 4; to++) {
      if (from === to) continue;
      const other = scattered(pool[from] as number);
      const sum = (Math.imul(0xca01f9dd, pool[to] as number) - Math.imul(0x4973f715, other)) | 0;
      pool[to] = sum ^ (sum >>> 16);
    }
  }
  let scale = 0x8b51f9dd;
  return Array.from({ length: count }, (_, i) => {
    const mixed = (pool[i % 4] as number) ^ scale;
    scale = Math.imul(scale, 0x58f38ded);
    const product = Math.imul(mixed, scale);
    return (product ^ (product >>> 16)) >>> 0;
  });
}
