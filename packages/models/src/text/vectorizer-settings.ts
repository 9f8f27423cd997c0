import { boolean, either, integer, oneOf, parseOptions, real, satisfying, showValue, text } from "@mlsys/core";
import type { OptionSpec, ParsedOptions } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import type { VectorizerOptions } from "./vectorizer-options.ts";

/** The options, checked, with defaults. */
export interface VectorizerSettings {
  readonly analyzer: "word" | "char" | "char_wb" | ((document: string) => Iterable<string>);
  readonly ngramRange: readonly [number, number];
  readonly stopWords: "english" | readonly string[] | null;
  readonly lowercase: boolean;
  readonly stripAccents: "ascii" | "unicode" | ((text: string) => string) | null;
  readonly preprocessor: ((document: string) => string) | undefined;
  readonly tokenizer: ((document: string) => Iterable<string>) | undefined;
  readonly tokenPattern: string | RegExp;
  readonly minDf: number;
  readonly maxDf: number;
  readonly maxFeatures: number | null;
  readonly vocabulary: readonly string[] | null;
  readonly binary: boolean;
}

type AnyFunction<Result> = (text: string) => Result;

const aFunction = <Result>() =>
  satisfying("a function", (value): value is AnyFunction<Result> => typeof value === "function");

/** What each vectoriser's options are checked with. */
const vectorizerSpecs = () =>
  ({
    analyzer: { rule: either(oneOf("word", "char", "char_wb"), aFunction<Iterable<string>>()), default: "word" },
    ngramRange: {
      rule: satisfying("two whole numbers, 1 ≤ min ≤ max", (value): value is readonly [number, number] => {
        if (!Array.isArray(value) || value.length !== 2 || !value.every(Number.isSafeInteger)) return false;
        const [min, max] = value as [number, number];
        return min >= 1 && max >= min;
      }),
      default: [1, 1],
    },
    stopWords: {
      rule: satisfying(
        '"english", an array of words or null',
        (value): value is "english" | readonly string[] | null =>
          value === "english" || value === null || isTexts(value),
      ),
      default: null,
    },
    lowercase: { rule: boolean(), default: true },
    stripAccents: { rule: either(oneOf("ascii", "unicode", null), aFunction<string>()), default: null },
    preprocessor: { rule: aFunction<string>() },
    tokenizer: { rule: aFunction<Iterable<string>>() },
    tokenPattern: {
      rule: either(
        text({ minLength: 1 }),
        satisfying("a RegExp", (value): value is RegExp => value instanceof RegExp),
      ),
      default: "(?u)\\b\\w\\w+\\b",
    },
    minDf: { rule: either(integer({ min: 0 }), real({ min: 0, max: 1 })), default: 1 },
    maxDf: { rule: either(integer({ min: 0 }), real({ min: 0, max: 1 })), default: 1 },
    maxFeatures: { rule: either(integer({ min: 1 }), oneOf(null)), default: null },
    vocabulary: {
      rule: satisfying(
        "an array, a record or a map of terms",
        (value): value is object | null => typeof value === "object",
      ),
      default: null,
    },
    binary: { rule: boolean(), default: false },
  }) as const satisfies Readonly<Record<string, OptionSpec<unknown>>>;

/** Checks the options of a vectoriser; `own` are those it has besides the shared ones. All violations are told at once. */
export function vectorizerSettings<const Own extends Readonly<Record<string, OptionSpec<unknown>>>>(
  owner: string,
  options: VectorizerOptions & object,
  own: Own,
): { readonly settings: VectorizerSettings; readonly others: ParsedOptions<Own> } {
  const all: Readonly<Record<string, OptionSpec<unknown>>> = { ...vectorizerSpecs(), ...own };
  const parsed = parseOptions(owner, options, all, ModelsError);
  const pick = (specs: object) => Object.fromEntries(Object.keys(specs).map((name) => [name, parsed[name]]));
  const settings = {
    ...pick(vectorizerSpecs()),
    vocabulary: termsOf(owner, parsed["vocabulary"] as VectorizerOptions["vocabulary"]),
  };
  return { settings: settings as VectorizerSettings, others: pick(own) as ParsedOptions<Own> };
}

function termsOf(owner: string, given: VectorizerOptions["vocabulary"]): readonly string[] | null {
  if (given === null || given === undefined) return null;
  const terms =
    given instanceof Map || !(Symbol.iterator in given) ? byColumn(owner, given) : [...(given as Iterable<string>)];
  const seen = new Set<unknown>();
  const repeated = terms.find((term: unknown) => typeof term !== "string" || seen.size === seen.add(term).size);
  if (terms.length === 0 || repeated !== undefined) {
    throw refusal(owner, terms.length === 0 ? "no terms" : showValue(repeated), "give each term once, at least one");
  }
  return terms;
}

function byColumn(owner: string, given: object): readonly string[] {
  const entries =
    given instanceof Map ? [...(given as Map<string, number>)] : Object.entries(given as Record<string, number>);
  const terms = new Array<string | undefined>(entries.length).fill(undefined);
  for (const [term, column] of entries) {
    if (!Number.isInteger(column) || column < 0 || column >= terms.length || terms[column] !== undefined) {
      throw refusal(
        owner,
        `column ${showValue(column)} for ${showValue(term)}`,
        `use each of 0 to ${terms.length - 1} once`,
      );
    }
    terms[column] = term;
  }
  return terms as string[];
}

function refusal(owner: string, found: string, fix: string): ModelsError {
  return new ModelsError({ code: "invalidOption", what: "vocabulary is not accepted", where: owner, found, fix });
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
