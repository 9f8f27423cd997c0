import type { Edit } from "../perturbation.ts";
import { edit } from "./apply-edits.ts";
import { graphemeBoundaries } from "./graphemes.ts";

/** What changed between two inputs: one range of a text, or the cells of a row. */
export function editsBetween(before: unknown, after: unknown): readonly Edit[] {
  if (typeof before === "string" && typeof after === "string")
    return before === after ? [] : [rangeEdit(before, after)];
  if (typeof before !== "object" || typeof after !== "object" || before === null || after === null) return [];
  const [from, to] = [before, after] as Readonly<Record<string, unknown>>[];
  const columns = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...columns]
    .filter((column) => !Object.is(from?.[column], to?.[column]))
    .map((column) => ({ column, from: from?.[column], to: to?.[column] }));
}

function rangeEdit(before: string, after: string): Edit {
  const limit = Math.min(before.length, after.length);
  let start = 0;
  while (start < limit && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < limit - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const boundaries = graphemeBoundaries(before);
  const cut = boundaries.findLast((at) => at <= start) ?? 0;
  const end = boundaries.find((at) => at >= before.length - tail) ?? before.length;
  return edit(before, cut, end, after.slice(cut, after.length - (before.length - end)));
}
