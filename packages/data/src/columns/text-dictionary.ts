import { TextBuffer } from "./text-buffer.ts";

/** Numbers distinct texts in order of first appearance; an open-addressing hash table over their bytes. */
export class TextDictionary {
  readonly texts = new TextBuffer();
  private slots = new Int32Array(32).fill(-1);
  private hashes = new Int32Array(16);

  get size(): number {
    return this.texts.length;
  }

  codeOf(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let code = this.slots[slot] as number; code >= 0; code = this.slots[slot] as number) {
      if (this.hashes[code] === hash && this.holds(code, bytes, start, end)) return code;
      slot = (slot + 1) & mask;
    }
    return this.add(slot, hash, bytes, start, end);
  }

  private holds(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.texts.bytes;
    let k = this.texts.startOf(code);
    if (this.texts.startOf(code + 1) - k !== end - start) return false;
    for (let i = start; i < end; i++, k++) if (own[k] !== bytes[i]) return false;
    return true;
  }

  private add(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const code = this.texts.length;
    this.texts.push(bytes, start, end);
    if (code >= this.hashes.length) {
      const grown = new Int32Array(this.hashes.length * 2);
      grown.set(this.hashes);
      this.hashes = grown;
    }
    this.hashes[code] = hash;
    this.slots[slot] = code;
    if (code * 2 > this.slots.length) this.rehash();
    return code;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (let code = 0; code < this.texts.length; code++) {
      let slot = (this.hashes[code] as number) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.slots = slots;
  }
}

/** FNV-1a over the bytes, stirred so that the low bits depend on all of them. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) | 0;
}
