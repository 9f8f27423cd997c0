/** A term is a piece of UTF-16 units in a buffer; the table gives each distinct one a number, without making strings. */
export class TermTable {
  /** Number of distinct terms. */
  size = 0;
  private slots = new Int32Array(1024);
  private hashes = new Int32Array(512);
  private ends = new Int32Array(512);
  private pool = new Uint16Array(4096);

  /** A table of the given terms, numbered in their order. */
  static of(terms: Iterable<string>): TermTable {
    const table = new TermTable();
    let units = new Uint16Array(64);
    for (const term of terms) {
      if (term.length > units.length) units = new Uint16Array(term.length * 2);
      for (let i = 0; i < term.length; i++) units[i] = term.charCodeAt(i);
      table.intern(units, 0, term.length);
    }
    return table;
  }

  /** The number of the term units[start … end − 1], or −1. */
  find(units: Uint16Array, start: number, end: number): number {
    const { slots } = this;
    const hash = hashOf(units, start, end);
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = (slots[slot] as number) - 1;
      if (id < 0 || (this.hashes[id] === hash && this.isAt(id, units, start, end))) return id;
    }
  }

  /** The number of the term units[start … end − 1], which is added if it is new. */
  intern(units: Uint16Array, start: number, end: number): number {
    const hash = hashOf(units, start, end);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (; ; slot = (slot + 1) & mask) {
      const id = (this.slots[slot] as number) - 1;
      if (id < 0) break;
      if (this.hashes[id] === hash && this.isAt(id, units, start, end)) return id;
    }
    return this.add(slot, hash, units, start, end);
  }

  /** The term of a number, as a string. */
  term(id: number): string {
    const start = id === 0 ? 0 : (this.ends[id - 1] as number);
    const end = this.ends[id] as number;
    let text = "";
    for (let at = start; at < end; at += 4096) {
      text += String.fromCharCode(...this.pool.subarray(at, Math.min(end, at + 4096)));
    }
    return text;
  }

  private isAt(id: number, units: Uint16Array, start: number, end: number): boolean {
    const { pool, ends } = this;
    let at = id === 0 ? 0 : (ends[id - 1] as number);
    if ((ends[id] as number) - at !== end - start) return false;
    for (let i = start; i < end; i++, at++) if (pool[at] !== units[i]) return false;
    return true;
  }

  private add(slot: number, hash: number, units: Uint16Array, start: number, end: number): number {
    const id = this.size++;
    const from = id === 0 ? 0 : (this.ends[id - 1] as number);
    const to = from + end - start;
    if (to > this.pool.length) this.pool = enlarged(this.pool, new Uint16Array(Math.max(to, this.pool.length * 2)));
    if (id === this.ends.length) {
      this.ends = enlarged(this.ends, new Int32Array(id * 2));
      this.hashes = enlarged(this.hashes, new Int32Array(id * 2));
    }
    for (let i = start; i < end; i++) this.pool[from + i - start] = units[i] as number;
    this.ends[id] = to;
    this.hashes[id] = hash;
    this.slots[slot] = id + 1;
    if (this.size * 2 > this.slots.length) this.rehash();
    return id;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 4);
    const mask = slots.length - 1;
    for (let id = 0; id < this.size; id++) {
      let slot = (this.hashes[id] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.slots = slots;
  }
}

/** FNV-1a over units, with the high bits folded into the low ones that choose the slot. */
function hashOf(units: Uint16Array, start: number, end: number): number {
  let hash = -2128831035;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (units[i] as number), 16777619);
  return hash ^ (hash >>> 15);
}

function enlarged<T extends Int32Array | Uint16Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
