const SMALLEST = 1 << 10;
const FULLEST = 0.6;

/**
 * A hash table from texts, as UTF-8, to numbers other than 0. The texts lie in one array of bytes: a Map of millions of strings takes
 * several times as long and as much memory.
 */
export class TextTable {
  /** Number of keys. */
  size = 0;
  /** Of each slot the number of its key, plus 1, beside the key's hash. */
  private slots = new Int32Array(2 * SMALLEST);
  private limit = SMALLEST * FULLEST;
  private bytes = new Uint8Array(16 * SMALLEST);
  /** Where each key begins in the bytes; one more than there are keys. */
  private starts = new Float64Array(SMALLEST + 1);
  private held = new Float64Array(SMALLEST);

  /** The number of the key that stands between two places of some bytes; a new one where it is not known. */
  keyOf(bytes: Uint8Array, start: number, end: number): number {
    if (this.size >= this.limit) this.grow();
    const { slots } = this;
    const hash = hashOf(bytes, start, end);
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    for (let known = slots[slot] ?? 0; known !== 0; known = slots[slot] ?? 0) {
      if (slots[slot + 1] === hash && this.equals(known - 1, bytes, start, end)) return known - 1;
      slot = (slot + 2) & mask;
    }
    slots[slot] = this.size + 1;
    slots[slot + 1] = hash;
    return this.append(bytes, start, end);
  }

  get(key: number): number {
    return this.held[key] ?? 0;
  }

  set(key: number, value: number): void {
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

  private equals(key: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.starts[key] ?? 0;
    if ((this.starts[key + 1] ?? 0) - from !== end - start) return false;
    for (let i = start, j = from; i < end; i++, j++) if (bytes[i] !== this.bytes[j]) return false;
    return true;
  }

  private append(bytes: Uint8Array, start: number, end: number): number {
    const key = this.size;
    const from = this.starts[key] ?? 0;
    const to = from + end - start;
    if (to > this.bytes.length) this.bytes = larger(this.bytes, new Uint8Array(2 * to));
    for (let i = start, j = from; i < end; i++, j++) this.bytes[j] = bytes[i] ?? 0;
    this.size += 1;
    if (this.size >= this.held.length) {
      this.held = larger(this.held, new Float64Array(2 * this.size));
      this.starts = larger(this.starts, new Float64Array(2 * this.size + 1));
    }
    this.starts[key + 1] = to;
    return key;
  }

  private grow(): void {
    const old = this.slots;
    const slots = new Int32Array(old.length * 4);
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

function larger<Numbers extends Uint8Array | Float64Array>(old: Numbers, room: Numbers): Numbers {
  room.set(old);
  return room;
}

/** FNV-1a over the bytes, mixed once more so that low bits depend on all of it. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
