import { jsonReply } from "../http/replies.ts";
import type { Protocol } from "../http/router.ts";
import { modelIdentity } from "../model/identify.ts";
import type { PredictionService } from "../model/prediction-service.ts";

/** `GET /metadata`: what the model takes and gives, where it comes from, and what its gates said. */
export function metadataProtocol({ model, limits }: PredictionService): Protocol {
  const { signature, createdAt, lineage, gates = [], examples = [] } = model;
  const names = signature.inputs.map((input) => input.name);
  const metadata = {
    ...modelIdentity(model),
    createdAt,
    signature,
    lineage,
    gates,
    examples: examples.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? null]))),
    limits,
  };
  return { name: "metadata", routes: [{ path: "/metadata", get: () => jsonReply(metadata) }] };
}
