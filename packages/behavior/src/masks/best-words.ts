import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { MASK } from "./mask-filler.ts";
import type { MaskFiller } from "./mask-filler.ts";

/** What fits in the masks of texts, one word for each mask, best first: in the most texts, and then with the highest mean score. */
export async function bestWords(texts: readonly string[], filler: MaskFiller, count: number): Promise<string[][]> {
  const masks = (texts[0]?.split(MASK).length ?? 1) - 1;
  const found = new Map<string, { readonly words: string[]; texts: number; total: number }>();
  for (const suggestions of await filler(texts)) {
    for (const { word, score } of suggestions) {
      const words = [word].flat();
      if (words.length !== masks) throw unlike(masks, word);
      const key = words.join("\n");
      const own = found.get(key) ?? { words, texts: 0, total: 0 };
      own.texts++;
      own.total += score;
      found.set(key, own);
    }
  }
  const best = [...found.values()].sort((a, b) => b.texts - a.texts || b.total / b.texts - a.total / a.texts);
  return best.slice(0, count).map(({ words }) => words);
}

function unlike(masks: number, word: unknown): BehaviorError {
  return new BehaviorError({
    code: "predictorFailed",
    what: "a suggestion has not one word for each mask",
    where: "the mask filler",
    found: `${showValue(word)} for ${masks} masks`,
    fix: "give a word, or where a text has several masks a list of one for each",
  });
}
