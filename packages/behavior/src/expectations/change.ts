import { parseOptions, real } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { outcomeOf, probabilityOf } from "../predictors/read-prediction.ts";
import type { Label, Prediction } from "../predictors/prediction.ts";
import { numberIn } from "./number-in.ts";
import { verdict } from "./verdict.ts";
import type { Expectation, ExpectationData, ExpectationKind, WithProba } from "./expectation.ts";

/** Options of {@link increases} and {@link decreases}. */
export interface ChangeOptions {
  /** By at least how much. Default 0: by anything above 0. */
  readonly by?: number;
}

/** Options of {@link notIncreasing} and {@link notDecreasing}. */
export interface ToleranceOptions {
  /** By how much it may, all the same. Default 0. */
  readonly tolerance?: number;
}

/** The data of the four; without `label`, of a number, or, `of: "original"`, of the probability of the original's class. */
export interface ChangeData extends ExpectationData {
  readonly kind: "change";
  readonly direction: "up" | "down";
  readonly label?: Label | undefined;
  readonly of?: "original" | undefined;
  /** Whether it says nothing where it could not fail, as in the reference library. */
  readonly skipsCertain?: boolean | undefined;
  /** The least change in the direction; 0 is not enough, a negative one is a tolerance. */
  readonly atLeast: number;
  /** Whether exactly `atLeast` passes. */
  readonly inclusive: boolean;
}

/** Which predictions can be compared: probabilities for a label, numbers without one. */
type Reads<L> = [L] extends [never] ? { readonly value?: number | undefined } : WithProba;

/**
 * Against the original, the probability of a class rises.
 *
 * @param label - the class; leave it out for numbers.
 * @param options - by at least how much.
 * @returns the expectation.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted; in a run, `invalidPrediction` when there is no
 *   probability to compare.
 *
 * @example
 * ```ts
 * import { increases } from "@mlsys/behavior";
 *
 * increases("negative", { by: 0.2 }).data.atLeast; // => 0.2
 * ```
 */
export function increases<const L extends Label>(label: L, options?: ChangeOptions): Expectation<WithProba, L>;
/**
 * Against the original, the number rises.
 *
 * @param options - by at least how much.
 * @returns the expectation.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted; in a run, `invalidPrediction` when there is no number.
 *
 * @example
 * ```ts
 * import { increases } from "@mlsys/behavior";
 *
 * increases().data.direction; // => "up"
 * ```
 */
export function increases(options?: ChangeOptions): Expectation<Reads<never>>;
export function increases(first?: Label | ChangeOptions, second?: ChangeOptions): Expectation<never, Label> {
  return changeOf("increases", "up", first, second);
}

/**
 * Against the original, the probability of a class falls.
 *
 * @param label - the class; leave it out for numbers.
 * @param options - by at least how much.
 * @returns the expectation.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted; in a run, `invalidPrediction` when there is no
 *   probability to compare.
 *
 * @example
 * ```ts
 * import { decreases } from "@mlsys/behavior";
 *
 * decreases("positive").data.label; // => "positive"
 * ```
 */
export function decreases<const L extends Label>(label: L, options?: ChangeOptions): Expectation<WithProba, L>;
/**
 * Against the original, the number falls.
 *
 * @param options - by at least how much.
 * @returns the expectation.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted; in a run, `invalidPrediction` when there is no number.
 *
 * @example
 * ```ts
 * import { decreases } from "@mlsys/behavior";
 *
 * decreases({ by: 2 }).data.atLeast; // => 2
 * ```
 */
export function decreases(options?: ChangeOptions): Expectation<Reads<never>>;
export function decreases(first?: Label | ChangeOptions, second?: ChangeOptions): Expectation<never, Label> {
  return changeOf("decreases", "down", first, second);
}

/**
 * Against the original, the probability of a class does not fall by more than a tolerance.
 *
 * @param label - the class; leave it out for numbers.
 * @param options - the tolerance.
 * @returns the expectation.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted; in a run, `invalidPrediction` when there is no
 *   probability to compare.
 *
 * @example
 * ```ts
 * import { notDecreasing } from "@mlsys/behavior";
 *
 * notDecreasing("positive", { tolerance: 0.1 }).data.atLeast; // => -0.1
 * ```
 */
export function notDecreasing<const L extends Label>(label: L, options?: ToleranceOptions): Expectation<WithProba, L>;
/**
 * Against the original, the number does not fall by more than a tolerance.
 *
 * @param options - the tolerance.
 * @returns the expectation.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted; in a run, `invalidPrediction` when there is no number.
 *
 * @example
 * ```ts
 * import { notDecreasing } from "@mlsys/behavior";
 *
 * notDecreasing({ tolerance: 1 }).data.atLeast; // => -1
 * ```
 */
