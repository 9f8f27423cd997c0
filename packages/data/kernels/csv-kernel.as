// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into
// src/csv/kernel-code.ts. Twin of src/csv/record-scanner.ts and src/columns/parse-number.ts for the common case: whatever is
// not plain stops the loop, and the twin takes over for that record or number.

let next: usize = 0;

/** Where the last scan stopped: after the last whole record that it took. */
export function position(): usize {
  return next;
}

/**
 * Cuts records into fields, as long as they are plain: no quotes, `width` fields, a line feed at the end (or both). The bytes
 * may be read up to 15 beyond `end`. Positions are counted from `bytes`.
 */
export function scan(
  bytes: usize, from: usize, end: usize, delimiter: i32, quote: i32, comment: i32, width: i32, room: i32,
  starts: usize, ends: usize, lines: usize, line: f64,
): i32 {
  const delimiters = i8x16.splat(<i8>delimiter);
  const quotes = i8x16.splat(<i8>quote);
  const feeds = i8x16.splat(10);
  const returns = i8x16.splat(13);
  let start = from;
  let field = 0;
  let count = 0;
  let slot: usize = 0;
  next = from;
  if (room == 0 || from >= end || <i32>load<u8>(bytes + from) == comment) return 0;
  for (let block = from; block < end; block += 16) {
    const loaded = v128.load(bytes + block);
    let mask = i8x16.bitmask(v128.or(
      v128.or(i8x16.eq(loaded, delimiters), i8x16.eq(loaded, quotes)),
      v128.or(i8x16.eq(loaded, feeds), i8x16.eq(loaded, returns)),
    ));
    while (mask != 0) {
      const at = block + <usize>ctz(mask);
      mask &= mask - 1;
      if (at >= end) return count;
      if (at < start) continue; // the line feed after a carriage return
      const byte = <i32>load<u8>(bytes + at);
      if (byte == delimiter) {
        if (field + 1 == width) return count;
        store<u32>(starts + slot, <u32>start);
        store<u32>(ends + slot, <u32>at);
        slot += 4;
        field++;
        start = at + 1;
      } else if (byte == 10 || byte == 13) {
        if (field + 1 != width || (field == 0 && at == start)) return count;
        let after = at + 1;
        if (byte == 13) {
          if (after >= end || load<u8>(bytes + after) != 10) return count;
          after++;
        }
        store<u32>(starts + slot, <u32>start);
        store<u32>(ends + slot, <u32>at);
        slot += 4;
        store<f64>(lines + (<usize>count << 3), line);
        line += 1;
        count++;
        field = 0;
        start = after;
        next = after;
        if (count == room || after >= end || <i32>load<u8>(bytes + after) == comment) return count;
      } else if (at == start) {
        return count;
      }
    }
  }
  return count;
}

const powersOfTen = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]);
const inversePowersOfTen = memory.data<f64>([
  1e0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16, 1e-17, 1e-18, 1e-19,
  1e-20, 1e-21, 1e-22,
]);
const wholePowersOfTen = memory.data<u64>([1, 10, 100, 1000, 10000, 100000, 1000000, 10000000]);

/**
 * Parses the numbers of one column, as long as they are plain decimals within ±2^53 whose rounding is certain; `strict` stops
 * at leading zeros. Returns how many it took. The eight bytes before a field may be read. What varies from number to number (the
 * sign, the last few digits, whether the digits fit into a double) takes no branch, because the processor could not foresee it.
 */
