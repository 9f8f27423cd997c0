import {
  arrayOf,
  boolean,
  didYouMean,
  oneOf,
  parseOptions,
  randomState as generator,
  satisfying,
  showValue,
} from "@mlsys/core";
import type { RandomState, RandomStateInput } from "@mlsys/core";
import { seedRule } from "../random/seed-rule.ts";
import { BehaviorError } from "../errors/behavior-error.ts";
import { articleFor } from "./article.ts";
import { Cases } from "./cases.ts";
import type { CaseEntry } from "./cases.ts";
import { parseTemplate } from "./parse-template.ts";
import type { Tag, TemplatePieces } from "./parse-template.ts";
import type { Filled, FillIn, FillIns, TemplateShape } from "./template-keys.ts";

/** Lists of fill-ins by name. */
export type Lexicons = Readonly<Record<string, readonly FillIn[]>>;

/** Options of {@link editor}. */
export interface EditorOptions<Name extends string> {
  /** Lists that every template may name: `english()`, your own, or both spread into one object. */
  readonly lexicons?: { readonly [K in Name]: readonly FillIn[] };
  /** Seed of the samples. Default 0. */
  readonly randomState?: RandomStateInput;
}

/** How one template is filled. */
export interface TemplateOptions {
  /** Every combination, or the first of each list, the second of each, … Default true. */
  readonly product?: boolean;
  /** Whether combinations are left out in which two slots hold the same. Default false. */
  readonly removeDuplicates?: boolean;
  /** `"checklist"` chooses articles by the first letter alone, as the reference library does. */
  readonly compat?: "checklist";
  /** The order of the slots, the first varying slowest. Default: as first used. */
  readonly order?: readonly string[];
}

/** Makes cases from templates, with lists of words at hand. */
export interface Editor<Lexicon extends string> {
  /**
   * Fills a template: `{key}` from a list, `{key1}` and `{key2}` independently from the list of `key`, `{key.part}` and `{key[0]}`
   * from compound fill-ins, `{a:key}` with its article, `{cap:key}`, `{upper:key}`, `{lower:key}`.
   */
  readonly template: <const T extends TemplateShape>(
    template: T,
    fill?: NoInfer<FillIns<T, Lexicon>>,
    options?: TemplateOptions,
  ) => Cases<Filled<T>>;
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
  return {
    template: template as never,
    lexicon: (name) => listOf(name, {}, lists, "editor"),
  };
}

const NO_LEXICONS: Lexicons = {};

type Article = (word: string) => "a" | "an";

const articleByLetter: Article = (word) => (/^[aeiou]/i.test(word) ? "an" : "a");

type Slot = { readonly name: string; readonly values: readonly FillIn[] };

function fillTemplate(
  template: TemplateShape,
  fill: Lexicons,
  lexicons: Lexicons,
  options: TemplateOptions | undefined,
  draw: RandomState,
): Cases<unknown> {
  const { product, removeDuplicates, order, compat } = parseOptions(
    "template",
    options,
    {
      product: { rule: boolean(), default: true },
      removeDuplicates: { rule: boolean(), default: false },
      compat: { rule: oneOf("checklist") },
      order: { rule: arrayOf(satisfying("a slot's name", (value) => typeof value === "string")), default: [] },
    },
    BehaviorError,
  );
  const slots = new Map<string, Slot>();
  const write = compile(template, compat === "checklist" ? articleByLetter : articleFor, ({ slot, key }) => {
    if (!slots.has(slot))
      slots.set(slot, { name: slot, values: listOf(slot in fill ? slot : key, fill, lexicons, template) });
    return [...slots.keys()].indexOf(slot);
  });
  const list = [...slots.values()];
  const ranked = [...order].filter((name) => slots.has(name));
  const digits = [...list.keys()].sort((a, b) => rank(ranked, list[a]) - rank(ranked, list[b]));
  const total = product
    ? list.reduce((count, { values }) => count * values.length, 1)
    : list.reduce((least, { values }) => Math.min(least, values.length), list.length === 0 ? 1 : Infinity);
  const at = (index: number): CaseEntry<unknown, never> => {
    const chosen = new Array<FillIn>(list.length);
    let rest = index;
    for (let d = digits.length - 1; d >= 0; d--) {
      const slot = digits[d] as number;
      const { values } = list[slot] as Slot;
      chosen[slot] = values[product ? rest % values.length : index] as FillIn;
      if (product) rest = Math.floor(rest / values.length);
    }
    return new Result(write, chosen, list);
  };
  const cases = new Cases<unknown>({ total, at }, draw);
  return removeDuplicates ? cases.where((meta) => areDistinct(Object.values(meta))) : cases;
}

