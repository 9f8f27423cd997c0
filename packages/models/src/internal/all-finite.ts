/** Whether all numbers are finite: 0 times such a number is 0, times all others NaN. */
export function allFinite(values: Float64Array): boolean {
  const whole = values.length & ~3;
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let at = 0; at < whole; at += 4) {
    a += (values[at] as number) * 0;
    b += (values[at + 1] as number) * 0;
    c += (values[at + 2] as number) * 0;
    d += (values[at + 3] as number) * 0;
  }
  // Sums and places of its own: sharing those of the loop above makes that one several times as slow.
  let rest = 0;
  for (let at = whole; at < values.length; at++) rest += (values[at] as number) * 0;
  return a + b + c + d + rest === 0;
}
