import { arrayOf, integer, oneOf } from "@mlsys/core";
import type { RandomSource } from "./perturbation.ts";
import { edit } from "./internal/apply-edits.ts";
import { graphemeBoundaries } from "./internal/graphemes.ts";
import { resultsRule, textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, TextEdit, TextPerturbationOptions } from "./perturbation.ts";

/** A way to mistype. */
export type TypoKind = "swap" | "delete" | "insert" | "keyboard" | "ocr";

/** Options of {@link typos}. */
export interface TyposOptions extends TextPerturbationOptions {
  /** Number of typos in each result. Default 1. */
  readonly count?: number;
  /** Which kinds to draw from. Default `["swap"]`. */
  readonly kinds?: readonly TypoKind[];
  /** Number of results for each text. Default 1. */
  readonly results?: number;
}

/** Neighbours on an English keyboard. */
// prettier-ignore
const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: "qwsz", b: "vghn", c: "xdfv", d: "serfcx", e: "wsdr", f: "drtgvc", g: "ftyhbv", h: "gyujnb", i: "ujko", j: "huikmn",
  k: "jiolm", l: "kop", m: "njk", n: "bhjm", o: "iklp", p: "ol", q: "wa", r: "edft", s: "awedxz", t: "rfgy", u: "yhji",
  v: "cfgb", w: "qase", x: "zsdc", y: "tghu", z: "asx",
  0: "9", 1: "2", 2: "13", 3: "24", 4: "35", 5: "46", 6: "57", 7: "68", 8: "79", 9: "80",
};

/** What scanners confuse. */
// prettier-ignore
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  0: "O", 1: "l", 5: "S", 6: "b", 8: "B", B: "8", O: "0", S: "5", I: "l", Z: "2",
  b: "6", c: "e", e: "c", g: "q", h: "b", i: "l", l: "1", m: "rn", n: "ri", o: "0", q: "g", s: "5", u: "v", v: "u", z: "2",
};

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/**
 * Mistypes: swaps two neighbouring characters, deletes one, adds a keyboard neighbour, hits a neighbour, or confuses what
 * scanners confuse. Unlike CheckList's, a swap never meets two equal characters and no typo undoes another.
 *
 * @param options - how many, which kinds, how many results.
 * @returns the perturbation; it does not apply to texts too short for `count` typos.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { perturb, typos } from "@mlsys/behavior";
 *
 * const [result] = perturb(["profit rose"], typos({ count: 1 }), { randomState: 1 });
 * result?.inputs[1] !== "profit rose"; // => true
 * result?.inputs[1]?.length; // => 11
 * ```
 */
export function typos(options: TyposOptions = {}): Perturbation<string> {
  return textPerturbation(
    "typos",
    options,
    {
      count: { rule: integer({ min: 1, max: 1000 }), default: 1 },
      kinds: { rule: arrayOf(oneOf("swap", "delete", "insert", "keyboard", "ocr")), default: ["swap"] as const },
      results: resultsRule(1),
    },
    ({ count, kinds, results }) =>
      function* propose(text, random) {
        const boundaries = graphemeBoundaries(text);
        if (boundaries.length <= 1) return;
        for (let attempt = 0; attempt < 4 * results + 8; attempt++) {
          const edits = draw(text, boundaries, count, kinds, random);
          if (edits !== undefined) yield edits;
        }
      },
    ({ results }) => results,
  );
}

function draw(
  text: string,
  boundaries: readonly number[],
  count: number,
  kinds: readonly TypoKind[],
  random: RandomSource,
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  // One typo meets no other.
  const used = count === 1 ? undefined : new Set<number>();
  for (let attempt = 0; edits.length < count && attempt < 8 * count + 16; attempt++) {
    const i = random.below(boundaries.length - 1);
    const typo = TYPOS[kinds.length === 1 ? (kinds[0] as TypoKind) : random.pick(kinds)](text, boundaries, i, random);
    if (typo === undefined || typo.from === typo.to) continue;
    if (used === undefined) return [typo];
    if (used.has(i) || used.has(i + 1)) continue;
    edits.push(typo);
    used.add(i).add(i + 1);
  }
  return edits.length < count ? undefined : edits.sort((a, b) => a.start - b.start);
}

type Typo = (text: string, boundaries: readonly number[], i: number, random: RandomSource) => TextEdit | undefined;

const TYPOS: Readonly<Record<TypoKind, Typo>> = {
  swap(text, boundaries, i) {
    const [start, middle, end] = [boundaries[i] as number, boundaries[i + 1] as number, boundaries[i + 2]];
    if (end === undefined) return undefined;
    return edit(text, start, end, text.slice(middle, end) + text.slice(start, middle));
  },
  delete: (text, boundaries, i) => edit(text, boundaries[i] as number, boundaries[i + 1] as number, ""),
  insert(text, boundaries, i, random) {
    const at = boundaries[i + 1] as number;
    const near = NEIGHBOURS[text.slice(boundaries[i], at).toLowerCase()] ?? LETTERS;
    return edit(text, at, at, near.charAt(random.below(near.length)));
  },
  keyboard(text, boundaries, i, random) {
    const [start, end] = [boundaries[i] as number, boundaries[i + 1] as number];
    const key = text.slice(start, end);
    const near = NEIGHBOURS[key.toLowerCase()];
    if (near === undefined) return undefined;
    const hit = near.charAt(random.below(near.length));
    return edit(text, start, end, key === key.toLowerCase() ? hit : hit.toUpperCase());
  },
  ocr(text, boundaries, i) {
    const [start, end] = [boundaries[i] as number, boundaries[i + 1] as number];
    const seen = LOOK_ALIKES[text.slice(start, end)];
    return seen === undefined ? undefined : edit(text, start, end, seen);
  },
};
