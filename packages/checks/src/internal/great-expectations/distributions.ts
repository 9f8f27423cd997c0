import { showValue } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import { incompleteBeta } from "../special/beta.ts";
import { incompleteGamma } from "../special/incomplete-gamma.ts";
import { normalSurvival } from "../special/normal.ts";

interface Distribution {
  /** Names of the parameters before location and scale, in SciPy's order, as Great Expectations writes them. */
  readonly shapes: readonly string[];
  /** Other names of location and scale. */
  readonly location?: string;
  readonly scale?: string;
  readonly cdf: (x: number, shapes: readonly number[]) => number;
}

const DISTRIBUTIONS: Readonly<Record<string, Distribution>> = {
  norm: { shapes: [], location: "mean", scale: "std_dev", cdf: (x) => normalSurvival(-x) },
  uniform: { shapes: [], location: "min", scale: "max", cdf: (x) => Math.min(1, Math.max(0, x)) },
  expon: { shapes: [], cdf: (x) => (x <= 0 ? 0 : -Math.expm1(-x)) },
  beta: { shapes: ["alpha", "beta"], cdf: (x, [a = 1, b = 1]) => incompleteBeta(x, a, b) },
  gamma: { shapes: ["alpha"], cdf: (x, [a = 1]) => incompleteGamma(a, x) },
  chi2: { shapes: ["df"], cdf: (x, [df = 1]) => incompleteGamma(df / 2, x / 2) },
};

/** The parameters of a distribution: by name, or in SciPy's order. */
export type DistributionParameters = Readonly<Record<string, number>> | readonly number[];

/**
 * The cumulative distribution function that an expectation names. Great Expectations hands `max` of a uniform distribution to SciPy as the
 * scale, and so is it read here.
 *
 * @throws {ChecksError} `invalidCheck` for a distribution that is not known, or lacks a parameter.
 */
export function cdfOf(name: string, parameters: DistributionParameters): (x: number) => number {
  const found = Object.hasOwn(DISTRIBUTIONS, name) ? DISTRIBUTIONS[name] : undefined;
  if (found === undefined) throw refusal("the distribution is not known", name);
  const list = isList(parameters) ? parameters : undefined;
  const named = isList(parameters) ? {} : parameters;
  const at = (names: readonly (string | undefined)[], place: number): number | undefined => {
    const own = names.find((each) => each !== undefined && Object.hasOwn(named, each));
    return list === undefined ? (own === undefined ? undefined : named[own]) : list[place];
  };
  const { shapes, cdf } = found;
  const given = shapes.map((shape, i) => at([shape], i));
  if (given.includes(undefined)) throw refusal(`${name} needs ${shapes.join(" and ")}`, parameters);
  const location = at([found.location, "loc"], shapes.length) ?? 0;
  const scale = at([found.scale, "scale"], shapes.length + 1) ?? 1;
  if (!(scale > 0)) throw refusal("the scale must be above 0", scale);
  return (x) => cdf((x - location) / scale, given as number[]);
}

function isList(parameters: DistributionParameters): parameters is readonly number[] {
  return Array.isArray(parameters);
}

function refusal(what: string, found: unknown): ChecksError {
  return new ChecksError({ code: "invalidCheck", what, where: "distribution", found: showValue(found) });
}
