import { arrayOf, oneOf, text as textRule } from "@mlsys/core";
import { edit } from "./internal/apply-edits.ts";
import { matchesOf } from "./internal/matches-of.ts";
import { resultsRule, textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, TextEdit, TextPerturbationOptions } from "./perturbation.ts";

/** What is done with emoji: one more at the end, all taken away, or written with keys and back, `:)` for 🙂. */
export type EmojiChange = "add" | "remove" | "write";

/** Options of {@link changeEmoji}. */
export interface ChangeEmojiOptions extends TextPerturbationOptions {
  /** Which changes, each with results of its own. Default all, in this order: `["write", "remove", "add"]`. */
  readonly changes?: readonly EmojiChange[];
  /** What to add. Default: emoji of the trade, which say nothing of good and bad. */
  readonly with?: readonly string[];
  /** Number of results with an added emoji. Default 1. */
  readonly results?: number;
}

const NEUTRAL = ["📰", "📊", "🗓️", "📌", "🏢", "🧾"];

/** Emoji and how they are typed. */
const TYPED: readonly (readonly [emoji: string, typed: string])[] = [
  ["🙂", ":)"],
  ["🙁", ":("],
  ["😃", ":D"],
  ["😉", ";)"],
  ["😛", ":P"],
  ["😮", ":O"],
  ["😐", ":|"],
  ["❤️", "<3"],
];

const EMOJI =
  /(?:\p{Regional_Indicator}\p{Regional_Indicator}|\p{Emoji_Presentation}|\p{Emoji}\uFE0F)(?:[\p{Emoji_Modifier}\uFE0F\u20E3\u{E0020}-\u{E007F}]|\u200D\p{Emoji}\uFE0F?)*/gu;
/** Typed ones stand alone, or they are part of a word, a time, a link. */
const KEYS = /(?<=^|\s)(?::[()DPO|]|;\)|<3)(?=$|[\s.,!?])/gu;

/**
 * Adds an emoji at the end of a text, takes all away, or writes them with keys and back: what a model of topics should not mind.
 *
 * @param options - which changes, what to add, how many results.
 * @returns the perturbation, with a result for each change that applies.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { changeEmoji, perturb } from "@mlsys/behavior";
 *
 * perturb(["Profit rose :)"], changeEmoji({ with: ["📰"] }))[0]?.inputs; // => ["Profit rose :)", "Profit rose 🙂", "Profit rose :) 📰"]
 * perturb(["Great 😃 year"], changeEmoji({ changes: ["remove"] }))[0]?.inputs[1]; // => "Great year"
 * ```
 */
export function changeEmoji(options: ChangeEmojiOptions = {}): Perturbation<string> {
  return textPerturbation(
    "changeEmoji",
    options,
    {
      changes: { rule: arrayOf(oneOf("add", "remove", "write")), default: ["write", "remove", "add"] as const },
      with: { rule: arrayOf(textRule()), default: NEUTRAL },
      results: resultsRule(1),
    },
    ({ changes, with: list, results }) =>
      function* propose(text, random) {
        for (const change of changes) {
          if (change === "write") yield written(text);
          else if (change === "remove") yield removed(text);
          else if (text.trim() !== "")
            for (const emoji of random.shuffled(list).slice(0, results))
              yield [edit(text, text.length, text.length, ` ${emoji}`)];
        }
      },
  );
}

function written(text: string): TextEdit[] {
  const typedFor = new Map(TYPED);
  const emojiFor = new Map(TYPED.map(([emoji, typed]) => [typed, emoji]));
  const edits = [...matchesOf(EMOJI, text), ...matchesOf(KEYS, text)].flatMap(({ 0: found, index }) => {
    const other = typedFor.get(found) ?? emojiFor.get(found);
    return other === undefined ? [] : [edit(text, index, index + found.length, other)];
  });
  return edits.sort((a, b) => a.start - b.start);
}

/** With the space before, or behind what begins the text. */
function removed(text: string): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const { 0: found, index } of matchesOf(EMOJI, text)) {
    const from = text.charAt(index - 1) === " " && (edits.at(-1)?.end ?? 0) < index ? index - 1 : index;
    const to = index + found.length;
    edits.push(edit(text, from, from === 0 && text.charAt(to) === " " ? to + 1 : to, ""));
  }
  return edits;
}
