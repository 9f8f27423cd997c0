import { boolean, parseOptions, randomSeed, randomState, satisfying } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import { isStrategy, resamplerOf, STRATEGIES, wantedCounts } from "./resampler.ts";
import type { ClassRows, Resampler, SamplingStrategy } from "./resampler.ts";

/** Options of {@link randomOverSampler}. */
export interface RandomOverSamplerOptions {
  /**
   * Which classes grow: `"auto"` and `"all"` all to the size of the largest, `"minority"` the smallest one, `"not minority"` all but
   * that, `"not majority"` all but the largest; a ratio of two classes, or numbers of rows by label. Default `"auto"`.
   */
  readonly samplingStrategy?: SamplingStrategy;
  /** Seeds the draws. Default 0. */
  readonly randomState?: RandomStateInput;
}

/** Options of {@link randomUnderSampler}. */
export interface RandomUnderSamplerOptions {
  /**
   * Which classes shrink: `"auto"` and `"not minority"` all but the smallest to its size, `"majority"` the largest one,
   * `"not majority"` all but that; a ratio of two classes, or numbers of rows by label. `"all"` draws the smallest too. Default `"auto"`.
   */
  readonly samplingStrategy?: SamplingStrategy;
  /** Whether a row may be drawn twice. Default false. */
  readonly replacement?: boolean;
  /** Seeds the draws. Default 0. */
  readonly randomState?: RandomStateInput;
}

const strategy = () => ({
  rule: satisfying(STRATEGIES, isStrategy),
  default: "auto" as SamplingStrategy,
});
const seed = () => ({ rule: randomSeed(), default: 0 as RandomStateInput });

/**
 * Draws rows of the smaller classes again until classes are alike in size, as imbalanced-learn draws them.
 *
 * @param options - `samplingStrategy`, `randomState`.
 * @returns the resampler: `fitResample` gives the rows; inside a pipeline it changes the rows of the fit only.
 * @throws {ModelsError} `invalidOption`.
 * @see https://imbalanced-learn.org/stable/references/generated/imblearn.over_sampling.RandomOverSampler.html
 *
 * @example
 * ```ts
 * import { randomOverSampler } from "@mlsys/models";
 *
 * randomOverSampler().fitResample([[1], [2], [3]], ["a", "a", "b"]).y; // => ["a", "a", "b", "b"]
 * ```
 */
export function randomOverSampler(options: RandomOverSamplerOptions = {}): Resampler {
  const specs = { samplingStrategy: strategy(), randomState: seed() } as const;
  const settings = parseOptions("randomOverSampler", options, specs, ModelsError);
  return resamplerOf("randomOverSampler", settings, (rows) => {
    const wanted = wantedCounts("randomOverSampler", settings.samplingStrategy, rows, true);
    const rng = randomState(settings.randomState);
    const chosen = Array.from(rows.codes.keys());
    rows.places.forEach((places, code) => {
      const more = (wanted[code] ?? 0) - places.length;
      if (more > 0) for (const at of rng.randint(0, places.length, more)) chosen.push(places[at] as number);
    });
    return taken(rows, chosen);
  });
}

/**
 * Leaves out rows of the larger classes until classes are alike in size, as imbalanced-learn draws them.
 *
 * @param options - `samplingStrategy`, `replacement`, `randomState`.
 * @returns the resampler: `fitResample` gives the rows; inside a pipeline it changes the rows of the fit only.
 * @throws {ModelsError} `invalidOption`.
 * @see https://imbalanced-learn.org/stable/references/generated/imblearn.under_sampling.RandomUnderSampler.html
 *
 * @example
 * ```ts
 * import { randomUnderSampler } from "@mlsys/models";
 *
 * randomUnderSampler().fitResample([[1], [2], [3]], ["a", "a", "b"]).y; // => ["a", "b"]
 * ```
 */
export function randomUnderSampler(options: RandomUnderSamplerOptions = {}): Resampler {
  const specs = {
    samplingStrategy: strategy(),
    replacement: { rule: boolean(), default: false },
    randomState: seed(),
  } as const;
  const settings = parseOptions("randomUnderSampler", options, specs, ModelsError);
  return resamplerOf("randomUnderSampler", settings, (rows) => {
    const wanted = wantedCounts("randomUnderSampler", settings.samplingStrategy, rows, false);
    const rng = randomState(settings.randomState);
    const chosen = rows.places.flatMap((places, code) => {
      const size = wanted[code];
      if (size === undefined) return Array.from(places);
      const kept = rng.choice(places.length, { size, replace: settings.replacement });
      return Array.from(kept, (at) => places[at] as number);
    });
    return taken(rows, chosen);
  });
}

function taken(
  { X, codes }: ClassRows,
  places: readonly number[],
): { readonly X: ClassRows["X"]; readonly codes: Int32Array } {
  return { X: X.take(places), codes: Int32Array.from(places, (i) => codes[i] as number) };
}
