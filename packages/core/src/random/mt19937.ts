const SIZE = 624;
const SHIFT = 397;

/**
 * The Mersenne Twister MT19937 with its original seeding, as NumPy's legacy generator uses it.
 *
 * @see Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998), and their 2002 initialisation.
 */
export class Mt19937 {
  private readonly key: Uint32Array;
  private position: number;

  constructor(key: Uint32Array, position: number) {
    this.key = key;
    this.position = position;
  }

  static fromInteger(seed: number): Mt19937 {
    const key = new Uint32Array(SIZE);
    let word = seed >>> 0;
    for (let i = 0; i < SIZE; i++) {
      key[i] = word;
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + i + 1) >>> 0;
    }
    return new Mt19937(key, SIZE);
  }

  static fromArray(seed: readonly number[]): Mt19937 {
    const { key } = Mt19937.fromInteger(19650218);
    const word = (index: number): number => key[index] ?? 0;
    let i = 1;
    const advance = (): void => {
      i += 1;
      if (i < SIZE) return;
      key[0] = word(SIZE - 1);
      i = 1;
    };
    let j = 0;
    for (let step = Math.max(SIZE, seed.length); step > 0; step--) {
      key[i] = (word(i) ^ Math.imul(word(i - 1) ^ (word(i - 1) >>> 30), 1664525)) + (seed[j] ?? 0) + j;
      advance();
      j = (j + 1) % seed.length;
    }
    for (let step = SIZE - 1; step > 0; step--) {
      key[i] = (word(i) ^ Math.imul(word(i - 1) ^ (word(i - 1) >>> 30), 1566083941)) - i;
      advance();
    }
    key[0] = 0x80000000;
    return new Mt19937(key, SIZE);
  }

  clone(): Mt19937 {
    return new Mt19937(this.key.slice(), this.position);
  }

  /** The next 32 bits, as an unsigned number. */
  uint32(): number {
    if (this.position === SIZE) this.refill();
    let word = this.key[this.position++] ?? 0;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** The next double in [0, 1), of 53 random bits. */
  double(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** A whole number from 0 to `max`, both included, by rejection under the smallest mask of ones. */
  interval(max: number): number {
    if (max <= 0xffffffff) return this.narrowInterval(max);
    const highMax = Math.floor(max / 2 ** 32);
    const highMask = maskOf(highMax);
    for (;;) {
      const high = (this.uint32() & highMask) >>> 0;
      const value = high * 2 ** 32 + this.uint32();
      if (value <= max) return value;
    }
  }

  private narrowInterval(max: number): number {
    if (max === 0) return 0;
    const mask = maskOf(max);
    for (;;) {
      const value = (this.uint32() & mask) >>> 0;
      if (value <= max) return value;
    }
  }

  private refill(): void {
    const { key } = this;
    for (let i = 0; i < SIZE; i++) {
      const bits = ((key[i] ?? 0) & 0x80000000) | ((key[(i + 1) % SIZE] ?? 0) & 0x7fffffff);
      key[i] = (key[(i + SHIFT) % SIZE] ?? 0) ^ (bits >>> 1) ^ (bits & 1 ? 0x9908b0df : 0);
    }
    this.position = 0;
  }
}

function maskOf(max: number): number {
  return 0xffffffff >>> Math.clz32(max);
}
