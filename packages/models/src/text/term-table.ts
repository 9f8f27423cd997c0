/** A term is a piece of UTF-16 units in a buffer; the table gives each distinct one a number, without making strings. */
export class TermTable {
  /** Number of distinct terms. */
  size = 0;
  /** The units of all terms, end to end. */
  pool = new Uint16Array(4096);
  /** Where the term after each one starts in the pool; the first starts at 0. */
  private ends = new Int32Array(512);
  /** Open addressing: hash, then number + 1, slot by slot. */
  private slots = new Int32Array(2048);

  /** A table of the given terms, numbered in their order. */
  static of(terms: Iterable<string>): TermTable {
    const table = new TermTable();
    let units = new Uint16Array(64);
    for (const term of terms) {
      if (term.length > units.length) units = new Uint16Array(term.length * 2);
      for (let i = 0; i < term.length; i++) units[i] = term.charCodeAt(i);
      table.intern(units, 0, term.length, hashOf(units, 0, term.length));
    }
    return table;
  }

  /** A table of some terms of another, numbered in the order given. */
  static from(other: TermTable, ids: Int32Array): TermTable {
    const table = new TermTable();
    for (const id of ids) {
      const [start, end] = [other.startOf(id), other.endOf(id)];
      table.intern(other.pool, start, end, hashOf(other.pool, start, end));
    }
    return table;
  }

  /** Where a term starts in the pool. */
  startOf(id: number): number {
    return id === 0 ? 0 : (this.ends[id - 1] as number);
  }

  /** Where a term ends in the pool. */
  endOf(id: number): number {
    return this.ends[id] as number;
  }

  /** The number of the term units[start … end − 1], whose hash is given, or −1. */
  find(units: Uint16Array, start: number, end: number, hash: number): number {
    const { slots } = this;
    const mask = slots.length - 2;
    for (let at = (hash << 1) & mask; ; at = (at + 2) & mask) {
      const id = (slots[at + 1] as number) - 1;
      if (id < 0 || (slots[at] === hash && this.isAt(id, units, start, end))) return id;
    }
  }

  /** The number of the term units[start … end − 1], which is added if it is new. */
  intern(units: Uint16Array, start: number, end: number, hash: number): number {
    const { slots } = this;
    const mask = slots.length - 2;
    let at = (hash << 1) & mask;
    for (; ; at = (at + 2) & mask) {
      const id = (slots[at + 1] as number) - 1;
      if (id < 0) break;
      if (slots[at] === hash && this.isAt(id, units, start, end)) return id;
    }
    return this.add(at, hash, units, start, end);
  }

  /** All terms as strings, in the order of their numbers. */
  strings(): string[] {
    const whole = textOf(this.pool, this.size === 0 ? 0 : this.endOf(this.size - 1));
    return Array.from({ length: this.size }, (_, id) => whole.slice(this.startOf(id), this.endOf(id)));
  }

  private isAt(id: number, units: Uint16Array, start: number, end: number): boolean {
    const { pool, ends } = this;
    let at = id === 0 ? 0 : (ends[id - 1] as number);
    if ((ends[id] as number) - at !== end - start) return false;
    for (let i = start; i < end; i++, at++) if (pool[at] !== units[i]) return false;
    return true;
  }

  private add(at: number, hash: number, units: Uint16Array, start: number, end: number): number {
    const id = this.size++;
    const from = this.startOf(id);
    const to = from + end - start;
    if (to > this.pool.length) this.pool = enlarged(this.pool, new Uint16Array(Math.max(to, this.pool.length * 2)));
    if (id === this.ends.length) this.ends = enlarged(this.ends, new Int32Array(id * 2));
    for (let i = start; i < end; i++) this.pool[from + i - start] = units[i] as number;
    this.ends[id] = to;
    this.slots[at] = hash;
    this.slots[at + 1] = id + 1;
    // At most half of the slots are taken.
    if (this.size * 4 > this.slots.length) this.rehash();
    return id;
  }

  private rehash(): void {
    const old = this.slots;
    const slots = new Int32Array(old.length * 4);
    const mask = slots.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let at = ((old[from] as number) << 1) & mask;
      while (slots[at + 1] !== 0) at = (at + 2) & mask;
      slots[at] = old[from] as number;
      slots[at + 1] = old[from + 1] as number;
    }
    this.slots = slots;
  }
}

/** What a hash begins with. */
export const HASH_START = -2128831035;
/** What a hash is multiplied by after each unit: FNV-1a. */
export const HASH_FACTOR = 16777619;

/** The hash of the term units[start … end − 1]. */
export function hashOf(units: Uint16Array, start: number, end: number): number {
  let hash = HASH_START;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (units[i] as number), HASH_FACTOR);
  return finished(hash);
}

/** The last step of a hash: folds the high bits into the low ones, which choose the slot. */
export function finished(hash: number): number {
  return hash ^ (hash >>> 15);
}

function textOf(units: Uint16Array, length: number): string {
  let text = "";
  for (let at = 0; at < length; at += 4096) {
    text += String.fromCharCode(...units.subarray(at, Math.min(length, at + 4096)));
  }
  return text;
}

function enlarged<T extends Int32Array | Uint16Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
