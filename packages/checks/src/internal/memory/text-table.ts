const SMALLEST = 1 << 10;
const FULLEST = 0.6;
/** Texts whose slots are fetched together: few enough that they are still near when their turn comes. */
const TOGETHER = 256;

/** Texts as UTF-8, end to end: text i goes from offset i to the next. */
export interface TextBytes {
  readonly offsets: Int32Array | Uint32Array;
  readonly bytes: Uint8Array;
}

/**
 * A hash table from texts, as UTF-8, to numbers other than 0: a Map of millions of strings takes several times as long and as much
 * memory. Equal hashes are told apart by the bytes. A key is the number of the text, from 0 in the order of first occurrence.
 */
export class TextTable {
  /** Number of keys. */
  size = 0;
  /** Whether texts that are not known have the key -1, rather than become keys. */
  isClosed = false;
  /** Of each slot its key, plus 1, beside the hash. */
  private slots = new Int32Array(2 * SMALLEST);
  private limit = SMALLEST * FULLEST;
  private bytes = new Uint8Array(16 * SMALLEST);
  /** Where each key begins in the bytes; one more than there are keys. */
  private starts = new Uint32Array(SMALLEST + 1);
  private held = new Float64Array(0);
  private readonly hashes = new Int32Array(TOGETHER);
  /** Keeps the engine from dropping reads whose values nobody needs. */
  protected fetched = 0;

  /** The key of one text. */
  keyOf(bytes: Uint8Array): number {
    const key = new Int32Array(1);
    this.keysOf({ offsets: Int32Array.of(0, bytes.length), bytes }, 0, 1, key);
    return key[0] ?? 0;
  }

  /**
   * Writes the key of each text from `first` up to, not including, `last`; texts that are not known become keys. Where `kept` is given
   * and is not 1, beginning with 0 for the first, a text does not count and has the key -1. Many texts at a time, so that the processor
   * waits for the slots of all of them at once.
   */
  keysOf(texts: TextBytes, first: number, last: number, out: Int32Array, kept?: Uint8Array): void {
    for (let from = first; from < last; from += TOGETHER) {
      const to = Math.min(last, from + TOGETHER);
      while (this.size + TOGETHER > this.limit) this.grow();
      this.reserve((texts.offsets[to] ?? 0) - (texts.offsets[from] ?? 0));
      this.hash(texts, from, to);
      this.look(texts, from, to, out.subarray(from - first, to - first), kept?.subarray(from - first));
    }
  }

  get(key: number): number {
    return this.held[key] ?? 0;
  }

  set(key: number, value: number): void {
    if (key >= this.held.length) this.held = larger(this.held, new Float64Array(Math.max(SMALLEST, 2 * key)));
    this.held[key] = value;
  }

  /** Visits every text with what is held for it, in the order of first occurrence. */
  forEach(visit: (text: string, held: number) => void): void {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    for (let key = 0; key < this.size; key++)
      visit(decoder.decode(this.bytes.subarray(this.starts[key], this.starts[key + 1])), this.held[key] ?? 0);
  }

  /** Visits what is held, without the texts. */
  forEachHeld(visit: (held: number) => void): void {
    for (let key = 0; key < this.size; key++) visit(this.held[key] ?? 0);
  }

  /** Hashes some texts and fetches their slots, without waiting for any. */
  private hash({ offsets, bytes }: TextBytes, from: number, to: number): void {
    const { hashes, slots } = this;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const mask = slots.length - 1;
    for (let i = from; i < to; i++) hashes[i - from] = hashOf(view, offsets[i] ?? 0, offsets[i + 1] ?? 0);
    let fetched = 0;
    for (let i = 0; i < to - from; i++) fetched |= slots[((hashes[i] ?? 0) << 1) & mask] ?? 0;
    this.fetched = fetched;
  }

  private look(
    { offsets, bytes }: TextBytes,
    from: number,
    to: number,
    out: Int32Array,
    kept: Uint8Array | undefined,
  ): void {
    const { hashes, slots, starts, bytes: own } = this;
    const mask = slots.length - 1;
    for (let i = from; i < to; i++) {
      if (kept !== undefined && kept[i - from] !== 1) {
        out[i - from] = -1;
        continue;
      }
      const start = offsets[i] ?? 0;
      const length = (offsets[i + 1] ?? 0) - start;
      const hash = hashes[i - from] ?? 0;
      let slot = (hash << 1) & mask;
      let key = (slots[slot] ?? 0) - 1;
      for (; key >= 0; key = (slots[slot] ?? 0) - 1) {
        if (slots[slot + 1] === hash) {
          const held = starts[key] ?? 0;
          if ((starts[key + 1] ?? 0) - held === length) {
            let same = 0;
            while (same < length && own[held + same] === bytes[start + same]) same += 1;
            if (same === length) break;
          }
        }
        slot = (slot + 2) & mask;
      }
      if (key < 0 && !this.isClosed) {
        key = this.size++;
        slots[slot] = key + 1;
        slots[slot + 1] = hash;
        const end = starts[key] ?? 0;
        for (let j = 0; j < length; j++) own[end + j] = bytes[start + j] ?? 0;
        starts[key + 1] = end + length;
      }
      out[i - from] = key;
    }
  }

  /** Makes room for some more texts, of as many bytes in all. */
  private reserve(more: number): void {
    const end = (this.starts[this.size] ?? 0) + more;
    if (end > this.bytes.length) this.bytes = larger(this.bytes, new Uint8Array(2 * end));
    if (this.size + TOGETHER >= this.starts.length)
      this.starts = larger(this.starts, new Uint32Array(2 * (this.size + TOGETHER)));
  }

  private grow(): void {
    const old = this.slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 1;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at] === 0) continue;
      const hash = old[at + 1] ?? 0;
      let slot = (hash << 1) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = old[at] ?? 0;
      slots[slot + 1] = hash;
    }
    this.slots = slots;
    this.limit = (slots.length / 2) * FULLEST;
  }
}

function larger<Numbers extends Uint8Array | Uint32Array | Float64Array>(old: Numbers, room: Numbers): Numbers {
  room.set(old);
  return room;
}

/** Half of a surrogate pair, which UTF-8 cannot hold. */
const HALF_PAIR = /\p{Surrogate}/u;
const encoder = /* @__PURE__ */ new TextEncoder();

/** A string as UTF-8; undefined where that cannot hold it. */
export function utf8Of(text: string): Uint8Array | undefined {
  return HALF_PAIR.test(text) ? undefined : encoder.encode(text);
}

/** MurmurHash3 of 32 bits: https://github.com/aappleby/smhasher */
export function hashOf(view: DataView, start: number, end: number): number {
  let hash = 0;
  let at = start;
  for (; at + 4 <= end; at += 4) hash = mixed(hash, view.getInt32(at, true));
  let rest = 0;
  for (let shift = 0; at < end; at++, shift += 8) rest |= view.getUint8(at) << shift;
  hash = mixed(hash, rest) ^ (end - start);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function mixed(hash: number, word: number): number {
  let scrambled = Math.imul(word, 0xcc9e2d51);
  scrambled = Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  const sum = hash ^ scrambled;
  return (Math.imul((sum << 13) | (sum >>> 19), 5) + 0xe6546b64) | 0;
}
