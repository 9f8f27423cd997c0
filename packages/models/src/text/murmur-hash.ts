const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;

/** UTF-8 bytes of terms; grows when needed. */
let bytes = /* @__PURE__ */ new Uint8Array(256);

/**
 * MurmurHash3 (32 bits, seed 0) of the UTF-8 bytes of a piece of UTF-16 units, as a signed number.
 *
 * @see Appleby, MurmurHash3, https://github.com/aappleby/smhasher
 */
export function murmurHash(units: Uint16Array, start: number, end: number): number {
  const length = writeUtf8(units, start, end);
  let hash = 0;
  const whole = length - (length % 4);
  for (let at = 0; at < whole; at += 4) {
    const block =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    hash ^= scrambled(block);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let at = length - 1; at >= whole; at--) tail = (tail << 8) | (bytes[at] as number);
  if (length > whole) hash ^= scrambled(tail);
  hash ^= length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

function scrambled(block: number): number {
  const mixed = Math.imul(block, C1);
  return Math.imul((mixed << 15) | (mixed >>> 17), C2);
}

/** Writes the bytes and returns how many; a lone surrogate becomes the replacement character. */
function writeUtf8(units: Uint16Array, start: number, end: number): number {
  if (bytes.length < (end - start) * 3) bytes = new Uint8Array((end - start) * 6);
  let size = 0;
  for (let at = start; at < end; at++) {
    let code = units[at] as number;
    if (code < 0x80) {
      bytes[size++] = code;
      continue;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const next = at + 1 < end ? (units[at + 1] as number) : 0;
      const isPair = code < 0xdc00 && next >= 0xdc00 && next <= 0xdfff;
      code = isPair ? 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00) : 0xfffd;
      if (isPair) at += 1;
    }
    if (code < 0x800) {
      bytes[size++] = 0xc0 | (code >> 6);
    } else {
      if (code < 0x10000) {
        bytes[size++] = 0xe0 | (code >> 12);
      } else {
        bytes[size++] = 0xf0 | (code >> 18);
        bytes[size++] = 0x80 | ((code >> 12) & 0x3f);
      }
      bytes[size++] = 0x80 | ((code >> 6) & 0x3f);
    }
    bytes[size++] = 0x80 | (code & 0x3f);
  }
  return size;
}
