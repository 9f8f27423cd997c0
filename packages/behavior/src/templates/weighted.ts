import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { FillIn } from "./template-keys.ts";

/** Fill-ins of which a sample takes some more often than others. */
export interface WeightedList {
  readonly values: readonly FillIn[];
  readonly weights: readonly number[];
}

/**
 * A list of fill-ins with weights: a sample takes each as often as its weight says, against the others'. All combinations together stay
 * what they are without weights.
 *
 * @param entries - fill-ins with their weights: an object for words, pairs for others.
 * @returns the list, to be filled in.
 * @throws {BehaviorError} `invalidOption` for no entries, or a weight that is not a finite number above 0.
 *
 * @example
 * ```ts
 * import { editor, weighted } from "@mlsys/behavior";
 *
 * const verb = weighted({ rose: 9, soared: 1 });
 * const drawn = editor({ randomState: 1 }).template("It {verb}.", { verb }).sample(1000, { replacement: true });
 * const rose = Array.from(drawn.all()).filter(({ input }) => input === "It rose.").length;
 * rose > 850 && rose < 950; // => true
 * ```
 */
export function weighted(
  entries: Readonly<Record<string, number>> | readonly (readonly [fillIn: FillIn, weight: number])[],
): WeightedList {
  const pairs: readonly (readonly [FillIn, number])[] = isPairs(entries) ? entries : Object.entries(entries);
  const wrong = pairs.find(([, weight]) => !(Number.isFinite(weight) && weight > 0));
  if (pairs.length === 0 || wrong !== undefined) {
    throw new BehaviorError({
      code: "invalidOption",
      what: wrong === undefined ? "there is nothing to weigh" : "a weight is not accepted",
      where: "weighted",
      found: showValue(wrong ?? entries),
      fix: "give at least one fill-in, each with a finite weight above 0",
    });
  }
  return { values: pairs.map(([fillIn]) => fillIn), weights: pairs.map(([, weight]) => weight) };
}

/** Whether a list has weights. */
export function isWeighted(list: unknown): list is WeightedList {
  return typeof list === "object" && list !== null && "values" in list && "weights" in list;
}

function isPairs(value: object): value is readonly (readonly [FillIn, number])[] {
  return Array.isArray(value);
}
