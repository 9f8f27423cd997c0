import type { FitOptions, Transformer, TransformerModel } from "../estimator.ts";
import { assertFitOptions } from "./fit-options.ts";
import { ModelsError } from "../models-error.ts";

/** Says of an estimator whose rows all count alike that it takes no weights. */
export function refuseWeights(owner: string, options: FitOptions | undefined): void {
  assertFitOptions(owner, options);
  if (options?.sampleWeight === undefined) return;
  throw new ModelsError({
    code: "notSupported",
    what: "rows of this estimator have no weights",
    where: `${owner}, sampleWeight`,
    found: "weights",
    fix: "leave sampleWeight out",
  });
}

/** A transformer whose rows all count alike: it says so where weights are given, instead of leaving them out silently. */
export function withoutWeights<
  In,
  Out,
  Model extends TransformerModel<In, Out>,
  Made extends Transformer<In, Out, Model>,
>(made: Made & Transformer<In, Out, Model>): Made {
  const refuse = (options: FitOptions | undefined) => refuseWeights(`${made.kind}.fit`, options);
  return {
    ...made,
    fit: (X: In, y?: unknown, options?: FitOptions) => {
      refuse(options);
      return made.fit(X, y);
    },
    fitTransform: (X: In, y?: unknown, options?: FitOptions) => {
      refuse(options);
      return made.fitTransform(X, y);
    },
    fitWithOutput: (X: In, y?: unknown, options?: FitOptions) => {
      refuse(options);
      return made.fitWithOutput(X, y);
    },
  };
}
