import { writeKey } from "./ascii-words.ts";
import { textOf } from "./text-of.ts";

/** A term is a piece of UTF-16 units in a buffer; the table gives each distinct one a number, without making strings. */
export class TermTable {
  /** Number of distinct terms. */
  size = 0;
  /** The units of all terms, end to end. */
  pool = new Uint16Array(4096);
  /** Where the term after each one starts in the pool; the first starts at 0. */
  private ends = new Int32Array(512);
  /** Open addressing, four numbers a slot: the key and number + 1 of a term, and a place that who counts terms notes of it. */
  slots = new Int32Array(4096);
  private readonly piece = new Int32Array(4);

  /** A table of the given terms, numbered in their order. */
  static of(terms: Iterable<string>): TermTable {
    const table = new TermTable();
    let units = new Uint16Array(64);
    for (const term of terms) {
      if (term.length > units.length) units = new Uint16Array(term.length * 2);
      for (let i = 0; i < term.length; i++) units[i] = term.charCodeAt(i);
      table.addPiece(units, 0, term.length);
    }
    return table;
  }

  /** A table of some terms of another, numbered in the order given. */
  static from(other: TermTable, ids: Int32Array): TermTable {
    const table = new TermTable();
    for (const id of ids) table.addPiece(other.pool, other.startOf(id), other.endOf(id));
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

  /** The number of a term, or −1; what tells it is as for `slotOf`. */
  find(units: Uint16Array, terms: Int32Array, at: number): number {
    return (this.slots[this.slotOf(units, terms, at) + 2] as number) - 1;
  }

  /** The slot of a term, or the free one that it would take: `terms` tells its start, end and key from `at` on, as spans do. */
  slotOf(units: Uint16Array, terms: Int32Array, at: number): number {
    const { slots } = this;
    const low = terms[at + 2] as number;
    const high = terms[at + 3] as number;
    const mask = slots.length - 4;
    for (let slot = slotFor(low, high) & mask; ; slot = (slot + 4) & mask) {
      const id = (slots[slot + 2] as number) - 1;
      if (id < 0) return slot;
      if (slots[slot] !== low || slots[slot + 1] !== high) continue;
      if (low >= 0 || this.isAt(id, units, terms[at] as number, terms[at + 1] as number)) return slot;
    }
  }

  /** Adds a term that has no slot yet, and returns the one that it gets. */
  add(slot: number, units: Uint16Array, terms: Int32Array, at: number): number {
    const [start, end] = [terms[at] as number, terms[at + 1] as number];
    const id = this.size++;
    const from = this.startOf(id);
    const to = from + end - start;
    if (to > this.pool.length) this.pool = enlarged(this.pool, new Uint16Array(Math.max(to, this.pool.length * 2)));
    if (id === this.ends.length) this.ends = enlarged(this.ends, new Int32Array(id * 2));
    for (let i = start; i < end; i++) this.pool[from + i - start] = units[i] as number;
    this.ends[id] = to;
    this.slots[slot] = terms[at + 2] as number;
    this.slots[slot + 1] = terms[at + 3] as number;
    this.slots[slot + 2] = id + 1;
    // At most half of the slots are taken.
    if (this.size * 8 <= this.slots.length) return slot;
    this.rehash();
    return this.slotOf(units, terms, at);
  }

  /** Takes back what was noted of places. */
  forgetPlaces(): void {
    for (let slot = 0; slot < this.slots.length; slot += 4) this.slots[slot + 3] = 0;
  }

  /** All terms as strings, in the order of their numbers. */
  strings(): string[] {
    const whole = textOf(this.pool.subarray(0, this.size === 0 ? 0 : this.endOf(this.size - 1)));
    return Array.from({ length: this.size }, (_, id) => whole.slice(this.startOf(id), this.endOf(id)));
  }

  private isAt(id: number, units: Uint16Array, start: number, end: number): boolean {
    const { pool, ends } = this;
    let at = this.startOf(id);
    if ((ends[id] as number) - at !== end - start) return false;
    for (let i = start; i < end; i++, at++) if (pool[at] !== units[i]) return false;
    return true;
  }

  private addPiece(units: Uint16Array, start: number, end: number): void {
    const { piece } = this;
    piece[0] = start;
    piece[1] = end;
    writeKey(units, start, end, piece, 2);
    const slot = this.slotOf(units, piece, 0);
    if (this.slots[slot + 2] === 0) this.add(slot, units, piece, 0);
  }

  private rehash(): void {
    const old = this.slots;
    const slots = new Int32Array(old.length * 4);
    const mask = slots.length - 4;
    for (let from = 0; from < old.length; from += 4) {
      if (old[from + 2] === 0) continue;
      let slot = slotFor(old[from] as number, old[from + 1] as number) & mask;
      while (slots[slot + 2] !== 0) slot = (slot + 4) & mask;
      for (let i = 0; i < 4; i++) slots[slot + i] = old[from + i] as number;
    }
    this.slots = slots;
  }
}

/** Where the slot of a key is looked for first, before it is cut to the size of the table. */
function slotFor(low: number, high: number): number {
  const hash = Math.imul(low, -1640531535) ^ Math.imul(high, -2048144789);
  // The high bits, which all letters reach, are folded into the low ones, which choose the slot.
  return (hash ^ (hash >>> 15)) << 2;
}

function enlarged<T extends Int32Array | Uint16Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
