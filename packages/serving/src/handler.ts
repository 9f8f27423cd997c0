import {
  boolean,
  arrayOf,
  createLogger,
  either,
  integer,
  type Logger,
  oneOf,
  parseOptions,
  satisfying,
  text,
} from "@mlsys/core";
import type { HttpCall, HttpReply, RoutedCall } from "./http/call.ts";
import { type CorsOrigins, corsHeaders, preflightHeaders } from "./http/cors.ts";
import { problemOf } from "./http/problem.ts";
import { allowedMethods, endpointOf, type Router, router } from "./http/router.ts";
import { respond } from "./http/fetch-bridge.ts";
import { fromBundle, isBundle, type ServableBundle } from "./model/from-bundle.ts";
import { checkGates } from "./model/gates.ts";
import { predictionService, type PredictionService } from "./model/prediction-service.ts";
import type { ServableModel } from "./model/servable-model.ts";
import { checkSignature } from "./model/check-signature.ts";
import { healthProtocol } from "./protocols/health.ts";
import { metadataProtocol } from "./protocols/metadata.ts";
import { openApiProtocol } from "./protocols/openapi.ts";
import { pageProtocol } from "./protocols/page.ts";
import { predictProtocol } from "./protocols/predict.ts";
import { ServingError } from "./serving-error.ts";

/** Options of {@link createHandler}. */
export interface HandlerOptions {
  /** Serve a model although a gate of its bundle failed. Each failure is logged as a warning. Default false. */
  readonly allowFailedGates?: boolean;
  /** Names of gates that the bundle must carry and must have passed, warnings included. Default none. */
  readonly requireGates?: readonly string[];
  /** Which pages elsewhere may call: `"*"`, or a list of origins. Default none. */
  readonly cors?: CorsOrigins;
  /** The largest body, in bytes. Default 10 MiB. */
  readonly maxBodyBytes?: number;
  /** The most rows in one request. Default 10,000. */
  readonly maxRows?: number;
  /** The most characters of one text. Default 100,000. */
  readonly maxTextLength?: number;
  /** Takes failures of the model, and gates that were let through. Default: warnings and worse to standard error. */
  readonly logger?: Logger;
}

/** A handler in the style of `fetch`: takes a `Request`, gives a `Response`, runs wherever these exist. */
export interface PredictionHandler {
  (request: Request): Promise<Response>;
  /** What it serves. */
  readonly model: ServableModel;
  /** The largest body, in bytes. */
  readonly maxBodyBytes: number;
  /** The same handler below `Request` and `Response`, for adapters in a hurry: a synchronous model answers at once. */
  readonly answer: (call: HttpCall) => HttpReply | Promise<HttpReply>;
  /** The reply to a call that an adapter refuses itself, because of its size or of overload. */
  readonly refuse: (error: unknown, call: HttpCall) => HttpReply;
  /** Lets the model predict its example, so that a broken one is noticed before the first request. */
  readonly warmUp: () => Promise<void>;
  /** Makes `/ready` answer 503 from now on, before a shutdown. */
  readonly drain: () => void;
}

/**
 * Makes a handler that answers predictions of a model over HTTP, and shows a page to try it.
 *
 * Routes: `GET /` the page, `GET /predict?x=1,2`, `POST /predict`, `GET /health`, `/ready`, `/metadata`, `/openapi.json`.
 * Every request is checked against the model's signature before the model sees it.
 *
 * @param model - a bundle as `loadBundle` gives it, or any {@link ServableModel}.
 * @param options - gates, CORS, limits, logger.
 * @returns the handler.
 * @throws {ServingError} `failedGates` or `missingGate` when the bundle's gates forbid to serve it; `invalidModel` when it
 *   has no usable signature; `invalidOption` for options that do not exist or are not accepted.
 * @see https://www.rfc-editor.org/rfc/rfc9457 for the form of errors.
 *
 * @example
 * ```ts
 * import { createHandler, type PredictionReply } from "@mlsys/serving";
 *
 * const handler = createHandler({
 *   name: "double",
 *   version: "1",
 *   signature: { inputs: [{ name: "x", type: "number" }], output: { type: "number" } },
 *   predict: (rows) => ({ predictions: rows.map(([x]) => 2 * Number(x)) }),
 * });
 * const response = await handler(new Request("http://localhost/predict?x=1,2"));
 * const { data } = (await response.json()) as PredictionReply;
 * data; // => { predictions: [2, 4] }
 * ```
 */
