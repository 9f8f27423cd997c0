import { parseOptions, randomState as generator, satisfying } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import type { MaskFiller } from "../masks/mask-filler.ts";
import { unmask } from "../masks/masked-template.ts";
import type { SampleTexts } from "../masks/masked-template.ts";
import { seedRule } from "../random/seed-rule.ts";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { Cases } from "./cases.ts";
import { fillTemplate } from "./fill-template.ts";
import type { TemplateOptions } from "./fill-template.ts";
import { fillInsOf } from "./lexicons.ts";
import type { Lexicons } from "./lexicons.ts";
import type { Filled, FillIn, FillIns, FillInList, TemplateShape } from "./template-keys.ts";

/** Options of {@link editor}. */
export interface EditorOptions<Name extends string> {
  /** Lists that every template may name: `english()`, your own, or both spread into one object. */
  readonly lexicons?: { readonly [K in Name]: FillInList };
  /** Seed of the samples. Default 0. */
  readonly randomState?: RandomStateInput;
}

/** How a template with masks is filled. */
export interface MaskedOptions extends TemplateOptions {
  /** How many of the words that fit best. Default 20. */
  readonly count?: number;
}

/** Makes cases from templates, with lists of words at hand. */
export interface Editor<Lexicon extends string> {
  /**
   * Fills a template: `{key}` from a list, `{key1}` and `{key2}` independently from the list of `key`, `{key.part}` and `{key[0]}`
   * from compound fill-ins; `{a:key}` with its article, `{A:key}` with a capital one, `{pl:key}` in the plural, `{cap:key}`,
   * `{upper:key}`, `{lower:key}`, or several of these: `{a:lower:key}`.
   */
  readonly template: <const T extends TemplateShape>(
    template: T,
    fill?: NoInfer<FillIns<T, Lexicon>>,
    options?: TemplateOptions,
  ) => Cases<Filled<T>>;
  /**
   * Fills a template in which a masked language model says what goes for `{mask}`: the words that fit best in ten texts of the template.
   * Several masks in a text are filled together; `{mask1}` and `{mask2}` in different texts, each on its own.
   */
  readonly masked: <const T extends TemplateShape>(
    template: T,
    fill: NoInfer<FillIns<T, Lexicon | "mask">>,
    filler: MaskFiller,
    options?: MaskedOptions,
  ) => Promise<Cases<Filled<T>>>;
  /** A list of the lexicons. */
  readonly lexicon: (name: Lexicon) => readonly FillIn[];
}

/**
 * Makes an editor of templates.
 *
 * @param options - lexicons and seed.
 * @returns the editor; a template's keys are checked by the compiler.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted; when a template is filled: `invalidTemplate`, or
 *   `unknownKey` for a key that neither the call nor a lexicon fills.
 *
 * @example
 * ```ts
 * import { editor } from "@mlsys/behavior";
 *
 * const { template } = editor({ randomState: 1 });
 * const cases = template("{The} report is {a:adj} one.", { The: ["The", "This"], adj: ["honest", "useful"] });
 * cases.length; // => 4
 * cases.toArray()[1]; // => "The report is a useful one."
 * cases.label("positive").sample(2).length; // => 2
 *
 * const model = async (texts: readonly string[]) => texts.map(() => [{ word: "rise", score: 0.6 }, { word: "loss", score: 0.3 }]);
 * const masked = await editor().masked("{The} {mask} was large.", { The: ["The", "This"] }, model);
 * masked.toArray()[1]; // => "The loss was large."
 * ```
 */
export function editor<Name extends string = never>(options: EditorOptions<Name> = {}): Editor<Name> {
  const { lexicons: lists, randomState } = parseOptions(
    "editor",
    options,
    {
      lexicons: { rule: satisfying("an object of lists", isLexicons), default: NO_LEXICONS },
      randomState: { rule: seedRule(), default: 0 },
    },
    BehaviorError,
  );
  const draw = generator(randomState);
  const template = (shape: TemplateShape, fill?: Lexicons, given?: TemplateOptions): Cases<unknown> =>
    fillTemplate(shape, fill ?? {}, lists, given, draw);
  const masked = async (
    shape: TemplateShape,
    fill: Lexicons,
    filler: MaskFiller,
    { count, ...given }: MaskedOptions = {},
  ): Promise<Cases<unknown>> => {
    const sample: SampleTexts = (leaves, size) => {
      const texts = template(leaves, fill, given).flat().sample(size, { randomState: 1 });
      return texts.toArray() as string[];
    };
    const { template: open, words } = await unmask(shape, filler, sample, count === undefined ? {} : { count });
    return template(open, { ...fill, ...words }, given);
  };
  return {
    template: template as never,
    masked: masked as never,
    lexicon: (name) => fillInsOf(name, {}, lists, "editor").values,
  };
}

const NO_LEXICONS: Lexicons = {};

function isLexicons(value: unknown): value is Lexicons {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
