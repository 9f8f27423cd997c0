/** Tokens of two texts that belong together: the same, or one run in place of another. */
export interface AlignedRun {
  /** From, up to but not including, in the first text. */
  readonly a: readonly [from: number, to: number];
  readonly b: readonly [from: number, to: number];
  readonly isSame: boolean;
}

/** Aligns two lists of tokens by their longest common subsequence. */
export function alignTokens(before: readonly string[], after: readonly string[]): AlignedRun[] {
  const common = commonLengths(before, after);
  const width = after.length + 1;
  const runs: AlignedRun[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [startA, startB] = [i, j];
    while (i < before.length && j < after.length && before[i] === after[j]) [i, j] = [i + 1, j + 1];
    if (i > startA) {
      runs.push({ a: [startA, i], b: [startB, j], isSame: true });
      continue;
    }
    while (
      (i < before.length || j < after.length) &&
      !(i < before.length && j < after.length && before[i] === after[j])
    ) {
      const down = i < before.length ? (common[(i + 1) * width + j] as number) : -1;
      const right = j < after.length ? (common[i * width + j + 1] as number) : -1;
      if (down >= right) i++;
      else j++;
    }
    runs.push({ a: [startA, i], b: [startB, j], isSame: false });
  }
  return runs;
}

/** For every two ends of the lists, the length of their longest common subsequence. */
function commonLengths(before: readonly string[], after: readonly string[]): Int32Array {
  const width = after.length + 1;
  const lengths = new Int32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        before[i] === after[j]
          ? (lengths[(i + 1) * width + j + 1] as number) + 1
          : Math.max(lengths[(i + 1) * width + j] as number, lengths[i * width + j + 1] as number);
  return lengths;
}
