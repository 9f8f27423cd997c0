import { randomState, showValue } from "@mlsys/core";
import type { RandomState, RandomStateInput } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { distinctInputs } from "../inputs/distinct-inputs.ts";
import { drawByChance } from "./weighted-draws.ts";
import type { Chances } from "./weighted-draws.ts";

/** The fill-ins that made one result. */
export type FillMap = Readonly<Record<string, unknown>>;

/** One result of a template with what belongs to it. */
export interface CaseEntry<T, L = unknown> {
  readonly input: T;
  readonly label?: L | undefined;
  readonly meta?: FillMap | undefined;
}

/** Where cases come from: any of `total`, on demand. */
export interface CaseSource<T, L> {
  readonly total: number;
  readonly at: (index: number) => CaseEntry<T, L>;
  /** The input alone, where that is less than the whole case. */
  readonly inputAt?: ((index: number) => T) | undefined;
  /** For samples; without it all are as likely. */
  readonly chances?: Chances | undefined;
}

/** The inputs of which each is there once, and where they stand. */
interface DistinctCases<T> {
  readonly inputs: readonly T[];
  readonly places: Int32Array;
}

const marker = Symbol.for("@mlsys/behavior-cases");

/**
 * Cases from a template: made when they are read, so that millions cost nothing until some are drawn. Immutable.
 */
export class Cases<T, L = never> implements Iterable<T> {
  private readonly source: CaseSource<T, L>;
  private readonly draw: RandomState;
  private known: DistinctCases<T> | undefined;
  private made: readonly CaseEntry<T, L>[] | undefined;

  /** @internal */
  constructor(source: CaseSource<T, L>, draw: RandomState) {
    this.source = source;
    this.draw = draw;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Gives all cases one label, or each its own from its fill-ins. */
  label<const M extends string | number | boolean>(label: M | ((fill: FillMap, input: T) => M)): Cases<T, M> {
    const at = (index: number): CaseEntry<T, M> => {
      const { input, meta } = this.source.at(index);
      return { input, meta, label: typeof label === "function" ? label(meta ?? {}, input) : label };
    };
    return new Cases<T, M>({ ...this.source, at }, this.draw);
  }

  /** Keeps the cases whose fill-ins satisfy a condition. */
  where(condition: (fill: FillMap, input: T) => boolean): Cases<T, L> {
    const { total, at, chances } = this.source;
    const kept: number[] = [];
    for (let i = 0; i < total; i++) {
      const { input, meta } = at(i);
      if (condition(meta ?? {}, input)) kept.push(i);
    }
    return new Cases(
      {
        total: kept.length,
        at: (i) => at(kept[i] as number),
        chances: chances && { of: (i) => chances.of(kept[i] as number) },
      },
      this.draw,
    );
  }

  /**
   * Draws cases, without replacement unless asked; all of them, shuffled, when there are fewer. Weighted fill-ins are drawn by their
   * weights. The seed is the editor's, from
   * which samples are drawn one after the other, or `randomState`.
   *
   * @throws {BehaviorError} `invalidOption` when `size` is not a whole number of at least 0.
   */
  sample(
    size: number,
    options: { readonly replacement?: boolean; readonly randomState?: RandomStateInput } = {},
  ): Cases<T, L> {
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new BehaviorError({
        code: "invalidOption",
        what: "the size of a sample is not accepted",
        where: "Cases.sample",
        found: showValue(size),
        fix: "give a whole number of at least 0",
      });
    }
    const { total, at, chances } = this.source;
    const draw =
      options.randomState === undefined || options.randomState === null ? this.draw : randomState(options.randomState);
    const replacement = options.replacement === true;
    const chosen =
      total === 0
        ? []
        : chances !== undefined
          ? drawByChance(chances, total, size, replacement, draw)
          : replacement
            ? draw.randint(0, total, size)
            : distinct(draw, total, size);
    return new Cases({ total: chosen.length, at: (i) => at(chosen[i] as number) }, this.draw);
  }

