/**
 * Holm's correction for several tests: the chance of even one false alarm among all of them stays below the level.
 *
 * @see Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6 (1979).
 */
export function holm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  const adjusted = new Array<number>(pValues.length).fill(1);
  let most = 0;
  order.forEach((at, rank) => {
    most = Math.max(most, Math.min(1, (pValues.length - rank) * (pValues[at] ?? 1)));
    adjusted[at] = most;
  });
  return adjusted;
}
