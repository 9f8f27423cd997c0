/**
 * The k nearest so far, of one row, as a heap with the farthest on top. A neighbor as far as the farthest does not enter: the order in
 * which neighbors come decides between equal distances, as it does in the reference.
 */
export class NeighborHeap {
  readonly distances: Float64Array;
  readonly indices: Int32Array;

  /** On arrays of k elements each. */
  constructor(distances: Float64Array, indices: Int32Array) {
    this.distances = distances;
    this.indices = indices;
  }

  clear(): void {
    this.distances.fill(Infinity);
    this.indices.fill(0);
  }

  /** The distance of the farthest. */
  get farthest(): number {
    return this.distances[0] as number;
  }

  push(distance: number, index: number): void {
    const { distances, indices } = this;
    if (distance >= (distances[0] as number)) return;
    const size = distances.length;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && (distances[child] as number) < (distances[child + 1] as number)) child += 1;
      if (!(distance < (distances[child] as number))) break;
      distances[at] = distances[child] as number;
      indices[at] = indices[child] as number;
      at = child;
    }
    distances[at] = distance;
    indices[at] = index;
  }

  /** Pushes all of another heap, in the order of its array. */
  pushAll(other: NeighborHeap): void {
    for (let at = 0; at < other.distances.length; at++) {
      this.push(other.distances[at] as number, other.indices[at] as number);
    }
  }

  /** Sorts the neighbors, the nearest first: quicksort around the median of three, insertion when few. Not stable. */
  sort(): void {
    this.sortRange(0, this.distances.length);
  }

  private sortRange(from: number, count: number): void {
    let [base, n] = [from, count];
    while (n > 15) {
      const at = this.partition(base, n);
      this.sortRange(base, at - base);
      n -= at + 1 - base;
      base = at + 1;
    }
    this.insertionSort(base, n);
  }

  /** Puts the median of three of a range in its place; that place. */
  private partition(base: number, n: number): number {
    const { distances } = this;
    const last = base + n - 1;
    const middle = base + (n >> 1);
    if ((distances[base] as number) > (distances[last] as number)) this.swap(base, last);
    if ((distances[last] as number) > (distances[middle] as number)) {
      this.swap(last, middle);
      if ((distances[base] as number) > (distances[last] as number)) this.swap(base, last);
    }
    const pivot = distances[last] as number;
    let [low, high] = [base + 1, last - 1];
    for (;;) {
      while (low <= high && (distances[low] as number) < pivot) low += 1;
      while (low <= high && (distances[high] as number) > pivot) high -= 1;
      if (low >= high) break;
      this.swap(low++, high--);
    }
    this.swap(low, last);
    return low;
  }

  private insertionSort(base: number, n: number): void {
    const { distances, indices } = this;
    for (let i = base + 1; i < base + n; i++) {
      const distance = distances[i] as number;
      const index = indices[i] as number;
      let j = i;
      while (j > base && (distances[j - 1] as number) > distance) {
        distances[j] = distances[j - 1] as number;
        indices[j] = indices[j - 1] as number;
        j -= 1;
      }
      distances[j] = distance;
      indices[j] = index;
    }
  }

  private swap(i: number, j: number): void {
    const { distances, indices } = this;
    const [distance, index] = [distances[i] as number, indices[i] as number];
    distances[i] = distances[j] as number;
    indices[i] = indices[j] as number;
    distances[j] = distance;
    indices[j] = index;
  }
}
