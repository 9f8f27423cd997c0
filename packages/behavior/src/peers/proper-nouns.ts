import { arrayOf, text as textRule } from "@mlsys/core";
import type winkNlp from "wink-nlp";
import type { ItemToken, WinkMethods } from "wink-nlp";
import { edit } from "../perturbations/internal/apply-edits.ts";
import { resultsRule, textPerturbation } from "../perturbations/internal/text-perturbation.ts";
import type { Perturbation, TextPerturbationOptions } from "../perturbations/perturbation.ts";
import { loadPeer } from "./load-peer.ts";

/** Options of {@link changeProperNouns}. */
export interface ChangeProperNounsOptions extends TextPerturbationOptions {
  /** What is put in their place. */
  readonly names: readonly string[];
  /** Number of results for each text. Default 3. */
  readonly results?: number;
}

/**
 * Puts other names in place of a proper noun that a tagger finds, wherever it occurs in the text: companies, people, products that are on
 * no list. Neighbouring proper nouns are one name.
 *
 * @param options - the names to put in, how many results.
 * @returns the perturbation; it does not apply to texts without a proper noun.
 * @throws {BehaviorError} `missingPeer` without `wink-nlp` and its model; `invalidOption`.
 * @see https://winkjs.org/wink-nlp
 *
 * @example
 * ```ts
 * import { perturb } from "@mlsys/behavior";
 * import { changeProperNouns } from "@mlsys/behavior/wink";
 *
 * const other = changeProperNouns({ names: ["Acme Widgets"] });
 * perturb(["Profit of Nokia Siemens rose."], other)[0]?.inputs[1]; // => "Profit of Acme Widgets rose."
 * ```
 */
export function changeProperNouns(options: ChangeProperNounsOptions): Perturbation<string> {
  const tagger = loadTagger();
  return textPerturbation(
    "changeProperNouns",
    options,
    { names: { rule: arrayOf(textRule({ minLength: 1 })) }, results: resultsRule(3) },
    ({ names, results }) =>
      function* propose(text, random) {
        const found = mentionsIn(text, tagger);
        if (found.length === 0) return;
        const chosen = random.pick(found);
        const places = found.filter((each) => each.name === chosen.name);
        for (const other of random.shuffled(names as readonly string[]).slice(0, results + 1))
          yield places.map(({ start, end }) => edit(text, start, end, other));
      },
    ({ results }) => results,
  );
}

const PACKAGES = ["wink-nlp", "wink-eng-lite-web-model"];

function loadTagger(): WinkMethods {
  const wink = loadPeer<typeof winkNlp>("wink", "wink-nlp", PACKAGES);
  return wink(loadPeer("wink", "wink-eng-lite-web-model", PACKAGES), ["sbd", "pos"]);
}

interface Mention {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Runs of proper nouns with a single space between. */
function mentionsIn(text: string, tagger: WinkMethods): Mention[] {
  const mentions: Mention[] = [];
  const { pos } = tagger.its as unknown as { readonly pos: never };
  let at = 0;
  tagger
    .readDoc(text)
    .tokens()
    .each((token: ItemToken) => {
      const word = token.out();
      const start = text.indexOf(word, at);
      if (start < 0) return;
      const gap = text.slice(at, start);
      at = start + word.length;
      if (String(token.out(pos)) !== "PROPN" || !/\p{L}/u.test(word)) return;
      const last = mentions.at(-1);
      if (last !== undefined && gap === " " && last.end === start - 1)
        mentions[mentions.length - 1] = { name: `${last.name} ${word}`, start: last.start, end: at };
      else mentions.push({ name: word, start, end: at });
    });
  return mentions;
}
