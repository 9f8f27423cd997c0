const BITS = 11;
const BUCKETS = 1 << BITS;
/** So few numbers are compared sooner than buckets are cleared. */
const FEW = 128;

/** Room to sort so many numbers in. */
export interface SortingRoom {
  readonly keys: Uint32Array;
  readonly nextKeys: Uint32Array;
  readonly order: Int32Array;
  readonly nextOrder: Int32Array;
}

export const sortingRoom = (n: number): SortingRoom => ({
  keys: new Uint32Array(n),
  nextKeys: new Uint32Array(n),
  order: new Int32Array(n),
  nextOrder: new Int32Array(n),
});

/**
 * The places of single-precision numbers in ascending order, equal ones in the order given; by radix. No NaN. In room that is given for
 * as many numbers, they stand until it is used again.
 */
export function argsortFloat32(values: Float32Array, room: SortingRoom = sortingRoom(values.length)): Int32Array {
  const n = values.length;
  const bits = new Int32Array(values.buffer, values.byteOffset, n);
  let { keys, nextKeys, order, nextOrder } = room;
  // The order of the bits is that of the numbers once the negative ones are turned around; -0 is 0.
  for (let i = 0; i < n; i++) {
    const word = values[i] === 0 ? 0 : (bits[i] as number);
    keys[i] = word < 0 ? ~word : word | 0x80000000;
    order[i] = i;
  }
  if (n <= FEW) return order.sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
  const counts = new Int32Array(BUCKETS);
  for (let shift = 0; shift < 32; shift += BITS) {
    counts.fill(0);
    for (let i = 0; i < n; i++) {
      const bucket = ((keys[i] as number) >>> shift) & (BUCKETS - 1);
      counts[bucket] = (counts[bucket] as number) + 1;
    }
    let sum = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const count = counts[bucket] as number;
      counts[bucket] = sum;
      sum += count;
    }
    for (let i = 0; i < n; i++) {
      const key = keys[i] as number;
      const bucket = (key >>> shift) & (BUCKETS - 1);
      const at = counts[bucket] as number;
      counts[bucket] = at + 1;
      nextKeys[at] = key;
      nextOrder[at] = order[i] as number;
    }
    [keys, nextKeys] = [nextKeys, keys];
    [order, nextOrder] = [nextOrder, order];
  }
  return order;
}

/**
 * The places of numbers in ascending order, equal ones by `ties`, then in the order given; no NaN. In single precision by radix, and
 * what is equal there by comparison.
 */
export function argsort(values: Float64Array, ties: Float64Array = values): Int32Array {
  const rounded = new Float32Array(values);
  const order = argsortFloat32(rounded);
  const compare = (a: number, b: number) =>
    (values[a] as number) - (values[b] as number) || (ties[a] as number) - (ties[b] as number);
  for (let start = 0; start < order.length;) {
    const key = rounded[order[start] as number];
    let end = start + 1;
    while (end < order.length && rounded[order[end] as number] === key) end += 1;
    if (end - start > 1) order.subarray(start, end).sort(compare);
    start = end;
  }
  return order;
}
