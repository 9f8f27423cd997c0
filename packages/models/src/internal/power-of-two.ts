/** The power of two of about the largest magnitude, by which dividing rounds nothing; 1 where all are 0. */
export function powerOfTwoNear(values: Float64Array): number {
  let largest = 0;
  for (let at = 0; at < values.length; at++) largest = Math.max(largest, Math.abs(values[at] as number));
  return largest > 0 && largest < Infinity ? 2 ** Math.max(-1022, Math.floor(Math.log2(largest))) : 1;
}
