import { correctedQuotient, powersOfTen } from "./decimal-to-double.ts";

const LARGEST_EXACT = 2 ** 53;

/**
 * The double nearest to the decimal number in `bytes[start, end)`, ties to even, as `Number` gives it; NaN where it is none.
 * Spaces around, a sign, digits with a point, and an exponent are accepted; also `inf` and `infinity`.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  const negative = bytes[i] === 45;
  if (negative || bytes[i] === 43) i++;
  // The first nine significant digits, and the next nine.
  let high = 0;
  let low = 0;
  let digits = 0;
  let point = -1;
  const first = i;
  for (; i < end; i++) {
    const digit = (bytes[i] as number) - 48;
    if (digit >= 0 && digit <= 9) {
      if (digits < 9) {
        high = (high * 10 + digit) | 0;
        if (high !== 0) digits++;
      } else if (digits < 18) {
        low = (low * 10 + digit) | 0;
        digits++;
      } else {
        return parseSlowly(bytes, start, end);
      }
    } else if (digit === -2 && point < 0) {
      point = i;
    } else {
      return parseSlowly(bytes, start, end);
    }
  }
  const places = point < 0 ? 0 : end - point - 1;
  if (end - first - (point < 0 ? 0 : 1) <= 0) return NaN;
  if (places > 22) return parseSlowly(bytes, start, end);
  let value: number;
  if (digits <= 9) {
    value = places === 0 ? high : high / (powersOfTen[places] as number);
  } else {
    const scale = powersOfTen[digits - 9] as number;
    value = high * scale + low;
    // Integer and power of ten are both exact, so the one rounding of the division is the right one.
    if (value < LARGEST_EXACT) value = places === 0 ? value : value / (powersOfTen[places] as number);
    else value = correctedQuotient(high, scale, low, powersOfTen[places] as number);
    if (value !== value) return parseSlowly(bytes, start, end);
  }
  return negative ? -value : value;
}

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const infinite = /^([+-]?)inf(?:inity)?$/i;

function parseSlowly(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 1200) return NaN;
  const text = asciiTrimmed(bytes, start, end);
  if (decimal.test(text)) return Number(text);
  const sign = infinite.exec(text);
  return sign === null ? NaN : sign[1] === "-" ? -Infinity : Infinity;
}

/** Bytes as text, spaces and tabs around left out. */
export function asciiTrimmed(bytes: Uint8Array, start: number, end: number): string {
  let from = start;
  let to = end;
  while (from < to && isBlank(bytes[from])) from++;
  while (to > from && isBlank(bytes[to - 1])) to--;
  let text = "";
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i] as number);
  return text;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 32 || byte === 9;
}
