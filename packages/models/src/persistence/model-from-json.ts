import { parseOptions, satisfying } from "@mlsys/core";
import type { FittedModel } from "../estimator.ts";
import { invalidArgument } from "../internal/invalid-argument.ts";
import { ModelsError } from "../models-error.ts";
import { builtinKinds } from "./builtin-kinds.ts";
import { modelOfKinds, savedFromJson } from "./model-kinds.ts";
import type { ModelKind } from "./model-kinds.ts";
import type { SavedModel } from "./saved-model.ts";
import { isSavedModel } from "./state-reader.ts";

/** Options of {@link modelFromJSON} and {@link modelFromState}. */
export interface ModelReadingOptions {
  /** The kinds that may occur. Default: all of this package. For a small bundle in the browser, see `@mlsys/models/predict`. */
  readonly kinds?: readonly ModelKind[];
}

/**
 * Makes a fitted model again from what its `toJSON` returned. It predicts identically. The type parameter states which model is
 * expected; `kind` tells which it is.
 *
 * @param json - the JSON data.
 * @param options - `kinds`: the kinds that may occur. Default: all of this package.
 * @returns the model.
 * @throws {ModelsError} `invalidInput` when it is not a saved model; `unknownModel`; `unsupportedVersion`.
 *
 * @example
 * ```ts
 * import { linearRegression, modelFromJSON, type LinearRegressionModel } from "@mlsys/models";
 *
 * const model = linearRegression().fit([[0], [1]], [1, 3]);
 * const again = modelFromJSON<LinearRegressionModel>(JSON.parse(JSON.stringify(model)));
 * again.kind; // => "linearRegression"
 * ```
 */
export function modelFromJSON<Model extends FittedModel = FittedModel>(
  json: unknown,
  options: ModelReadingOptions = {},
): Model {
  return modelOf("modelFromJSON", savedFromJson(json, "modelFromJSON"), options) as Model;
}

/**
 * Makes a fitted model again from what its `toState` returned.
 *
 * @param saved - kind, version and state.
 * @param options - `kinds`: the kinds that may occur. Default: all of this package.
 * @returns the model.
 * @throws {ModelsError} `invalidInput` when the state is not what was saved; `unknownModel`; `unsupportedVersion`.
 *
 * @example
 * ```ts
 * import { linearRegression, modelFromState } from "@mlsys/models";
 *
 * const model = linearRegression().fit([[0], [1]], [1, 3]);
 * modelFromState(model.toState()).kind; // => "linearRegression"
 * ```
 */
export function modelFromState<Model extends FittedModel = FittedModel>(
  saved: SavedModel,
  options: ModelReadingOptions = {},
): Model {
  if (!isSavedModel(saved)) throw invalidArgument("modelFromState", "saved", "what toState returned", saved);
  return modelOf("modelFromState", saved, options) as Model;
}

function modelOf(owner: string, saved: SavedModel, options: ModelReadingOptions): FittedModel {
  const { kinds = builtinKinds() } = parseOptions(owner, options, specs(), ModelsError);
  return modelOfKinds(saved, kinds, owner);
}

const specs = () => ({ kinds: { rule: satisfying("a list of kinds of models", isListOfKinds) } }) as const;

const isListOfKinds = (value: unknown): value is readonly ModelKind[] =>
  Array.isArray(value) &&
  value.every((each: unknown) => typeof each === "object" && each !== null && "fromState" in each);
