import { jsonReply } from "../http/replies.ts";
import type { Protocol } from "../http/router.ts";
import type { PredictionService } from "../model/prediction-service.ts";

/** Probes: `/health` tells that the process runs, `/ready` that it should be sent requests. */
export function healthProtocol({ checkReady, model }: PredictionService): Protocol {
  return {
    name: "health",
    routes: [
      { path: "/health", get: () => jsonReply({ status: "ok" }) },
      {
        path: "/ready",
        get: async () => {
          await checkReady();
          return jsonReply({ status: "ready", model: model.name, version: model.version });
        },
      },
    ],
  };
}
