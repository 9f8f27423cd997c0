import type { WeightedList } from "./weighted.ts";

/** What may be filled in for a key: a word, a number, or several that belong together. */
export type FillIn = string | number | readonly (string | number)[] | { readonly [part: string]: string | number };

/** The fill-ins of a key: a list, or one with weights. */
export type FillInList = readonly FillIn[] | WeightedList;

/** A template: a text, or any nesting of arrays and objects with texts as leaves. */
export type TemplateShape =
  string | number | boolean | null | readonly TemplateShape[] | { readonly [name: string]: TemplateShape };

/** What a template of some shape gives: the same shape, with `string` for each text. */
export type Filled<T, Depth extends readonly unknown[] = []> = T extends string
  ? string
  : Depth["length"] extends 6
    ? unknown
    : T extends readonly unknown[] | object
      ? { -readonly [K in keyof T]: Filled<T[K], [...Depth, 0]> }
      : T;

/**
 * The keys of a template's tags, without options, copies' digits and parts; down to six levels, where the compiler would not stop
 * by itself on a shape that it does not know.
 */
export type TemplateKeys<T, Depth extends readonly unknown[] = []> = T extends string
  ? string extends T
    ? string
    : KeysOfText<T>
  : Depth["length"] extends 6
    ? never
    : T extends readonly (infer E)[]
      ? TemplateKeys<E, [...Depth, 0]>
      : T extends object
        ? TemplateKeys<T[keyof T], [...Depth, 0]>
        : never;

type KeysOfText<T extends string> = T extends `${string}{${infer After}`
  ? After extends `{${infer Rest}`
    ? KeysOfText<Rest>
    : After extends `${infer Tag}}${infer Rest}`
      ? KeyOfTag<Tag> | KeysOfText<Rest>
      : never
  : never;

type KeyOfTag<Tag extends string> = Tag extends `${string}:${infer Rest}`
  ? KeyOfTag<Rest>
  : Tag extends `${infer Key}.${string}`
    ? WithoutDigits<Key>
    : Tag extends `${infer Key}[${string}`
      ? WithoutDigits<Key>
      : WithoutDigits<Tag>;

type WithoutDigits<Key extends string> = Key extends `${infer Rest}0`
  ? WithoutDigits<Rest>
  : Key extends `${infer Rest}1`
    ? WithoutDigits<Rest>
    : Key extends `${infer Rest}2`
      ? WithoutDigits<Rest>
      : Key extends `${infer Rest}3`
        ? WithoutDigits<Rest>
        : Key extends `${infer Rest}4`
          ? WithoutDigits<Rest>
          : Key extends `${infer Rest}5`
            ? WithoutDigits<Rest>
            : Key extends `${infer Rest}6`
              ? WithoutDigits<Rest>
              : Key extends `${infer Rest}7`
                ? WithoutDigits<Rest>
                : Key extends `${infer Rest}8`
                  ? WithoutDigits<Rest>
                  : Key extends `${infer Rest}9`
                    ? WithoutDigits<Rest>
                    : Key;

/** The fill-ins that a call must give: all keys of the template, except that those of a lexicon may be left out. */
export type FillIns<T, Lexicon extends string> =
  string extends TemplateKeys<T>
    ? Readonly<Record<string, FillInList>>
    : { readonly [K in Exclude<TemplateKeys<T>, Lexicon>]: FillInList } & {
        readonly [K in Extract<TemplateKeys<T>, Lexicon>]?: FillInList;
      };
