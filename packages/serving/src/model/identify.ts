import type { ModelIdentity } from "./model-identity.ts";
import type { ServableModel } from "./servable-model.ts";

/** The identity of a model, for the metadata of replies. */
export function modelIdentity({ name, version, hash, runId }: ServableModel): ModelIdentity {
  return { name, version, ...(hash !== undefined && { hash }), ...(runId !== undefined && { runId }) };
}
