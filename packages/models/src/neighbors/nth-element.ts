/** Whether one item comes before another. */
type Before = (a: number, b: number) => boolean;

/**
 * Reorders items of a range so that the one in place `nth` is that of the sorted range, with nothing larger before it. The order of
 * the rest is that of GNU's `std::nth_element`, and part of the result.
 *
 * @see Hoare, "Algorithm 65: find", Communications of the ACM 4 (7), 1961.
 */
export function nthElement(items: Int32Array, from: number, nth: number, to: number, before: Before): void {
  let [first, last] = [from, to];
  let depth = 2 * Math.floor(Math.log2(Math.max(1, to - from)));
  while (last - first > 3) {
    if (depth-- === 0) {
      selectByHeap(items, first, nth + 1, last, before);
      swap(items, first, nth);
      return;
    }
    medianToFront(items, first, last, before);
    const cut = partition(items, first + 1, last, items[first] as number, before);
    if (cut <= nth) first = cut;
    else last = cut;
  }
  insertionSort(items, first, last, before);
}

function medianToFront(items: Int32Array, first: number, last: number, before: Before): void {
  const [a, b, c] = [first + 1, first + ((last - first) >> 1), last - 1];
  const less = (i: number, j: number) => before(items[i] as number, items[j] as number);
  let median: number;
  if (less(a, b)) median = less(b, c) ? b : less(a, c) ? c : a;
  else median = less(a, c) ? a : less(b, c) ? c : b;
  swap(items, first, median);
}

function partition(items: Int32Array, from: number, to: number, pivot: number, before: Before): number {
  let [low, high] = [from, to];
  for (;;) {
    while (before(items[low] as number, pivot)) low += 1;
    high -= 1;
    while (before(pivot, items[high] as number)) high -= 1;
    if (low >= high) return low;
    swap(items, low, high);
    low += 1;
  }
}

function insertionSort(items: Int32Array, first: number, last: number, before: Before): void {
  for (let i = first + 1; i < last; i++) {
    const item = items[i] as number;
    let j = i;
    while (j > first && before(item, items[j - 1] as number)) {
      items[j] = items[j - 1] as number;
      j -= 1;
    }
    items[j] = item;
  }
}

/** Keeps the smallest of the range in a heap at its front, the largest of them first. */
function selectByHeap(items: Int32Array, first: number, middle: number, last: number, before: Before): void {
  const size = middle - first;
  for (let parent = (size - 2) >> 1; parent >= 0; parent--) {
    adjustHeap(items, first, parent, size, items[first + parent] as number, before);
  }
  for (let i = middle; i < last; i++) {
    const item = items[i] as number;
    if (!before(item, items[first] as number)) continue;
    items[i] = items[first] as number;
    adjustHeap(items, first, 0, size, item, before);
  }
}

function adjustHeap(items: Int32Array, first: number, top: number, size: number, item: number, before: Before): void {
  let hole = top;
  for (let child = 2 * hole + 2; child <= size; child = 2 * hole + 2) {
    if (child === size || before(items[first + child] as number, items[first + child - 1] as number)) child -= 1;
    items[first + hole] = items[first + child] as number;
    hole = child;
  }
  while (hole > top) {
    const parent = (hole - 1) >> 1;
    if (!before(items[first + parent] as number, item)) break;
    items[first + hole] = items[first + parent] as number;
    hole = parent;
  }
  items[first + hole] = item;
}

function swap(items: Int32Array, i: number, j: number): void {
  const item = items[i] as number;
  items[i] = items[j] as number;
  items[j] = item;
}
