const SIZE = 624;
const SHIFT = 397;

/**
 * The Mersenne Twister MT19937 with its original seeding, as NumPy's legacy generator uses it.
 *
 * @see Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998), and their 2002 initialisation.
 */
export class Mt19937 {
  readonly key: Int32Array;
  /** The place of the next word in the key. */
  position: number;

  constructor(key: Int32Array, position: number) {
    this.key = key;
    this.position = position;
  }

  static fromInteger(seed: number): Mt19937 {
    const key = new Int32Array(SIZE);
    let word = seed | 0;
    for (let i = 0; i < SIZE; i++) {
      key[i] = word;
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + i + 1) | 0;
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

  /** Goes on from another point of the stream. */
  restore(key: Int32Array, position: number): void {
    this.key.set(key);
    this.position = position;
  }

  /** The next 32 bits, as a signed number: engines keep those out of the heap. */
  int32(): number {
    if (this.position === SIZE) this.refill();
    return temper(this.key[this.position++] as number);
  }

  /** The next 32 bits, as an unsigned number. */
  uint32(): number {
    return this.int32() >>> 0;
  }

  /** The next double in [0, 1), of 53 random bits. */
  double(): number {
    const high = this.int32() >>> 5;
    const low = this.int32() >>> 6;
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
      const value = (this.int32() & mask) >>> 0;
      if (value <= max) return value;
    }
  }

  /** Makes the next 624 words, in three stretches so that no index wraps. */
  private refill(): void {
    const { key } = this;
    for (let i = 0; i < SIZE - SHIFT; i++)
      key[i] = (key[i + SHIFT] as number) ^ twist(key[i] as number, key[i + 1] as number);
    for (let i = SIZE - SHIFT; i < SIZE - 1; i++) {
      key[i] = (key[i + SHIFT - SIZE] as number) ^ twist(key[i] as number, key[i + 1] as number);
    }
    key[SIZE - 1] = (key[SHIFT - 1] as number) ^ twist(key[SIZE - 1] as number, key[0] as number);
    this.position = 0;
  }
}

function temper(word: number): number {
  let mixed = word ^ (word >>> 11);
  mixed ^= (mixed << 7) & 0x9d2c5680;
  mixed ^= (mixed << 15) & 0xefc60000;
  return mixed ^ (mixed >>> 18);
}

function twist(high: number, low: number): number {
  const bits = (high & 0x80000000) | (low & 0x7fffffff);
  return (bits >>> 1) ^ (-(bits & 1) & 0x9908b0df);
}

function maskOf(max: number): number {
  return 0xffffffff >>> Math.clz32(max);
}
