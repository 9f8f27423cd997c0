import { didYouMean } from "@mlsys/core";
import type { FittedModel } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import { decodeState } from "./encode-state.ts";
import { builtinKinds } from "./builtin-kinds.ts";
import type { ModelJson, SavedModel } from "./saved-model.ts";
import { isSavedModel } from "./state-reader.ts";

/** How saved models of one kind are read. */
export interface ModelKind<Model extends FittedModel = FittedModel> {
  /** The factory's name. */
  readonly kind: string;
  /** Makes the model again; a composed one reads its parts with `read`. */
  readonly fromState: (saved: SavedModel, read: (saved: SavedModel) => FittedModel) => Model;
}

/** Options of {@link modelFromJSON} and {@link modelFromState}. */
export interface ModelReadingOptions {
  /** The kinds that may occur. Default: all of this package; name them to keep a bundle for the browser small. */
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
  if (!isSavedModel(json)) {
    throw new ModelsError({
      code: "invalidInput",
      what: "not a saved model",
      where: "modelFromJSON",
      fix: "give what toJSON returned, or what JSON.parse made of it",
    });
  }
  return modelFromState<Model>(decodeState(json as ModelJson), options);
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
  { kinds = builtinKinds() }: ModelReadingOptions = {},
): Model {
  const found = kinds.find(({ kind }) => kind === saved.kind);
  if (found === undefined) {
    throw new ModelsError({
      code: "unknownModel",
      what: `there is no kind of model ${JSON.stringify(saved.kind)}`,
      where: "modelFromJSON",
      fix: didYouMean(
        saved.kind,
        kinds.map(({ kind }) => kind),
      ),
    });
  }
  return found.fromState(saved, (inner) => modelFromState(inner, { kinds })) as Model;
}