  /** These cases, then others. */
  concat<U, M>(other: Cases<U, M>): Cases<T | U, L | M> {
    const [first, second] = [this.source, other.source];
    const at = (i: number): CaseEntry<T | U, L | M> => (i < first.total ? first.at(i) : second.at(i - first.total));
    const of = (i: number): number =>
      i < first.total ? (first.chances?.of(i) ?? 1) : (second.chances?.of(i - first.total) ?? 1);
    const chances = (first.chances ?? second.chances) && { of };
    return new Cases<T | U, L | M>({ total: first.total + second.total, at, chances }, this.draw);
  }

  /** Takes lists apart: each element is a case of its own, with its list's label and fill-ins. */
  flat(): Cases<T extends readonly (infer E)[] ? E : T, L> {
    const entries = Array.from(this.all()).flatMap(({ input, label, meta }) =>
      (Array.isArray(input) ? (input as readonly unknown[]) : [input]).map((each) => ({ input: each, label, meta })),
    );
    const source = { total: entries.length, at: (i: number) => entries[i] as CaseEntry<unknown, L> };
    return new Cases(source as CaseSource<T extends readonly (infer E)[] ? E : T, L>, this.draw);
  }

  /** The distinct cases with label and fill-ins: the first of equal ones. */
  entries(): readonly CaseEntry<T, L>[] {
    if (this.made === undefined) {
      const made: CaseEntry<T, L>[] = [];
      if (this.known === undefined) this.known = this.findDistinct((entry) => made.push(entry));
      else for (const index of this.known.places) made.push(this.source.at(index));
      this.made = made;
    }
    return this.made;
  }

  /** Every case, repeats included. */
  *all(): Generator<CaseEntry<T, L>> {
    for (let i = 0; i < this.source.total; i++) yield this.source.at(i);
  }

  /** The inputs of the distinct cases. */
  toArray(): T[] {
    return this.distinct().inputs.slice();
  }

  /** Number of distinct cases. */
  get length(): number {
    return this.distinct().inputs.length;
  }

  /** The inputs of the distinct cases, one by one. */
  [Symbol.iterator](): Iterator<T> {
    return this.toArray()[Symbol.iterator]();
  }

  private distinct(): DistinctCases<T> {
    this.known ??= this.findDistinct();
    return this.known;
  }

  private findDistinct(take?: (entry: CaseEntry<T, L>) => void): DistinctCases<T> {
    const { total, at, inputAt = (index: number): T => at(index).input } = this.source;
    const entries = take && new Array<CaseEntry<T, L>>(total);
    const { inputs, numbers } = distinctInputs(
      total,
      entries === undefined ? inputAt : (index) => (entries[index] = at(index)).input,
    );
    const places = new Int32Array(inputs.length);
    for (let index = 0, found = 0; found < places.length; index++) {
      if (numbers[index] !== found) continue;
      places[found++] = index;
      if (entries) take(entries[index] as CaseEntry<T, L>);
    }
    return { inputs: inputs as T[], places };
  }
}

/**
 * Whether a value is {@link Cases}, also of another installed copy of the library.
 *
 * @param value - anything.
 * @returns true for cases.
 *
 * @example
 * ```ts
 * import { editor, isCases } from "@mlsys/behavior";
 *
 * isCases(editor().template("{a}", { a: ["x"] })); // => true
 * isCases(["x"]); // => false
 * ```
 */
export function isCases(value: unknown): value is Cases<unknown, unknown> {
  return typeof value === "object" && value !== null && marker in value;
}

/** Floyd's sampling where few of many are wanted; a shuffle otherwise. */
function distinct(draw: RandomState, total: number, size: number): ArrayLike<number> {
  if (size * 4 > total) return draw.permutation(total).slice(0, size);
  const chosen = new Set<number>();
  for (let top = total - size; top < total; top++) {
    const candidate = draw.randint(0, top + 1);
    chosen.add(chosen.has(candidate) ? top : candidate);
  }
  return draw.permutation([...chosen]);
}
