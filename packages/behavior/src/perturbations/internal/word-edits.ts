import { alignTokens } from "../../expectations/internal/align-tokens.ts";
import { edit } from "./apply-edits.ts";
import type { TextEdit } from "../perturbation.ts";

const PIECES = /\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu;

/** Texts beyond this many pieces are compared as a whole: the comparison takes their product. */
const MOST = 2000;

/** What changed between two texts, word by word. */
export function wordEdits(before: string, after: string): readonly TextEdit[] {
  const [a, b] = [before.match(PIECES) ?? [], after.match(PIECES) ?? []];
  if (a.length > MOST || b.length > MOST) return [edit(before, 0, before.length, after)];
  const offsets = offsetsOf(a);
  return alignTokens(a, b)
    .filter(({ isSame }) => !isSame)
    .map(({ a: [from, to], b: [start, end] }) =>
      edit(before, offsets[from] as number, offsets[to] as number, b.slice(start, end).join("")),
    );
}

function offsetsOf(pieces: readonly string[]): number[] {
  const offsets = [0];
  for (const piece of pieces) offsets.push((offsets.at(-1) as number) + piece.length);
  return offsets;
}
