const SMALLEST = 1 << 10;
/** Above this share of used slots probing gets slow. */
const FULLEST = 0.6;

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/**
 * A hash table from numbers to numbers other than 0, in one typed array: a Map of millions of doubles takes several times as long,
 * because it keeps each as an object. -0 and 0 are one key; NaN is none.
 */
export class NumberTable {
  /** Number of keys. */
  size = 0;
  /** Key and value of a slot lie side by side, so that a look-up touches memory once. */
  private entries = new Float64Array(2 * SMALLEST);
  private limit = SMALLEST * FULLEST;

  /** The slot of a key, for `get` and `set`; it is valid until the next call. */
  slotOf(key: number): number {
    if (this.size >= this.limit) this.grow();
    return find(this.entries, key);
  }

  /** The value in a slot, 0 when its key is new. */
  get(slot: number): number {
    return this.entries[slot + 1] ?? 0;
  }

  /** Sets the value of the key that the slot was looked up for. */
  set(slot: number, key: number, value: number): void {
    if (this.entries[slot + 1] === 0) this.size += 1;
    this.entries[slot] = key;
    this.entries[slot + 1] = value;
  }

  /** Visits every key with its value, in no particular order. */
  forEach(visit: (key: number, value: number) => void): void {
    for (let slot = 0; slot < this.entries.length; slot += 2) {
      const value = this.entries[slot + 1] ?? 0;
      if (value !== 0) visit(this.entries[slot] ?? 0, value);
    }
  }

  private grow(): void {
    const entries = new Float64Array(this.entries.length * 4);
    this.forEach((key, value) => {
      const slot = find(entries, key);
      entries[slot] = key;
      entries[slot + 1] = value;
    });
    this.entries = entries;
    this.limit = (entries.length / 2) * FULLEST;
  }
}

/** Linear probing; the lengths are powers of two. */
function find(entries: Float64Array, key: number): number {
  const mask = entries.length - 1;
  let slot = (hash(key) << 1) & mask;
  while (entries[slot + 1] !== 0 && entries[slot] !== key) slot = (slot + 2) & mask;
  return slot;
}

function hash(key: number): number {
  double[0] = key === 0 ? 0 : key;
  let bits = Math.imul((halves[0] ?? 0) ^ Math.imul(halves[1] ?? 0, 0x9e3779b1), 0x85ebca6b);
  bits ^= bits >>> 15;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 13);
}
