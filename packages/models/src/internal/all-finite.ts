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
  for (let start = 0; start < values.length; start += CHUNK) {
    if (!chunkIsFromZero(values, start, Math.min(values.length, start + CHUNK))) return false;
  }
  return true;
}

/** Magnitudes are no more than the numbers then; what is not finite makes NaN of the difference. */
function chunkIsFromZero(values: Float64Array, from: number, to: number): boolean {
  let apart = 0;
  for (let at = from; at < to; at++) {
    const value = values[at] as number;
    apart += Math.abs(value) - value;
  }
  return apart === 0;
}

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
