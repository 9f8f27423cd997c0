/**
 * Reorders numbers so that the one at `k` is the one that sorting would put there, smaller ones before it and greater ones after:
 * Floyd and Rivest's algorithm 489, https://doi.org/10.1145/360680.360694
 */
export function select(numbers: Float64Array, k: number, left = 0, right = numbers.length - 1): void {
  while (right > left) {
    if (right - left > 600) {
      const n = right - left + 1;
      const i = k - left + 1;
      const z = Math.log(n);
      const s = 0.5 * Math.exp((2 * z) / 3);
      const spread = 0.5 * Math.sqrt((z * s * (n - s)) / n) * (i < n / 2 ? -1 : 1);
      select(
        numbers,
        k,
        Math.max(left, Math.floor(k - (i * s) / n + spread)),
        Math.min(right, Math.floor(k + ((n - i) * s) / n + spread)),
      );
    }
    const bound = partition(numbers, k, left, right);
    if (bound <= k) left = bound + 1;
    if (k <= bound) right = bound - 1;
  }
}

/** Splits around the number at `k` and returns where it ends up. */
function partition(numbers: Float64Array, k: number, left: number, right: number): number {
  const pivot = numbers[k] ?? 0;
  let i = left;
  let j = right;
  swap(numbers, left, k);
  if ((numbers[right] ?? 0) > pivot) swap(numbers, right, left);
  while (i < j) {
    swap(numbers, i, j);
    i += 1;
    j -= 1;
    while ((numbers[i] ?? pivot) < pivot) i += 1;
    while ((numbers[j] ?? pivot) > pivot) j -= 1;
  }
  if (numbers[left] === pivot) swap(numbers, left, j);
  else {
    j += 1;
    swap(numbers, j, right);
  }
  return j;
}

function swap(numbers: Float64Array, i: number, j: number): void {
  const held = numbers[i] ?? 0;
  numbers[i] = numbers[j] ?? 0;
  numbers[j] = held;
}
