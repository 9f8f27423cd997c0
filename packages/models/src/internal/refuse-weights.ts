import type { FitOptions } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";

/** Says of an estimator whose rows all count alike that it takes no weights. */
export function refuseWeights(owner: string, options: FitOptions | undefined): void {
  if (options?.sampleWeight === undefined) return;
  throw new ModelsError({
    code: "notSupported",
    what: "rows of this estimator have no weights",
    where: `${owner}, sampleWeight`,
    found: "weights",
    fix: "leave sampleWeight out",
  });
}
