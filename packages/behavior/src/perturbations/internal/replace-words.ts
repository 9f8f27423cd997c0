import type { TextEdit } from "../perturbation.ts";
import { edit } from "./apply-edits.ts";
import { likeFirst } from "./like-first.ts";

/** The edits that put other words in place of whole words; capitals, of all letters or the first, are kept. */
export function wordReplacements(
  text: string,
  replacementOf: (word: string, after: string) => string | undefined,
): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const { 0: word, index } of text.matchAll(/(?<![\p{L}\p{N}@#_])\p{L}[\p{L}\p{M}]*(?![\p{L}\p{N}_])/gu)) {
    const other = replacementOf(word.toLowerCase(), text.slice(index + word.length));
    if (other === undefined) continue;
    const isShouted = word.length > 1 && word === word.toUpperCase();
    edits.push(edit(text, index, index + word.length, isShouted ? other.toUpperCase() : likeFirst(word, other)));
  }
  return edits;
}
