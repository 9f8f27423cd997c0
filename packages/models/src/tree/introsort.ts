/** The arrays whose values are sorted. */
export type SortableValues = Float32Array | Float64Array;

/** Below this length, insertion. */
const SMALL = 16;

/**
 * Sorts `count` values from `from` on, and the ids beside them. Not stable, and its order of equal values matters: sums of doubles
 * depend on it. So this is quicksort in three parts around the median of three, heapsort when it goes too deep, insertion when small.
 *
 * @see Musser, "Introspective sorting and selection algorithms", Software: Practice and Experience 27 (8), 1997.
 */
export function introsort(values: SortableValues, ids: Int32Array, from: number, count: number): void {
  if (count < SMALL) insertionSort(values, ids, from, count);
  else sortRange(values, ids, from, count, 2 * Math.floor(Math.log2(count)));
}

function sortRange(values: SortableValues, ids: Int32Array, from: number, count: number, depthLeft: number): void {
  let [base, n, depth] = [from, count, depthLeft];
  while (n >= SMALL) {
    if (depth <= 0) {
      heapsort(values, ids, base, n);
      return;
    }
    depth -= 1;
    const pivot = medianOfThree(values, base, n);
    let at = base;
    let low = base;
    let high = base + n;
    while (at < high) {
      const value = values[at] as number;
      if (value < pivot) swap(values, ids, at++, low++);
      else if (value > pivot) swap(values, ids, at, --high);
      else at += 1;
    }
    sortRange(values, ids, base, low - base, depth);
    n -= high - base;
    base = high;
  }
  insertionSort(values, ids, base, n);
}

function medianOfThree(values: SortableValues, from: number, count: number): number {
  const a = values[from] as number;
  const b = values[from + (count >> 1)] as number;
  const c = values[from + count - 1] as number;
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function swap(values: SortableValues, ids: Int32Array, i: number, j: number): void {
  const value = values[i] as number;
  values[i] = values[j] as number;
  values[j] = value;
  const id = ids[i] as number;
  ids[i] = ids[j] as number;
  ids[j] = id;
}

function insertionSort(values: SortableValues, ids: Int32Array, from: number, count: number): void {
  for (let i = from + 1; i < from + count; i++) {
    const value = values[i] as number;
    const id = ids[i] as number;
    let j = i;
    while (j > from && (values[j - 1] as number) > value) {
      values[j] = values[j - 1] as number;
      ids[j] = ids[j - 1] as number;
      j -= 1;
    }
    values[j] = value;
    ids[j] = id;
  }
}

function heapsort(values: SortableValues, ids: Int32Array, from: number, count: number): void {
  for (let start = (count - 2) >> 1; start >= 0; start--) siftDown(values, ids, from, start, count);
  for (let end = count - 1; end > 0; end--) {
    swap(values, ids, from, from + end);
    siftDown(values, ids, from, 0, end);
  }
}

function siftDown(values: SortableValues, ids: Int32Array, from: number, start: number, end: number): void {
  let root = start;
  for (;;) {
    const child = root * 2 + 1;
    let largest = root;
    if (child < end && (values[from + largest] as number) < (values[from + child] as number)) largest = child;
    if (child + 1 < end && (values[from + largest] as number) < (values[from + child + 1] as number))
      largest = child + 1;
    if (largest === root) return;
    swap(values, ids, from + root, from + largest);
    root = largest;
  }
}
