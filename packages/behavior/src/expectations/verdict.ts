/** Makes sure that what passed is above 0 and what failed is not. */
export function verdict(passed: boolean, margin: number): number {
  if (passed) return margin > 0 ? margin : Number.MIN_VALUE;
  return margin < 0 ? margin : 0;
}
