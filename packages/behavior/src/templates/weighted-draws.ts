import type { RandomState } from "@mlsys/core";

/** How likely cases are to be drawn; there is none where all are alike. */
export interface Chances {
  /** The weight of a case; 1 is the mean. */
  readonly of: (index: number) => number;
  /** Draws one case, where that takes no look at all of them. */
  readonly one?: ((draw: RandomState) => number) | undefined;
}

interface WeighedSlot {
  readonly values: readonly unknown[];
  readonly weights?: readonly number[] | undefined;
}

/** The chances of a template's cases: the product of their fill-ins' weights. `drawn` are the slots whose digits make a case's index. */
export function chances(
  slots: readonly WeighedSlot[],
  choose: (index: number) => readonly number[],
  drawn: readonly WeighedSlot[],
): Chances | undefined {
  if (slots.every(({ weights }) => weights === undefined)) return undefined;
  const relative = slots.map(({ values, weights }) => {
    const sum = weights?.reduce((total, weight) => total + weight, 0) ?? 0;
    return weights?.map((weight) => (weight * values.length) / sum);
  });
  const of = (index: number): number =>
    choose(index).reduce((weight, digit, slot) => weight * (relative[slot]?.[digit] ?? 1), 1);
  const one = (draw: RandomState): number => {
    let [index, unit] = [0, 1];
    for (const slot of drawn) {
      index += unit * digitOf(slot, draw);
      unit *= slot.values.length;
    }
    return index;
  };
  return { of, one: drawn.length === 0 ? undefined : one };
}

function digitOf({ values, weights }: WeighedSlot, draw: RandomState): number {
  if (weights === undefined) return draw.randint(0, values.length);
  let rest = draw.randomSample() * weights.reduce((total, weight) => total + weight, 0);
  const at = weights.findIndex((weight) => (rest -= weight) < 0);
  return at < 0 ? weights.length - 1 : at;
}

/** Draws cases by their chances. Without replacement each next one is drawn among those that are left. */
export function drawByChance(
  { of, one }: Chances,
  total: number,
  size: number,
  replacement: boolean,
  draw: RandomState,
): number[] {
  if (replacement) return drawAgain({ of, one }, total, size, draw);
  const chosen = new Set<number>();
  // What was drawn before is drawn again: that leaves the others' chances as they are, for as long as it is quick.
  if (one !== undefined && size * 4 <= total)
    for (let attempt = 0; chosen.size < size && attempt < 50 * size; attempt++) chosen.add(one(draw));
  const missing = Math.min(size, total) - chosen.size;
  if (missing === 0) return [...chosen];
  // Efraimidis and Spirakis 2006: the largest u^(1/w) are a weighted sample without replacement.
  const keys: (readonly [index: number, key: number])[] = [];
  for (let i = 0; i < total; i++) if (!chosen.has(i)) keys.push([i, Math.log(1 - draw.randomSample()) / of(i)]);
  keys.sort(([, a], [, b]) => b - a);
  return [...chosen, ...keys.slice(0, missing).map(([index]) => index)];
}

function drawAgain({ of, one }: Chances, total: number, size: number, draw: RandomState): number[] {
  if (one !== undefined) return Array.from({ length: size }, () => one(draw));
  const sums = new Float64Array(total);
  for (let i = 0; i < total; i++) sums[i] = (sums[i - 1] ?? 0) + of(i);
  const sum = sums[total - 1] ?? 0;
  return Array.from({ length: size }, () => firstAbove(sums, draw.randomSample() * sum));
}

function firstAbove(sums: Float64Array, value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
