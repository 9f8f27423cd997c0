/** The softmax of numbers times a factor, written into `into`. */
export function softmaxRow(row: Float64Array, factor: number, into: Float64Array): void {
  let largest = -Infinity;
  for (let c = 0; c < row.length; c++) largest = Math.max(largest, factor * (row[c] as number));
  let sum = 0;
  for (let c = 0; c < row.length; c++) sum += into[c] = Math.exp(factor * (row[c] as number) - largest);
  for (let c = 0; c < row.length; c++) into[c] = (into[c] as number) / sum;
}
