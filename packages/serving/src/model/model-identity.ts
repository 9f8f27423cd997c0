import type { ServableModel } from "./servable-model.ts";

/** What traces a prediction back to the model that made it. */
export interface ModelIdentity {
  readonly name: string;
  readonly version: string;
  readonly hash?: string;
  readonly runId?: string;
}

/** The identity of a model, for the metadata of replies. */
export function modelIdentity({ name, version, hash, runId }: ServableModel): ModelIdentity {
  return { name, version, ...(hash !== undefined && { hash }), ...(runId !== undefined && { runId }) };
}
