/** All ways to take p of the numbers from 0 to n - 1, in lexicographic order. The array is the same each time. */
export function* combinations(n: number, p: number): Generator<Int32Array> {
  const chosen = Int32Array.from({ length: p }, (_, i) => i);
  for (;;) {
    yield chosen;
    let place = p - 1;
    while (place >= 0 && chosen[place] === n - p + place) place -= 1;
    if (place < 0) return;
    chosen[place] = (chosen[place] ?? 0) + 1;
    for (let later = place + 1; later < p; later++) chosen[later] = (chosen[later - 1] ?? 0) + 1;
  }
}

/** How many ways there are. */
export function countCombinations(n: number, p: number): number {
  if (p > n) return 0;
  let count = 1n;
  for (let i = 1; i <= p; i++) count = (count * BigInt(n - p + i)) / BigInt(i);
  return Number(count);
}
