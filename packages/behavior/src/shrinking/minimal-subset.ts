/** Tells of each subset, given as indices, whether it still fails. */
export type StillFails = (subsets: readonly (readonly number[])[]) => Promise<readonly boolean[]>;

/**
 * A smallest set of parts that still fails: no part of it can be left out. Parts that fail alone are found in one round.
 *
 * @see Zeller and Hildebrandt, *Simplifying and Isolating Failure-Inducing Input*, 2002 (ddmin).
 */
export async function minimalSubset(count: number, stillFails: StillFails): Promise<readonly number[]> {
  let kept: readonly number[] = Array.from({ length: count }, (_, i) => i);
  let pieces = Math.min(kept.length, 2);
  // The finest division first: often one part matters.
  const alone = (await stillFails(kept.map((part) => [part]))).indexOf(true);
  if (alone >= 0) return [alone];
  while (kept.length > 1) {
    const chunks = split(kept, pieces);
    const candidates = [...chunks, ...chunks.map((chunk) => kept.filter((part) => !chunk.includes(part)))].filter(
      (each) => each.length > 0 && each.length < kept.length,
    );
    const smaller = candidates[(await stillFails(candidates)).indexOf(true)];
    if (smaller !== undefined) {
      kept = smaller;
      pieces = Math.max(2, Math.min(kept.length, pieces - 1));
    } else if (pieces >= kept.length) {
      break;
    } else {
      pieces = Math.min(kept.length, 2 * pieces);
    }
  }
  return kept;
}

function split(parts: readonly number[], pieces: number): number[][] {
  return Array.from({ length: pieces }, (_, i) =>
    parts.slice(Math.floor((i * parts.length) / pieces), Math.floor(((i + 1) * parts.length) / pieces)),
  );
}
