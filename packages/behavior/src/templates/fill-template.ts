import { arrayOf, boolean, oneOf, parseOptions, satisfying } from "@mlsys/core";
import type { RandomState } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { articleFor } from "./article.ts";
import { Cases } from "./cases.ts";
import type { CaseEntry, CaseSource } from "./cases.ts";
import { fillInsOf } from "./lexicons.ts";
import type { FillInsOfKey, Lexicons } from "./lexicons.ts";
import type { FillIn, TemplateShape } from "./template-keys.ts";
import { chances } from "./weighted-draws.ts";
import { writerOf } from "./write-template.ts";
import type { Article, Writer } from "./write-template.ts";

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

interface Slot extends FillInsOfKey {
  readonly name: string;
  readonly index: number;
}

const articleByLetter: Article = (word) => (/^[aeiou]/i.test(word) ? "an" : "a");

/** The cases of a template. */
export function fillTemplate(
  template: TemplateShape,
  fill: Lexicons,
  lexicons: Lexicons,
  options: TemplateOptions | undefined,
  draw: RandomState,
): Cases<unknown> {
  const { product, removeDuplicates, order, compat } = parseOptions("template", options, specs, BehaviorError);
  const slots = new Map<string, Slot>();
  const write = writerOf(template, compat === "checklist" ? articleByLetter : articleFor, ({ slot, key }) => {
    const known = slots.get(slot);
    if (known !== undefined) return known;
    const list = fillInsOf(slot in fill ? slot : key, fill, lexicons, template);
    const made = { name: slot, index: slots.size, values: list.values, weights: list.weights };
    slots.set(slot, made);
    return made;
  });
  const list = [...slots.values()];
  const source = product ? combinations(list, order, write) : zipped(list, write);
  const cases = new Cases<unknown>(source, draw);
  return removeDuplicates ? cases.where((meta) => areDistinct(Object.values(meta))) : cases;
}

const specs = {
  product: { rule: boolean(), default: true },
  removeDuplicates: { rule: boolean(), default: false },
  compat: { rule: oneOf("checklist") },
  order: {
    rule: arrayOf(satisfying("a slot's name", (value): value is string => typeof value === "string")),
    default: [] as readonly string[],
  },
} as const;

/** Every combination, the first slot of the order varying slowest. */
function combinations(slots: readonly Slot[], order: readonly string[], write: Writer): CaseSource<unknown, never> {
  const named = order.filter((name) => slots.some((slot) => slot.name === name));
  const rank = ({ name }: Slot): number => (named.includes(name) ? named.indexOf(name) : named.length);
  const fastestFirst = [...slots].sort((a, b) => rank(a) - rank(b)).reverse();
  const total = slots.reduce((count, { values }) => count * values.length, 1);
  // Whoever asks is done with it before the next one asks.
  const chosen = new Array<number>(slots.length).fill(0);
  const choose = (index: number): readonly number[] => {
    let rest = index;
    for (const { index: slot, values } of fastestFirst) {
      chosen[slot] = rest % values.length;
      rest = Math.floor(rest / values.length);
    }
    return chosen;
  };
  return sourceOf(slots, total, choose, write, fastestFirst);
}

/** The first of each list, the second of each, …, up to the end of the shortest. */
function zipped(slots: readonly Slot[], write: Writer): CaseSource<unknown, never> {
  const shortest = Math.min(...slots.map(({ values }) => values.length));
  return sourceOf(slots, slots.length === 0 ? 1 : shortest, (index) => slots.map(() => index), write, []);
}

function sourceOf(
  slots: readonly Slot[],
  total: number,
  choose: (index: number) => readonly number[],
  write: Writer,
  drawn: readonly Slot[],
): CaseSource<unknown, never> {
  const inputAt = (index: number): unknown => write(choose(index));
  const at = (index: number): CaseEntry<unknown, never> => new Result(inputAt(index), index, choose, slots);
  return { total, at, inputAt, chances: chances(slots, choose, drawn) };
}

/** A result whose fill-ins are put together only when asked for. */
class Result {
  readonly input: unknown;
  private readonly index: number;
  private readonly choose: (index: number) => readonly number[];
  private readonly slots: readonly Slot[];

  constructor(input: unknown, index: number, choose: (index: number) => readonly number[], slots: readonly Slot[]) {
    this.input = input;
    this.index = index;
    this.choose = choose;
    this.slots = slots;
  }

  get meta(): Readonly<Record<string, FillIn>> {
    const chosen = this.choose(this.index);
    return Object.fromEntries(this.slots.map(({ name, values }, i) => [name, values[chosen[i] as number] as FillIn]));
  }
}

function areDistinct(values: readonly unknown[]): boolean {
  const texts = values.map((value) => JSON.stringify(value));
  return new Set(texts).size === texts.length;
}
