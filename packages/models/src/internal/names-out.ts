import type { FittedModel } from "../estimator.ts";

/**
 * The names of a model's outputs, given those of its columns, which a model that was fitted on what a step before made does not know;
 * undefined where it names none.
 */
export function namesOut(model: FittedModel, namesIn: readonly string[] | undefined): readonly string[] | undefined {
  const named =
    namesIn === undefined ? model : (Object.create(model, { featureNamesIn: { value: namesIn } }) as object);
  return (named as { readonly featureNamesOut?: readonly string[] | undefined }).featureNamesOut;
}