export function notDecreasing(options?: ToleranceOptions): Expectation<Reads<never>>;
export function notDecreasing(first?: Label | ToleranceOptions, second?: ToleranceOptions): Expectation<never, Label> {
  return toleranceOf("notDecreasing", "up", first, second);
}

/**
 * Against the original, the probability of a class does not rise by more than a tolerance.
 *
 * @param label - the class; leave it out for numbers.
 * @param options - the tolerance.
 * @returns the expectation.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted; in a run, `invalidPrediction` when there is no
 *   probability to compare.
 *
 * @example
 * ```ts
 * import { notIncreasing } from "@mlsys/behavior";
 *
 * notIncreasing("negative", { tolerance: 0.1 }).data.direction; // => "down"
 * ```
 */
export function notIncreasing<const L extends Label>(label: L, options?: ToleranceOptions): Expectation<WithProba, L>;
/**
 * Against the original, the number does not rise by more than a tolerance.
 *
 * @param options - the tolerance.
 * @returns the expectation.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted; in a run, `invalidPrediction` when there is no number.
 *
 * @example
 * ```ts
 * import { notIncreasing } from "@mlsys/behavior";
 *
 * notIncreasing().data.direction; // => "down"
 * ```
 */
export function notIncreasing(options?: ToleranceOptions): Expectation<Reads<never>>;
export function notIncreasing(first?: Label | ToleranceOptions, second?: ToleranceOptions): Expectation<never, Label> {
  return toleranceOf("notIncreasing", "down", first, second);
}

/** How changes are judged: the margin is the change in the direction, less what is asked. */
export const changeKind: ExpectationKind<ChangeData> = {
  kind: "change",
  judge({ direction, label, of, skipsCertain = false, atLeast, inclusive }) {
    const sign = direction === "up" ? 1 : -1;
    return ({ predictions }, index) => {
      const [original, prediction] = [predictions[0] as Prediction, predictions[index] as Prediction];
      if (of === "original" || skipsCertain) return asReference(original, prediction, label, sign, -atLeast);
      const margin = sign * (numberIn(prediction, label) - numberIn(original, label)) - atLeast;
      return verdict(inclusive ? margin >= 0 : margin > 0, margin);
    };
  },
};

/**
 * CheckList's monotonic expectation, by default on the original's own class: it says nothing where it could not fail. Without probabilities a
 * kept class counts as certain.
 */
function asReference(
  original: Prediction,
  prediction: Prediction,
  given: Label | undefined,
  sign: number,
  tolerance: number,
): number | null {
  const label = given ?? outcomeOf(original);
  const before = given === undefined ? probabilityOf(original, label) : numberIn(original, given);
  const certainty = before ?? 1;
  if (sign > 0 ? certainty <= tolerance : certainty >= 1 - tolerance) return null;
  const after = probabilityOf(prediction, label);
  const rise =
    before === undefined || after === undefined ? (label === outcomeOf(prediction) ? 0 : -2) : after - before;
  // The order of the operations is the reference's: it decides ties.
  return sign > 0 ? verdict(rise + tolerance >= 0, rise + tolerance) : verdict(rise - tolerance <= 0, tolerance - rise);
}

function changeOf(
  owner: string,
  direction: "up" | "down",
  first: Label | ChangeOptions | undefined,
  second: ChangeOptions | undefined,
): Expectation<never, Label> {
  const [label, options] = typeof first === "object" ? [undefined, first] : [first, second];
  const { by } = parseOptions(owner, options, { by: { rule: real({ min: 0 }), default: 0 } }, BehaviorError);
  return {
    data: { kind: "change", direction, ...(label === undefined ? {} : { label }), atLeast: by, inclusive: by > 0 },
  };
}

function toleranceOf(
  owner: string,
  direction: "up" | "down",
  first: Label | ToleranceOptions | undefined,
  second: ToleranceOptions | undefined,
): Expectation<never, Label> {
  const [label, options] = typeof first === "object" ? [undefined, first] : [first, second];
  const specs = { tolerance: { rule: real({ min: 0 }), default: 0 } };
  const { tolerance } = parseOptions(owner, options, specs, BehaviorError);
  return {
    data: {
      kind: "change",
      direction,
      ...(label === undefined ? {} : { label }),
      atLeast: 0 - tolerance,
      inclusive: true,
    },
  };
}
