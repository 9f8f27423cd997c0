import type { FittedModel } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import { modelOfKinds, savedFromJson } from "../persistence/model-kinds.ts";
import type { ModelKind } from "../persistence/model-kinds.ts";

/**
 * Makes a fitted model again from what its `toJSON` returned, knowing only the kinds that are named, so that a bundle for a
 * browser or an edge runtime holds no others and nothing that fits.
 *
 * @param json - the JSON data.
 * @param kinds - the kinds that may occur; a composed model needs those of its parts.
 * @returns the model.
 * @throws {ModelsError} `invalidInput` when it is not a saved model, or the kinds are no list; `unknownModel` for a kind that is not named; `unsupportedVersion`.
 *
 * @example
 * ```ts
 * import { logisticRegression, pipeline, tfidfVectorizer } from "@mlsys/models";
 * import { logisticRegressionKind, pipelineKind, readModel, tfidfVectorizerKind } from "@mlsys/models/predict";
 *
 * const fitted = pipeline(tfidfVectorizer(), logisticRegression()).fit(["rose", "fell"], ["up", "down"]);
 * const json: unknown = JSON.parse(JSON.stringify(fitted));
 *
 * const model = readModel<typeof fitted>(json, [pipelineKind, tfidfVectorizerKind, logisticRegressionKind]);
 * model.predict(["it rose"]); // => ["up"]
 * ```
 */
export function readModel<Model extends FittedModel = FittedModel>(json: unknown, kinds: readonly ModelKind[]): Model {
  if (!Array.isArray(kinds)) {
    throw new ModelsError({ code: "invalidInput", what: "kinds is no list", where: "readModel", fix: "give an array" });
  }
  return modelOfKinds(savedFromJson(json, "readModel"), kinds, "readModel") as Model;
}
