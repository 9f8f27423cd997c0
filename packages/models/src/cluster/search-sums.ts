/** The place of the first of ascending sums that is above each target, or at least as large; the last one where none is. */
export function searchSums(sums: Float64Array, targets: Float64Array, isFound: "above" | "reached"): Int32Array {
  const isAbove = isFound === "above";
  const found = new Int32Array(targets.length);
  for (let n = 0; n < targets.length; n++) {
    const target = targets[n] as number;
    let low = 0;
    let high = sums.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const sum = sums[middle] as number;
      if (sum < target || (isAbove && sum === target)) low = middle + 1;
      else high = middle;
    }
    found[n] = Math.min(low, sums.length - 1);
  }
  return found;
}
