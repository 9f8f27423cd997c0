const INSERTION = 32;
const RADIX = 80;
const BITS = 8;

/** Sorts the first `count` of the keys, none of them negative; `spare` is room for as many. */
export function sortKeys(keys: Int32Array, spare: Int32Array, count: number, from: number): void {
  if (count <= INSERTION) insertionSort(keys, count);
  else if (count < RADIX) keys.subarray(0, count).sort();
  else radixSort(keys, spare, count, from);
}

function insertionSort(keys: Int32Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const key = keys[i] as number;
    let j = i;
    while (j > 0 && (keys[j - 1] as number) > key) {
      keys[j] = keys[j - 1] as number;
      j -= 1;
    }
    keys[j] = key;
  }
}

const counts = /* @__PURE__ */ new Int32Array(1 << BITS);

/** Sorts by the bits from `from` on: what lies below need not be in order. */
function radixSort(keys: Int32Array, spare: Int32Array, count: number, from: number): void {
  let [smallest, largest] = [0x7fffffff, 0];
  for (let i = 0; i < count; i++) {
    const key = keys[i] as number;
    if (key < smallest) smallest = key;
    if (key > largest) largest = key;
  }
  const highest = 32 - Math.clz32(smallest ^ largest);
  let [source, target] = [keys, spare];
  for (let shift = from; shift < highest; shift += BITS) {
    counts.fill(0);
    for (let i = 0; i < count; i++) {
      const bucket = ((source[i] as number) >>> shift) & 255;
      counts[bucket] = (counts[bucket] as number) + 1;
    }
    let sum = 0;
    for (let bucket = 0; bucket < 256; bucket++) {
      const size = counts[bucket] as number;
      counts[bucket] = sum;
      sum += size;
    }
    for (let i = 0; i < count; i++) {
      const key = source[i] as number;
      const bucket = (key >>> shift) & 255;
      const at = counts[bucket] as number;
      counts[bucket] = at + 1;
      target[at] = key;
    }
    [source, target] = [target, source];
  }
  if (source !== keys) keys.set(source.subarray(0, count));
}
