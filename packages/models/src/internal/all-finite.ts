/** Numbers that are looked at before what was found is. */
const CHUNK = 1 << 14;

/** Whether all numbers are finite: 0 times such a number is 0, times all others NaN. */
export function allFinite(values: Float64Array): boolean {
  return staysFinite(values, 1);
}

/** The largest number, about 5e151, whose square can be added up thousands of times. */
export const LARGEST_SQUARABLE = 2 ** 504;

/** Whether all numbers are finite, and their squares, too, with room for sums of them. */
export function allSquarable(values: Float64Array): boolean {
  return staysFinite(values, 2 ** 520);
}

/** Whether all numbers are finite and at least 0. */
export function allFiniteFromZero(values: Float64Array): boolean {
  const whole = values.length & ~3;
  for (let start = 0; start < whole; start += CHUNK) {
    if (!chunkIsFromZero(values, start, Math.min(whole, start + CHUNK))) return false;
  }
  let rest = 0;
  for (let at = whole; at < values.length; at++) rest += beyond(values[at] as number);
  return rest === 0;
}

/** The same of whole groups of four. */
function chunkIsFromZero(values: Float64Array, from: number, to: number): boolean {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let at = from; at < to; at += 4) {
    a += beyond(values[at] as number);
    b += beyond(values[at + 1] as number);
    c += beyond(values[at + 2] as number);
    d += beyond(values[at + 3] as number);
  }
  return a + b + c + d === 0;
}

/** By how much a magnitude is more than its number: 0 from 0 on, NaN of what is not finite. */
const beyond = (value: number): number => Math.abs(value) - value;

/** Whether all numbers are finite when they are multiplied by some other. */
function staysFinite(values: Float64Array, scale: number): boolean {
  const whole = values.length & ~3;
  for (let start = 0; start < whole; start += CHUNK) {
    if (!chunkIsFinite(values, scale, start, Math.min(whole, start + CHUNK))) return false;
  }
  // Sums and places of its own: sharing those of the loop below makes that one several times as slow.
  let rest = 0;
  for (let at = whole; at < values.length; at++) rest += (values[at] as number) * scale * 0;
  return rest === 0;
}

/** The same of whole groups of four. */
function chunkIsFinite(values: Float64Array, scale: number, from: number, to: number): boolean {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let at = from; at < to; at += 4) {
    a += (values[at] as number) * scale * 0;
    b += (values[at + 1] as number) * scale * 0;
    c += (values[at + 2] as number) * scale * 0;
    d += (values[at + 3] as number) * scale * 0;
  }
  return a + b + c + d === 0;
}
