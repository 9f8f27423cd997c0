import { oneOf } from "@mlsys/core";
import { edit } from "./internal/apply-edits.ts";
import { textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, TextEdit, TextPerturbationOptions } from "./perturbation.ts";
import { contractAsReference, expandAsReference } from "./internal/checklist-contractions.ts";
import { likeFirst } from "./internal/like-first.ts";
import { matchesOf } from "./internal/matches-of.ts";

/** Options of {@link contractions}. */
export interface ContractionsOptions extends TextPerturbationOptions {
  /** `"checklist"` uses the reference library's tables: one apostrophe, no *has*, contractions only before a space. */
  readonly compat?: "checklist";
}

/**
 * Expands all contractions of an English text, and contracts all that can be: two results where both differ. Both apostrophes
 * are known, capitals are kept, and `'s` and `'d` become *has* and *had* before what asks for them.
 *
 * @param options - whether to do as the reference library does.
 * @returns the perturbation; it does not apply to texts without a contraction or a pair that could be one.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { contractions, perturb } from "@mlsys/behavior";
 *
 * perturb(["IT'S what he’s been told"], contractions())[0]?.inputs[1]; // => "IT IS what he has been told"
 * perturb(["It is not good"], contractions())[0]?.inputs[1]; // => "It isn't good"
 * ```
 */
export function contractions(options: ContractionsOptions = {}): Perturbation<string> {
  return textPerturbation("contractions", options, { compat: { rule: oneOf("checklist") } }, ({ compat }) =>
    compat === "checklist"
      ? (text) => [expandAsReference(text), contractAsReference(text)]
      : (text) => [expansions(text), shortenings(text)],
  );
}

const PRONOUNS = "i|you|he|she|it|we|they|that|there|this|here|who|what|where|when|how|why";
const NEGATED = "are|is|was|were|do|does|did|have|has|had|could|should|would|must|need|might|ought|dare";

const SHORT = new RegExp(
  String.raw`(?<![\p{L}\p{N}@#_])(?:(${NEGATED}|ca|wo|sha)n['’]t|(let)['’]s|(${PRONOUNS})['’]([mds]|re|ve|ll))(?![\p{L}\p{N}'’])`,
  "giu",
);

const IRREGULAR: Readonly<Record<string, string>> = { ca: "cannot", wo: "will not", sha: "shall not" };
const TAILS: Readonly<Record<string, string>> = { m: "am", re: "are", ve: "have", ll: "will", d: "would", s: "is" };

/** What follows when `'s` is *has*: a participle, perhaps behind an adverb. */
const AFTER_HAS =
  /^\s+(?:(?:already|also|always|ever|just|never|not|now|only|since|still|yet)\s+)?(?:been|become|begun|come|done|fallen|found|given|gone|got|gotten|grown|had|happened|lost|made|risen|seen|taken|won)(?!\p{L})/iu;
const AFTER_HAD = /^\s+(?:better|best|rather|been|already|just|never)(?!\p{L})/iu;

function expansions(text: string): readonly TextEdit[] {
  if (!/['’]/.test(text)) return [];
  return matchesOf(SHORT, text).map((match) => {
    const [short, verb, hortative, who = "", tail = ""] = match;
    const { index } = match;
    const end = index + short.length;
    const full =
      verb !== undefined
        ? (IRREGULAR[verb.toLowerCase()] ?? `${verb.toLowerCase()} not`)
        : hortative !== undefined
          ? "let us"
          : `${who.toLowerCase()} ${tailOf(tail.toLowerCase(), text.slice(end))}`;
    return edit(text, index, end, likeWhole(short, full));
  });
}

function tailOf(tail: string, after: string): string {
  if (tail === "s" && AFTER_HAS.test(after)) return "has";
  if (tail === "d" && AFTER_HAD.test(after)) return "had";
  return TAILS[tail] ?? "";
}

const LONG = new RegExp(
  String.raw`(?<![\p{L}\p{N}@#_'’])(?:(${NEGATED}|will|shall) not|(can ?not)|(${PRONOUNS}) (am|(?:are|will|would|is)(?! not)|have(?= (?:not |never |just |already )?(?:been|had|got|seen|done|gone|made|taken))))(?![\p{L}\p{N}'’])`,
  "giu",
);

const SHORT_TAILS: Readonly<Record<string, string>> = {
  am: "m",
  are: "re",
  will: "ll",
  would: "d",
  is: "s",
  have: "ve",
};
const IRREGULAR_NOT: Readonly<Record<string, string>> = { will: "won", shall: "shan" };

/** A tail is only contracted before another word: *Yes, it is.* stays. */
function shortenings(text: string): readonly TextEdit[] {
  const apostrophe = text.includes("’") && !text.includes("'") ? "’" : "'";
  return matchesOf(LONG, text).flatMap((match) => {
    const [full, verb, cannot, who = "", tail = ""] = match;
    const { index } = match;
    const end = index + full.length;
    const isBeforeWord = /^ \p{L}/u.test(text.slice(end, end + 3));
    if (verb !== undefined)
      return edit(
        text,
        index,
        end,
        likeWhole(full, `${IRREGULAR_NOT[verb.toLowerCase()] ?? `${verb.toLowerCase()}n`}${apostrophe}t`),
      );
    if (cannot !== undefined) return edit(text, index, end, likeWhole(full, `can${apostrophe}t`));
    const short = SHORT_TAILS[tail.toLowerCase()];
    if (short === undefined || !isBeforeWord || !goesTogether(who.toLowerCase(), short)) return [];
    return edit(text, index, end, likeWhole(full, `${who.toLowerCase()}${apostrophe}${short}`));
  });
}

function goesTogether(who: string, tail: string): boolean {
  if (tail === "m") return who === "i";
  if (tail === "re" || tail === "ve") return ["you", "we", "they", ...(tail === "ve" ? ["i"] : [])].includes(who);
  if (tail === "s") return !["i", "you", "we", "they", "this"].includes(who);
  return !["this", "here", "when", "why", "where", "how", "there"].includes(who);
}

/** Keeps all capitals, or a capital first letter; the pronoun I is always one. */
function likeWhole(original: string, replacement: string): string {
  const letters = original.replace(/\P{L}/gu, "");
  if (letters.length > 2 && letters === letters.toUpperCase()) return replacement.toUpperCase();
  return likeFirst(original, replacement).replace(/^i(?=['’ ])/, "I");
}
