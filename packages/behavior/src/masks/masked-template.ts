import { integer, parseOptions, showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { Lexicons } from "../templates/lexicons.ts";
import type { TemplateShape } from "../templates/template-keys.ts";
import { bestWords } from "./best-words.ts";
import type { MaskFiller } from "./mask-filler.ts";

/** Makes the texts of a template's leaves, other keys filled in: a few, each drawn from all. */
export type SampleTexts = (leaves: readonly string[], size: number) => readonly string[];

/** A template whose masks have become keys, and the words for them. */
export interface UnmaskedTemplate {
  readonly template: TemplateShape;
  readonly words: Lexicons;
}

const TAG = /(?<!\{)\{(?<options>(?:[a-zA-Z]+:)*)(?<slot>mask\d*)\}(?!\})/g;
/** In how many contexts a model is asked, with each article where one stands before the mask. */
const CONTEXTS = 10;

/**
 * Asks for the words of a template's masks: `{mask}`, `{a:mask}`; several in a text are filled together, and `{mask1}`, `{mask2}` in
 * different texts each on their own.
 *
 * @throws {BehaviorError} `invalidTemplate` when there is no mask, or two different ones in one text; `predictorFailed`, `invalidOption`.
 */
export async function unmask(
  template: TemplateShape,
  filler: MaskFiller,
  sample: SampleTexts,
  options: { readonly count?: number },
): Promise<UnmaskedTemplate> {
  const { count } = parseOptions(
    "masked",
    options,
    { count: { rule: integer({ min: 1 }), default: 20 } },
    BehaviorError,
  );
  const leaves = new Map<string, string[]>();
  for (const text of textsIn(template)) {
    const slot = slotOf(text);
    if (slot !== undefined) leaves.set(slot, [...(leaves.get(slot) ?? []), text]);
  }
  if (leaves.size === 0) throw refusal("the template has no mask", template, "write {mask} where words are to go");
  const words: Record<string, readonly (string | readonly string[])[]> = {};
  for (const [slot, texts] of leaves) {
    if (new Set(texts.map((text) => masksIn(text).length)).size > 1)
      throw refusal("the texts of a mask have it in different numbers", texts, "call one of them {mask1}");
    const best = await bestWords(contextsOf(texts, sample), filler, count);
    words[slot] = best.map((own) => (own.length === 1 ? (own[0] as string) : own));
  }
  return { template: mapTexts(template, withParts), words };
}

function slotOf(text: string): string | undefined {
  const slots = new Set(masksIn(text).map(({ groups }) => groups?.["slot"]));
  if (slots.size > 1)
    throw refusal("a text has different masks", text, "masks of one text are filled together: call them alike");
  return [...slots][0];
}

/** The texts around the masks. Where an article depends on the word, both are tried. */
function contextsOf(texts: readonly string[], sample: SampleTexts): string[] {
  const articles = texts.some((text) => masksIn(text).some(({ groups }) => /\ba:/i.test(groups?.["options"] ?? "")))
    ? ["a ", "an "]
    : [""];
  const contexts = articles.flatMap((article) => {
    const open = texts.map((text) =>
      text.replace(TAG, (_, given: string) => `${/\ba:/i.test(given) ? article : ""}{{mask}}`),
    );
    return sample(open, CONTEXTS / articles.length);
  });
  return [...new Set(contexts)].slice(0, 2 * CONTEXTS);
}

/** Masks that are filled together are the parts of one fill-in. */
function withParts(text: string): string {
  if (masksIn(text).length < 2) return text;
  let part = 0;
  return text.replace(TAG, (_, options: string, slot: string) => `{${options}${slot}[${part++}]}`);
}

function masksIn(text: string): RegExpExecArray[] {
  return [...text.matchAll(TAG)];
}

function textsIn(template: TemplateShape): string[] {
  if (typeof template === "string") return [template];
  if (typeof template !== "object" || template === null) return [];
  return Object.values(template as Readonly<Record<string, TemplateShape>>).flatMap(textsIn);
}

function mapTexts(template: TemplateShape, change: (text: string) => string): TemplateShape {
  if (typeof template === "string") return change(template);
  if (typeof template !== "object" || template === null) return template;
  if (Array.isArray(template)) return (template as readonly TemplateShape[]).map((part) => mapTexts(part, change));
  return Object.fromEntries(Object.entries(template).map(([name, part]) => [name, mapTexts(part, change)]));
}

function refusal(what: string, found: unknown, fix: string): BehaviorError {
  return new BehaviorError({ code: "invalidTemplate", what, where: "masked", found: showValue(found), fix });
}