/** A result whose fill-ins are put together only when asked for. */
class Result {
  readonly input: unknown;
  private readonly chosen: readonly FillIn[];
  private readonly slots: readonly Slot[];

  constructor(write: Writer, chosen: readonly FillIn[], slots: readonly Slot[]) {
    this.input = write(chosen);
    this.chosen = chosen;
    this.slots = slots;
  }

  get meta(): Readonly<Record<string, FillIn>> {
    return Object.fromEntries(this.slots.map(({ name }, i) => [name, this.chosen[i] as FillIn]));
  }
}

type Writer = (chosen: readonly FillIn[]) => unknown;

/** Turns a template of any shape into a function that fills it. */
function compile(template: TemplateShape, article: Article, slotOf: (tag: Tag) => number): Writer {
  if (typeof template === "string") return compileText(parseTemplate(template), article, slotOf, template);
  if (Array.isArray(template)) {
    const writers = (template as readonly TemplateShape[]).map((part) => compile(part, article, slotOf));
    return (chosen) => writers.map((write) => write(chosen));
  }
  if (typeof template === "object" && template !== null) {
    const writers = Object.entries(template).map(([name, part]) => [name, compile(part, article, slotOf)] as const);
    return (chosen) => Object.fromEntries(writers.map(([name, write]) => [name, write(chosen)]));
  }
  return () => template;
}

function compileText(pieces: TemplatePieces, article: Article, slotOf: (tag: Tag) => number, template: string): Writer {
  const parts = pieces.map((piece) => (typeof piece === "string" ? piece : { tag: piece, slot: slotOf(piece) }));
  return (chosen) => {
    let text = "";
    for (const part of parts)
      text += typeof part === "string" ? part : written(chosen[part.slot] as FillIn, part.tag, article, template);
    return text;
  };
}

function written(fillIn: FillIn, { key, path, options }: Tag, article: Article, template: string): string {
  if (typeof fillIn === "string" && options.length === 0 && path.length === 0) return fillIn;
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

const OPTIONS: Readonly<Record<Tag["options"][number], (word: string, article: Article) => string>> = {
  a: (word, article) => `${article(word)} ${word}`,
  A: (word, article) => `${article(word) === "a" ? "A" : "An"} ${word}`,
  cap: (word) => word.charAt(0).toUpperCase() + word.slice(1),
  upper: (word) => word.toUpperCase(),
  lower: (word) => word.toLowerCase(),
};

function listOf(key: string, fill: Lexicons, lexicons: Lexicons, template: unknown): readonly FillIn[] {
  const list = Object.hasOwn(fill, key) ? fill[key] : Object.hasOwn(lexicons, key) ? lexicons[key] : undefined;
  if (Array.isArray(list) && list.length > 0) return list as readonly FillIn[];
  const known = [...Object.keys(fill), ...Object.keys(lexicons)];
  throw new BehaviorError({
    code: "unknownKey",
    what: `there is nothing to fill in for ${JSON.stringify(key)}`,
    where: showValue(template),
    found: list === undefined ? "no list of that name" : showValue(list),
    fix: list === undefined ? didYouMean(key, known) : "give an array with at least one fill-in",
    details: { key },
  });
}

function rank(order: readonly unknown[], slot: Slot | undefined): number {
  const at = order.indexOf(slot?.name);
  return at < 0 ? order.length : at;
}

function areDistinct(values: readonly unknown[]): boolean {
  const texts = values.map((value) => JSON.stringify(value));
  return new Set(texts).size === texts.length;
}

function isLexicons(value: unknown): value is Lexicons {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
