const INSERTION = 32;
const RADIX = 80;
/** Most bits of a digit: of few keys, a long table of counts takes longer than one more pass. */
const BITS = 9;
const MANY = 1024;
const BITS_OF_MANY = 11;

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

const counts = /* @__PURE__ */ new Int32Array(2 << BITS_OF_MANY);

/** Sorts by the bits from `from` on: what lies below need not be in order. */
function radixSort(keys: Int32Array, spare: Int32Array, count: number, from: number): void {
  const first = keys[0] as number;
  let differing = 0;
  for (let i = 1; i < count; i++) differing |= (keys[i] as number) ^ first;
  const width = 32 - Math.clz32(differing) - from;
  const most = count < MANY ? BITS : BITS_OF_MANY;
  let [source, target] = [keys, spare];
  for (let done = 0; done < width;) {
    // Two digits are counted at once.
    const digits = Math.min(2, Math.ceil((width - done) / most));
    const bits = Math.min(most, Math.ceil((width - done) / digits));
    const shift = from + done;
    countDigits(source, count, shift, bits);
    for (let digit = 0; digit < digits; digit++) {
      place(source, target, count, shift + digit * bits, bits, digit << bits);
      [source, target] = [target, source];
    }
    done += digits * bits;
  }
  if (source !== keys) keys.set(source.subarray(0, count));
}

function countDigits(source: Int32Array, count: number, shift: number, bits: number): void {
  const mask = (1 << bits) - 1;
  counts.fill(0, 0, 2 << bits);
  for (let i = 0; i < count; i++) {
    const key = (source[i] as number) >>> shift;
    const low = key & mask;
    const high = mask + 1 + ((key >>> bits) & mask);
    counts[low] = (counts[low] as number) + 1;
    counts[high] = (counts[high] as number) + 1;
  }
}

/** Puts keys in the order of a digit, whose counts begin at a place. */
function place(
  source: Int32Array,
  target: Int32Array,
  count: number,
  shift: number,
  bits: number,
  table: number,
): void {
  const mask = (1 << bits) - 1;
  let sum = 0;
  for (let at = table; at <= table + mask; at++) {
    const size = counts[at] as number;
    counts[at] = sum;
    sum += size;
  }
  for (let i = 0; i < count; i++) {
    const key = source[i] as number;
    const bucket = table + ((key >>> shift) & mask);
    const at = counts[bucket] as number;
    counts[bucket] = at + 1;
    target[at] = key;
  }
}
