// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into
// src/random/draws/draw-kernel-code.ts. Twin of src/random/draws/plain-draws.ts: the same words of the Mersenne Twister, accepted or
// rejected alike. Addresses are bytes; words are 32 bits; the places below are known to src/random/draws/wasm-draws.ts.

const SIZE: i32 = 624;
const KEY: usize = 4096;
const TEMPERED: usize = 6656;
const DRAWN: usize = 9216;

/** For each subset of four lanes, the bytes that move its lanes to the front. */
const FRONT = memory.data<u8>([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  4, 5, 6, 7, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  8, 9, 10, 11, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 8, 9, 10, 11, 8, 9, 10, 11, 12, 13, 14, 15,
  4, 5, 6, 7, 8, 9, 10, 11, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  12, 13, 14, 15, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15,
  4, 5, 6, 7, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 12, 13, 14, 15,
  8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 12, 13, 14, 15,
  4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 12, 13, 14, 15,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
]);

/** The next word to use. */
let position: i32 = SIZE;

/** Takes over the state of a generator, whose words are in their place. */
export function open(at: i32): void {
  position = at;
  if (at < SIZE) temperBlock();
}

/** The position of the generator; its words are in their place. */
export function close(): i32 {
  return position;
}

/**
 * Whole numbers from 0 to `top`, to `top - 1` and so on down to 1, each by rejection under the smallest mask of ones, as many as there
 * is room for; returns how many. Sixteen words at once: a word up to the least of the bounds that may be its own is taken whichever it is,
 * one above the most is not, and where one lies between, the sixteen are judged one by one.
 */
export function descend(top: i32, capacity: i32): i32 {
  let i = top;
  let out = DRAWN;
  const end = DRAWN + (<usize>capacity << 2);
  let at = position;
  while (i > 0 && out < end) {
    if (at == SIZE) { refill(); temperBlock(); at = 0; }
    const mask = <i32>(0xffffffff >>> clz(i));
    const floor = mask >> 1;
    const masks = i32x4.splat(mask);
    while (at + 16 <= SIZE && i - 16 > floor && out + 64 <= end) {
      const from = TEMPERED + (<usize>at << 2);
      const a = v128.and(v128.load(from), masks);
      const b = v128.and(v128.load(from, 16), masks);
      const c = v128.and(v128.load(from, 32), masks);
      const d = v128.and(v128.load(from, 48), masks);
      const least = i32x4.splat(i - 15);
      const most = i32x4.splat(i);
      const inA = i32x4.le_s(a, least), inB = i32x4.le_s(b, least), inC = i32x4.le_s(c, least), inD = i32x4.le_s(d, least);
      const doubtful = v128.or(
        v128.or(v128.xor(inA, i32x4.le_s(a, most)), v128.xor(inB, i32x4.le_s(b, most))),
        v128.or(v128.xor(inC, i32x4.le_s(c, most)), v128.xor(inD, i32x4.le_s(d, most))),
      );
      if (v128.any_true(doubtful)) break;
      const bitsA = i32x4.bitmask(inA), bitsB = i32x4.bitmask(inB), bitsC = i32x4.bitmask(inC), bitsD = i32x4.bitmask(inD);
      const nA = popcnt(bitsA), nB = nA + popcnt(bitsB), nC = nB + popcnt(bitsC), nD = nC + popcnt(bitsD);
      v128.store(out, i8x16.swizzle(a, v128.load(FRONT + (bitsA << 4))));
      v128.store(out + (nA << 2), i8x16.swizzle(b, v128.load(FRONT + (bitsB << 4))));
      v128.store(out + (nB << 2), i8x16.swizzle(c, v128.load(FRONT + (bitsC << 4))));
      v128.store(out + (nC << 2), i8x16.swizzle(d, v128.load(FRONT + (bitsD << 4))));
      out += nD << 2;
      i -= nD;
      at += 16;
    }
    // One by one where the answers may hang on each other, and at the ends.
    for (const stop = min(SIZE, at + 16); at < stop && i > floor && out < end; at++) {
      const w = load<i32>(TEMPERED + (<usize>at << 2)) & mask;
      store<i32>(out, w);
      const taken = i32(w <= i);
      out += <usize>taken << 2;
      i -= taken;
    }
  }
  position = at;
  return <i32>((out - DRAWN) >> 2);
}

function twist(high: v128, low: v128): v128 {
  const bits = v128.bitselect(high, low, i32x4.splat(<i32>0x80000000));
  const odd = i32x4.shr_s(i32x4.shl(bits, 31), 31);
  return v128.xor(i32x4.shr_u(bits, 1), v128.and(odd, i32x4.splat(<i32>0x9908b0df)));
}

function twistOne(high: u32, low: u32): u32 {
  const bits = (high & 0x80000000) | (low & 0x7fffffff);
  return (bits >> 1) ^ ((0 - (bits & 1)) & 0x9908b0df);
}

/** The next 624 words, in stretches so that no place wraps. */
function refill(): void {
  let at = KEY;
  for (let i = 0; i < 56; i++, at += 16)
    v128.store(at, v128.xor(v128.load(at + 1588), twist(v128.load(at), v128.load(at + 4))));
  for (let i = 0; i < 3; i++, at += 4)
    store<u32>(at, load<u32>(at + 1588) ^ twistOne(load<u32>(at), load<u32>(at + 4)));
  for (let i = 0; i < 99; i++, at += 16)
    v128.store(at, v128.xor(v128.load(at - 908), twist(v128.load(at), v128.load(at + 4))));
  store<u32>(at, load<u32>(at - 908) ^ twistOne(load<u32>(at), load<u32>(KEY)));
}

function temperBlock(): void {
  for (let at: usize = 0; at < 2496; at += 16) {
    let w = v128.load(KEY + at);
    w = v128.xor(w, i32x4.shr_u(w, 11));
    w = v128.xor(w, v128.and(i32x4.shl(w, 7), i32x4.splat(<i32>0x9d2c5680)));
    w = v128.xor(w, v128.and(i32x4.shl(w, 15), i32x4.splat(<i32>0xefc60000)));
    w = v128.xor(w, i32x4.shr_u(w, 18));
    v128.store(TEMPERED + at, w);
  }
}
