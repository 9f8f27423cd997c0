/** The rows that two rows of counts count. */
export function sizesOf(
  reference: readonly number[],
  current: readonly number[],
): { readonly n: number; readonly m: number } {
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  return { n: total(reference), m: total(current) };
}
