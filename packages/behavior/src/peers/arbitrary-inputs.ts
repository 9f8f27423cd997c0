import type * as fastCheck from "fast-check";
import { judgeOf } from "../expectations/compile.ts";
import type { Expectation } from "../expectations/expectation.ts";
import { invariant } from "../expectations/invariant.ts";
import type { PerturbationOf } from "../perturbations/perturbation.ts";
import type { LabelOf, Prediction } from "../predictors/prediction.ts";
import type { PredictorInput } from "../predictors/predictor.ts";
import { toPredictor } from "../predictors/to-predictor.ts";
import { predictInputs } from "../running/predict-inputs.ts";
import { viewOf } from "../running/judge-test.ts";
import { perturbAll } from "../suite/perturb-all.ts";
import { loadPeer } from "./load-peer.ts";

/** Options of {@link fromArbitrary}. */
export interface FromArbitraryOptions {
  /** How many inputs. Default 100. */
  readonly count?: number;
  /** Default 0. */
  readonly seed?: number;
}

/**
 * Inputs for a test, drawn from an arbitrary of fast-check: the same for the same seed.
 *
 * @param arbitrary - what to draw from.
 * @param options - how many, the seed.
 * @returns the inputs.
 * @throws {BehaviorError} `missingPeer` without `fast-check`.
 *
 * @example
 * ```ts
 * import { fromArbitrary } from "@mlsys/behavior/fast-check";
 * import fc from "fast-check";
 *
 * fromArbitrary(fc.record({ age: fc.integer({ min: 0, max: 99 }) }), { count: 5 }).length; // => 5
 * ```
 */
export function fromArbitrary<I>(
  arbitrary: fastCheck.Arbitrary<I>,
  { count = 100, seed = 0 }: FromArbitraryOptions = {},
): I[] {
  return library().sample(arbitrary, { numRuns: count, seed });
}

/** What {@link behaves} holds a predictor to. */
export interface BehavesOptions<I, P> {
  readonly inputs: fastCheck.Arbitrary<I>;
  readonly perturb: PerturbationOf<I>;
  /** Default: nothing may change. */
  readonly expect?: Expectation<P, LabelOf<P>>;
  /** Seed of the perturbation. Default 0. */
  readonly seed?: number;
}

/**
 * A property for `fc.assert`: for every input of an arbitrary, the perturbed forms are predicted as expected. fast-check then looks for
 * the smallest input that fails.
 *
 * @param predictor - the model.
 * @param options - inputs, perturbation, expectation.
 * @returns the property.
 * @throws {BehaviorError} `missingPeer` without `fast-check`; when run, what a run throws.
 *
 * @example
 * ```ts
 * import { column } from "@mlsys/behavior";
 * import { behaves } from "@mlsys/behavior/fast-check";
 * import fc from "fast-check";
 *
 * const rows = fc.record({ age: fc.integer({ min: 0, max: 99 }), name: fc.constantFrom("Ann", "Ben") });
 * const risk = (batch: readonly { age: number }[]) => batch.map(({ age }) => age / 100);
 * const property = behaves(risk, { inputs: rows, perturb: column("name").set("Eve") });
 * await fc.assert(property); // passes: the name does not matter
 * ```
 */
export function behaves<I, P = Prediction>(
  predictor: PredictorInput<I, P>,
  { inputs, perturb, expect = invariant(), seed = 0 }: BehavesOptions<I, P>,
): fastCheck.IAsyncPropertyWithHooks<[I]> {
  const judge = judgeOf(expect);
  const predict = toPredictor(predictor as never);
  const options = {
    batchSize: 1000,
    concurrency: 1,
    retries: 0,
    timeoutMs: undefined,
    signal: undefined,
    onProgress: undefined,
  };
  return library().asyncProperty(inputs, async (input) => {
    for (const { inputs: all } of perturbAll([input], [perturb], seed)) {
      const { predictions, errors } = await predictInputs(all, predict, { ...options, seed, task: "property" });
      const view = viewOf({ inputs: all }, Int32Array.from(all.keys()), 0, predictions);
      if (errors.length > 0 || view === undefined) return false;
      if (!all.every((_, i) => i === 0 || (judge(view, i) ?? 1) > 0)) return false;
    }
    return true;
  });
}

function library(): typeof fastCheck {
  return loadPeer("fast-check", "fast-check");
}
