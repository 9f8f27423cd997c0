import type { HttpReply, RoutedCall } from "../http/call.ts";
import { andThen, JSON_HEADERS } from "../http/replies.ts";
import { jsonBody, mediaType, refuseEncoding, requireJson } from "../http/json-body.ts";
import { FORM_TYPE, formFields } from "../http/form-body.ts";
import type { Protocol } from "../http/router.ts";
import type { CheckedPredictions, PredictionService } from "../model/prediction-service.ts";
import { modelIdentity } from "../model/identify.ts";
import type { InputRow } from "../model/servable-model.ts";
import { refusal } from "../rows/row-reader.ts";
import { rowFromFields, rowsFromQuery } from "../rows/text-rows.ts";

/**
 * The library's own protocol, whose reply has the shape of the course's endpoints: `GET /predict?x=1,2,3` and
 * `POST /predict` with `{ "rows": […] }`.
 */
export function predictProtocol(service: PredictionService): Protocol {
  const { model, readRows, predict } = service;
  const identity = JSON.stringify(modelIdentity(model));
  const classes = model.signature.output.classes?.map(String);

  const answer = (call: RoutedCall, rows: readonly InputRow[]) =>
    andThen(predict(rows), (answered) => predictionReply(call, answered, classes, identity));

  return {
    name: "predict",
    routes: [
      {
        path: "/predict",
        get: (call) => {
          const rows = rowsFromQuery(model.signature, new URLSearchParams(call.query));
          return answer(call, readRows(rows, "query"));
        },
        post: (call) => {
          if (mediaType(call) === FORM_TYPE) {
            refuseEncoding(call);
            return answer(call, readRows([rowFromFields(model.signature, formFields(call))], "form"));
          }
          requireJson(call);
          const { key, rows } = rowsOf(jsonBody(call.body));
          return answer(call, readRows(rows, key));
        },
      },
    ],
  };
}

function rowsOf(body: unknown): { readonly key: string; readonly rows: unknown } {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw refusal([{ path: "body", message: 'expected an object with "rows"' }]);
  const keys = Object.keys(body);
  const [key] = keys;
  if (key === undefined || keys.length > 1 || (key !== "rows" && key !== "instances"))
    throw refusal([{ path: "body", message: 'expected exactly one of "rows" and "instances", and nothing else' }]);
  return { key, rows: (body as Readonly<Record<string, unknown>>)[key] };
}

// Written by hand around its two variable parts: the identity of the model never changes, and the rest is safe as it is.
function predictionReply(
  call: RoutedCall,
  { predictions, probabilities }: CheckedPredictions,
  classes: readonly string[] | undefined,
  identity: string,
): HttpReply {
  const named =
    probabilities === undefined || classes === undefined
      ? ""
      : `,"probabilities":${JSON.stringify(probabilities.map((list) => byClass(list, classes)))}`;
  // To the microsecond: a number of seventeen digits takes longer to write than the model to predict.
  const time = Math.round((performance.now() - call.startedAt) * 1000) / 1e6;
  return {
    status: 200,
    headers: JSON_HEADERS,
    body: `{"data":{"predictions":${JSON.stringify(predictions)}${named}},"metadata":{"eventId":"${call.eventId}","serverTimestamp":${Date.now()},"time":${time},"model":${identity}}}`,
  };
}

function byClass(list: readonly number[], classes: readonly string[]): Record<string, number> {
  return Object.fromEntries(classes.map((name, i) => [name, list[i] ?? 0]));
}
