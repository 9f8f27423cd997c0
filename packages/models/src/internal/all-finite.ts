/** Whether all numbers are finite: 0 times such a number is 0, times all others NaN. */
export function allFinite(values: Float64Array): boolean {
  const whole = values.length & ~3;
  let [a, b, c, d] = [0, 0, 0, 0];
  let at = 0;
  for (; at < whole; at += 4) {
    a += (values[at] as number) * 0;
    b += (values[at + 1] as number) * 0;
    c += (values[at + 2] as number) * 0;
    d += (values[at + 3] as number) * 0;
  }
  for (; at < values.length; at++) a += (values[at] as number) * 0;
  return a + b + c + d === 0;
}
