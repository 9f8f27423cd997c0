import { didYouMean } from "@mlsys/core";
import type { FittedModel } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import { decodeState } from "./encode-state.ts";
import type { ModelJson, SavedModel } from "./saved-model.ts";
import { isSavedModel } from "./state-reader.ts";
import { restoreWarnings } from "./warnings-state.ts";

/** How saved models of one kind are read. */
export interface ModelKind<Model extends FittedModel = FittedModel> {
  /** The factory's name. */
  readonly kind: string;
  /** Makes the model again; a composed one reads its parts with `read`. */
  readonly fromState: (saved: SavedModel, read: (saved: SavedModel) => FittedModel) => Model;
}

/** The saved model that JSON data hold. */
export function savedFromJson(json: unknown, where: string): SavedModel {
  if (isSavedModel(json)) return decodeState(json as ModelJson);
  throw new ModelsError({
    code: "invalidInput",
    what: "not a saved model",
    where,
    fix: "give what toJSON returned, or what JSON.parse made of it",
  });
}

/** Makes a model again that is of one of some kinds. */
export function modelOfKinds(saved: SavedModel, kinds: readonly ModelKind[], where: string): FittedModel {
  const found = kinds.find(({ kind }) => kind === saved.kind);
  if (found !== undefined) {
    const model = found.fromState(saved, (inner) => modelOfKinds(inner, kinds, where));
    return restoreWarnings(model, saved);
  }
  throw new ModelsError({
    code: "unknownModel",
    what: `there is no kind of model ${JSON.stringify(saved.kind)}`,
    where,
    fix: didYouMean(
      saved.kind,
      kinds.map(({ kind }) => kind),
    ),
  });
}
