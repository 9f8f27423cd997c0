import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { parseTemplate } from "./parse-template.ts";
import type { Tag, TagOption } from "./parse-template.ts";
import { pluralOf } from "./plural.ts";
import type { FillIn, TemplateShape } from "./template-keys.ts";

/** Chooses an indefinite article. */
export type Article = (word: string) => "a" | "an";

/** Where a tag's fill-in stands among those chosen, and what may stand there. */
export interface TagSlot {
  readonly index: number;
  readonly values: readonly FillIn[];
}

/** Writes a template, given which fill-in was chosen for each slot. */
export type Writer = (chosen: readonly number[]) => unknown;

/** Turns a template of any shape into a function that fills it. */
export function writerOf(template: TemplateShape, article: Article, slotOf: (tag: Tag) => TagSlot): Writer {
  if (typeof template === "string") return textWriter(template, article, slotOf);
  if (Array.isArray(template)) {
    const writers = (template as readonly TemplateShape[]).map((part) => writerOf(part, article, slotOf));
    return (chosen) => writers.map((write) => write(chosen));
  }
  if (typeof template === "object" && template !== null) {
    const writers = Object.entries(template).map(([name, part]) => [name, writerOf(part, article, slotOf)] as const);
    return (chosen) => Object.fromEntries(writers.map(([name, write]) => [name, write(chosen)]));
  }
  return () => template;
}

/** A tag behind the literal text before it. Each of its few forms is written once, for however many results. */
interface Part {
  readonly before: string;
  readonly tag: Tag;
  readonly slot: TagSlot;
  readonly forms: (string | undefined)[];
}

function textWriter(template: string, article: Article, slotOf: (tag: Tag) => TagSlot): Writer {
  const parts: Part[] = [];
  let literal = "";
  for (const piece of parseTemplate(template)) {
    if (typeof piece === "string") literal = piece;
    else {
      parts.push({ before: literal, tag: piece, slot: slotOf(piece), forms: [] });
      literal = "";
    }
  }
  const formOf = ({ before, tag, slot, forms }: Part, at: number): string =>
    (forms[at] ??= before + written(slot.values[at] as FillIn, tag, article, template));
  return (chosen) => {
    let text = "";
    for (const part of parts) text += formOf(part, chosen[part.slot.index] as number);
    return text + literal;
  };
}

function written(fillIn: FillIn, { key, path, options }: Tag, article: Article, template: string): string {
  let value: unknown = fillIn;
  for (const step of path)
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, step)
        ? (value as Readonly<Record<string, unknown>>)[step]
        : undefined;
  if (typeof value !== "string" && typeof value !== "number") {
    throw new BehaviorError({
      code: "invalidTemplate",
      what: `the fill-in for ${[key, ...path].join(".")} is no word`,
      where: showValue(template),
      found: showValue(value),
      fix: "name the part to write: {key.part} or {key[0]}",
    });
  }
  return options.reduceRight((word, option) => OPTIONS[option](word, article), String(value));
}

const OPTIONS: Readonly<Record<TagOption, (word: string, article: Article) => string>> = {
  a: (word, article) => `${article(word)} ${word}`,
  A: (word, article) => `${article(word) === "a" ? "A" : "An"} ${word}`,
  cap: (word) => word.charAt(0).toUpperCase() + word.slice(1),
  upper: (word) => word.toUpperCase(),
  lower: (word) => word.toLowerCase(),
  pl: pluralOf,
};