export function numbers(bytes: usize, starts: usize, ends: usize, width: i32, count: i32, strict: i32, out: usize): i32 {
  const step = <usize>width << 2;
  for (let i = 0; i < count; i++, starts += step, ends += step, out += 8) {
    let at = bytes + <usize>load<u32>(starts);
    const end = bytes + <usize>load<u32>(ends);
    const negative = <i32>(at < end) & <i32>(load<u8>(at) == 45);
    at += <usize>negative;
    const first = at;
    let mantissa: u64 = 0;
    let digit: u32 = 0;
    while (at < end && (digit = <u32>load<u8>(at) - 48) <= 9) {
      mantissa = mantissa * 10 + digit;
      at++;
    }
    let digits = <i32>(at - first);
    if (strict && digits > 1 && load<u8>(first) == 48) return i;
    let places: usize = 0;
    if (at < end && load<u8>(at) == 46) {
      let from = ++at;
      places = end - from;
      if (digits + <i32>places == 0 || places > 22) return i;
      if (digits + <i32>places > 19) {
        // Zeros in front do not count.
        if (mantissa != 0) return i;
        while (from < end && load<u8>(from) == 48) from++;
        digits = 0;
        if (end - from > 19) return i;
      }
      for (; from + 8 <= end; from += 8) {
        const word = load<u64>(from);
        if (!areDigits(word)) return i;
        mantissa = mantissa * 100000000 + eightDigits(word);
      }
      // The rest, as the last of eight digits of which the first are made zeros.
      const rest = end - from;
      const word = lastBytes(load<u64>(end - 8), rest);
      if (!areDigits(word)) return i;
      mantissa = mantissa * load<u64>(wholePowersOfTen + (rest << 3)) + eightDigits(word);
    } else if (digits == 0 || at != end || digits > 19) {
      return i;
    }
    if (mantissa >> 63 != 0) return i;
    const divisor = load<f64>(powersOfTen + (places << 3));
    let value = correctedQuotient(mantissa, divisor, load<f64>(inversePowersOfTen + (places << 3)));
    if (value != value) {
      if (mantissa >= 9007199254740992) return i;
      // Integer and power of ten are both exact, so the one rounding of the division is the right one.
      value = <f64>mantissa / divisor;
    }
    if (value >= 9007199254740992) return i;
    store<f64>(out, value * <f64>(1 - 2 * negative));
  }
  return count;
}

/** The last `count` (0 to 7) bytes of a word, behind as many digits 0 as it takes. */
// @ts-ignore: decorator
@inline function lastBytes(word: u64, count: usize): u64 {
  const kept: u64 = count == 0 ? 0 : ~(<u64>0) << (64 - (<u64>count << 3));
  return (word & kept) | (0x3030303030303030 & ~kept);
}

/** Whether eight bytes are digits. */
// @ts-ignore: decorator
@inline function areDigits(word: u64): bool {
  return ((word & 0xf0f0f0f0f0f0f0f0) | (((word + 0x0606060606060606) & 0xf0f0f0f0f0f0f0f0) >> 4)) == 0x3333333333333333;
}

/** The number that eight digits make: pairs, then fours, then all, each with one multiplication. */
// @ts-ignore: decorator
@inline function eightDigits(word: u64): u64 {
  word = ((word & 0x0f0f0f0f0f0f0f0f) * 2561) >> 8;
  word = ((word & 0x00ff00ff00ff00ff) * 6553601) >> 16;
  return ((word & 0x0000ffff0000ffff) * 42949672960001) >> 32;
}

/**
 * As in src/columns/decimal-to-double.ts, with products where that divides: the estimate of the quotient may be off by two last
 * digits, which its correction makes good. NaN where the rounding is not certain.
 */
// @ts-ignore: decorator
@inline function correctedQuotient(mantissa: u64, divisor: f64, inverse: f64): f64 {
  const sum = <f64>mantissa;
  const rest = <f64>(<i64>(mantissa - <u64>sum));
  const quotient = sum * inverse;
  const multiple = quotient * divisor;
  const a = 134217729.0 * quotient;
  const headA = a - (a - quotient);
  const tailA = quotient - headA;
  const b = 134217729.0 * divisor;
  const headB = b - (b - divisor);
  const tailB = divisor - headB;
  const error = headA * headB - multiple + headA * tailB + tailA * headB + tailA * tailB;
  const correction = (sum - multiple - error + rest) * inverse;
  const upper = quotient + correction * (1.0 + 3.552713678800501e-15);
  return upper == quotient + correction * (1.0 - 3.552713678800501e-15) ? upper : NaN;
}
