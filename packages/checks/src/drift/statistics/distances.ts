import type { TwoSamples } from "./two-samples.ts";

/**
 * The Wasserstein distance of order 1 between two samples: the area between their distribution functions, in the unit of the values.
 *
 * @param samples - the samples, of {@link twoSamples}.
 * @returns the distance.
 *
 * @example
 * ```ts
 * import { twoSamples, wassersteinDistance } from "@mlsys/checks/drift";
 *
 * wassersteinDistance(twoSamples([0, 1, 3], [5, 6, 8])); // => 5
 * ```
 */
export function wassersteinDistance(samples: TwoSamples): number {
  return integrate(samples, Math.abs);
}

/**
 * The energy distance between two samples: the root of twice the area between the squares of their distribution functions.
 *
 * @param samples - the samples, of {@link twoSamples}.
 * @returns the distance, in the root of the unit of the values.
 * @see https://doi.org/10.1002/wics.1375
 *
 * @example
 * ```ts
 * import { energyDistance, twoSamples } from "@mlsys/checks/drift";
 *
 * energyDistance(twoSamples([0], [2])); // => 2
 * ```
 */
export function energyDistance(samples: TwoSamples): number {
  return Math.sqrt(2 * integrate(samples, (difference) => difference * difference));
}

/**
 * The energy distance squared, as a share of what it is at most: 0 for equal samples, 1 for two constants.
 *
 * @param samples - the samples, of {@link twoSamples}.
 * @returns the coefficient, 0 to 1; 0 where all values are equal.
 *
 * @example
 * ```ts
 * import { energyCoefficient, twoSamples } from "@mlsys/checks/drift";
 *
 * energyCoefficient(twoSamples([0, 0], [2])); // => 1
 * ```
 */
export function energyCoefficient(samples: TwoSamples): number {
  // E|X - Y| is the area under F(1 - G) + G(1 - F).
  const between = integrate(samples, (_, f, g) => f * (1 - g) + g * (1 - f));
  return between === 0 ? 0 : integrate(samples, (difference) => difference * difference) / between;
}

/** The area under a function of the two distribution functions, both being constant between neighbouring values. */
function integrate(
  { pooled, fromReference, n, m }: TwoSamples,
  height: (difference: number, f: number, g: number) => number,
): number {
  let seen = 0;
  let area = 0;
  for (let i = 0; i + 1 < pooled.length; i++) {
    seen += fromReference[i] ?? 0;
    const width = (pooled[i + 1] ?? 0) - (pooled[i] ?? 0);
    if (width === 0) continue;
    const [f, g] = [seen / n, (i + 1 - seen) / m];
    area += width * height(f - g, f, g);
  }
  return area;
}
