import type { FittedModel } from "../estimator.ts";
import { isFittedModel } from "./is-fitted-model.ts";
import { modelFromState } from "./model-from-json.ts";
import type { SavedModel } from "./saved-model.ts";

/** How fitted models become plain data and models again, for stores that ask in this form, as `@mlsys/flow` does. */
export interface ModelCodec {
  readonly name: string;
  readonly accepts: (value: unknown) => value is FittedModel;
  readonly encode: (model: FittedModel) => SavedModel;
  readonly decode: (saved: unknown) => FittedModel;
}

/**
 * Makes the codec that lets a flow store fitted models as artifacts: no code is stored, and none is run when they are read.
 *
 * @returns the codec, for the option `codecs` of a flow.
 *
 * @example
 * ```ts
 * import { linearRegression, modelCodec } from "@mlsys/models";
 *
 * const { accepts, decode, encode } = modelCodec();
 * const model = linearRegression().fit([[0], [1]], [1, 3]);
 * accepts(model); // => true
 * decode(encode(model)).kind; // => "linearRegression"
 * ```
 */
export function modelCodec(): ModelCodec {
  return {
    name: "mlsys-model",
    accepts: isFittedModel,
    encode: (model) => model.toState(),
    decode: (saved) => modelFromState(saved as SavedModel),
  };
}
