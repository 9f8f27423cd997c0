/** The sets of short pieces that texts are compared by. */
export interface Shingles {
  /** Hashes of the distinct pieces, ascending. */
  readonly hashes: Uint32Array;
}

const PIECE = 5;

/** The distinct runs of five characters of a text, in small letters and with single spaces. */
export function shinglesOf(text: string): Shingles {
  const normal = ` ${text.toLowerCase().replace(/\s+/gu, " ").trim()} `;
  const found = new Set<number>();
  for (let start = 0; start === 0 || start + PIECE <= normal.length; start++) {
    let hash = 0x811c9dc5;
    for (let i = start; i < Math.min(normal.length, start + PIECE); i++) {
      hash = Math.imul(hash ^ normal.charCodeAt(i), 0x01000193);
    }
    found.add(mix(hash));
  }
  return { hashes: Uint32Array.from(found).sort() };
}

/** The share of pieces that two texts have in common, of those that either has. */
export function jaccard(a: Shingles, b: Shingles): number {
  let [i, j, both] = [0, 0, 0];
  while (i < a.hashes.length && j < b.hashes.length) {
    const [x = 0, y = 0] = [a.hashes[i], b.hashes[j]];
    if (x === y) both += 1;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return both / (a.hashes.length + b.hashes.length - both);
}

/** Bands and rows a band: a pair of Jaccard similarity 0.8 shares a band with a chance of 0.998, one of 0.4 with 0.08. */
const BANDS = 21;
const ROWS = 6;

const seeds = /* @__PURE__ */ Uint32Array.from({ length: BANDS * ROWS }, (_, i) => mix(Math.imul(i + 1, 0x9e3779b9)));

/**
 * One key per band: texts that share a key may be alike.
 *
 * @see Broder, "On the resemblance and containment of documents" (1997); Leskovec, Rajaraman and Ullman, "Mining of massive
 * datasets", chapter 3, for banding.
 */
export function bandKeys({ hashes }: Shingles): string[] {
  const least = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
  for (let k = 0; k < least.length; k++) {
    const seed = seeds[k] ?? 0;
    let smallest = 0xffffffff;
    for (let i = 0; i < hashes.length; i++) {
      const hash = mix((hashes[i] ?? 0) ^ seed);
      if (hash < smallest) smallest = hash;
    }
    least[k] = smallest;
  }
  return Array.from(
    { length: BANDS },
    (_, band) => `${band}:${least.subarray(band * ROWS, (band + 1) * ROWS).join(",")}`,
  );
}

/** Spreads the bits of a hash over all of its places. */
function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
