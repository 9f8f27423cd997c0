/** How many entries are looked up at a time: what they need stays in a core's own cache, however many there are in all. */
const TOGETHER = 1 << 14;

/**
 * For each entry the index of the first that has the same two hashes and, where contents are compared, the same content.
 *
 * One table of all would be slower by entry the more there are, as each is looked for in memory that no cache holds; so entries are
 * first parted by their hashes, and those of a part looked up among themselves.
 */
export function firstOfEach(
  low: Int32Array,
  high: Int32Array,
  isSame?: (one: number, other: number) => boolean,
): Int32Array {
  const firsts = new Int32Array(low.length);
  for (let i = 0; i < firsts.length; i++) firsts[i] = i;
  const bits = Math.max(0, Math.ceil(Math.log2(low.length / TOGETHER)));
  const parts = partsOf(low, high, bits);
  let most = 1;
  for (let part = 0; part < parts.ends.length; part++) most = Math.max(most, sizeOf(parts, part));
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * most)));
  for (let part = 0; part < parts.ends.length; part++) lookUp(parts, part, slots, bits, firsts, isSame);
  return firsts;
}

/** Entries by the upper bits of their place, in their order within each part. */
interface Parts {
  readonly entries: Int32Array;
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly ends: Int32Array;
}

function partsOf(low: Int32Array, high: Int32Array, bits: number): Parts {
  const ends = new Int32Array(2 ** bits);
  if (bits === 0) return { entries: low.map((_, i) => i), low, high, ends: ends.fill(low.length) };
  const shift = 32 - bits;
  for (let i = 0; i < low.length; i++) {
    const part = place(low[i] as number, high[i] as number) >>> shift;
    ends[part] = (ends[part] as number) + 1;
  }
  let start = 0;
  for (let part = 0; part < ends.length; part++) {
    const size = ends[part] as number;
    ends[part] = start;
    start += size;
  }
  const parted = {
    entries: new Int32Array(low.length),
    low: new Int32Array(low.length),
    high: new Int32Array(low.length),
    ends,
  };
  for (let i = 0; i < low.length; i++) {
    const part = place(low[i] as number, high[i] as number) >>> shift;
    const at = ends[part] as number;
    parted.entries[at] = i;
    parted.low[at] = low[i] as number;
    parted.high[at] = high[i] as number;
    ends[part] = at + 1;
  }
  return parted;
}

function sizeOf({ ends }: Parts, part: number): number {
  return (ends[part] as number) - (part === 0 ? 0 : (ends[part - 1] as number));
}

/** Open addressing: a slot holds the place of an entry plus one, at the place of its hashes or the next that was free; 0 is free. */
function lookUp(
  parts: Parts,
  part: number,
  slots: Int32Array,
  bits: number,
  firsts: Int32Array,
  isSame: ((one: number, other: number) => boolean) | undefined,
): void {
  const { entries, low, high, ends } = parts;
  const mask = slots.length - 1;
  const shift = Math.clz32(mask);
  const end = ends[part] as number;
  slots.fill(0);
  for (let at = end - sizeOf(parts, part); at < end; at++) {
    const ownLow = low[at] as number;
    const ownHigh = high[at] as number;
    let slot = (place(ownLow, ownHigh) << bits) >>> shift;
    let found = slots[slot] as number;
    while (found !== 0) {
      const isAlike = low[found - 1] === ownLow && high[found - 1] === ownHigh;
      if (isAlike && (isSame === undefined || isSame(entries[found - 1] as number, entries[at] as number))) break;
      slot = (slot + 1) & mask;
      found = slots[slot] as number;
    }
    if (found === 0) slots[slot] = at + 1;
    else firsts[entries[at] as number] = entries[found - 1] as number;
  }
}

/** The upper bits of a product are the best mixed. */
function place(low: number, high: number): number {
  return Math.imul(low ^ (high << 7), 0x9e3779b1);
}