export function createHandler(model: ServableModel | ServableBundle, options: HandlerOptions = {}): PredictionHandler {
  const { cors, logger, allowFailedGates, requireGates, ...limits } = parseOptions(
    "createHandler",
    options,
    handlerOptions(),
    ServingError,
  );
  const servable = isBundle(model) ? fromBundle(model) : checked(model);
  const log = logger ?? createLogger({ level: "warn" });
  checkGates(servable, { allowFailedGates, requireGates }, log);
  const service = predictionService(servable, limits);
  const engine = { routes: router(protocolsOf(service, log)), cors, logger: log };
  const transport = {
    maxBodyBytes: limits.maxBodyBytes,
    answer: (call: HttpCall) => answer(engine, call),
    refuse: (error: unknown, call: HttpCall) => refuse(engine, error, routed(call)),
  };
  return Object.assign((request: Request) => respond(transport, request), {
    ...transport,
    model: servable,
    warmUp: service.checkReady,
    drain: service.drain,
  });
}

function protocolsOf(service: PredictionService, logger: Logger) {
  return [
    predictProtocol(service),
    pageProtocol(service, logger),
    healthProtocol(service),
    metadataProtocol(service),
    openApiProtocol(service),
  ];
}

interface Engine {
  readonly routes: Router;
  readonly cors: CorsOrigins | undefined;
  readonly logger: Logger;
}

function answer(engine: Engine, given: HttpCall): HttpReply | Promise<HttpReply> {
  const call = routed(given);
  try {
    const match = engine.routes.match(call.path);
    if (match === undefined) throw unknownRoute(call);
    if (call.method === "OPTIONS") return finish(engine, call, preflight(engine, allowedMethods(match.route)));
    const endpoint = endpointOf(match.route, call.method);
    const reply = endpoint(match.parameters.size === 0 ? call : { ...call, parameters: match.parameters });
    if (!(reply instanceof Promise)) return finish(engine, call, reply);
    return reply.then(
      (later) => finish(engine, call, later),
      (error: unknown) => refuse(engine, error, call),
    );
  } catch (error) {
    return refuse(engine, error, call);
  }
}

function refuse(engine: Engine, error: unknown, call: RoutedCall): HttpReply {
  const render = engine.routes.match(call.path)?.render ?? engine.routes.rendererOf(call.path);
  return finish(engine, call, render(problemOf(error, call.requestId, engine.logger), call));
}

function finish({ cors }: Engine, call: RoutedCall, { status, headers, body }: HttpReply): HttpReply {
  const all: Record<string, string> = {
    ...headers,
    "x-content-type-options": "nosniff",
    "x-request-id": call.requestId,
    ...(cors !== undefined && corsHeaders(cors, call)),
  };
  if (call.method !== "HEAD") return { status, headers: all, body };
  all["content-length"] = String(typeof body === "string" ? new TextEncoder().encode(body).length : body.length);
  return { status, headers: all, body: "" };
}

function preflight({ cors }: Engine, allow: string): HttpReply {
  return { status: 204, headers: { allow, ...preflightHeaders(cors, allow) }, body: "" };
}

const REQUEST_ID = /^[\w.-]{1,128}$/;
const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

function routed({ method, path, query, header, body }: HttpCall): RoutedCall {
  const eventId = crypto.randomUUID();
  const given = header("x-request-id");
  const requestId = given !== undefined && REQUEST_ID.test(given) ? given : eventId;
  return {
    method,
    path,
    query,
    header,
    body,
    requestId,
    eventId,
    startedAt: performance.now(),
    parameters: NO_PARAMETERS,
  };
}

function unknownRoute({ path }: RoutedCall): ServingError {
  return new ServingError({
    code: "unknownRoute",
    what: "there is nothing at this path",
    found: path.slice(0, 60),
    fix: "see /openapi.json for what there is",
  });
}

function checked(model: ServableModel): ServableModel {
  return { ...model, signature: checkSignature(model.signature, model.name), predict: (rows) => model.predict(rows) };
}

function handlerOptions() {
  return {
    allowFailedGates: { rule: boolean(), default: false },
    requireGates: { rule: arrayOf(text({ minLength: 1 })), default: [] as readonly string[] },
    cors: { rule: either(oneOf("*"), arrayOf(text({ minLength: 1 }))) },
    maxBodyBytes: { rule: integer({ min: 1 }), default: 10 * 1024 * 1024 },
    maxRows: { rule: integer({ min: 1 }), default: 10_000 },
    maxTextLength: { rule: integer({ min: 1 }), default: 100_000 },
    logger: { rule: satisfying("a logger", isLogger) },
  };
}

function isLogger(value: unknown): value is Logger {
  return typeof value === "object" && value !== null && "warn" in value && "error" in value;
}
