/** The squared Euclidean distance of two rows of numbers. */
export function squaredDistance(a: Float64Array, aFrom: number, b: Float64Array, bFrom: number, width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const difference = (a[aFrom + j] as number) - (b[bFrom + j] as number);
    sum += difference * difference;
  }
  return sum;
}
