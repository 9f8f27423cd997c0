import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createLogger, integer, parseOptions, satisfying, text } from "@mlsys/core";
import { createHandler, type HandlerOptions, type PredictionHandler } from "../handler.ts";
import { isBundle, type ServableBundle } from "../model/from-bundle.ts";
import type { ServableModel } from "../model/servable-model.ts";
import { ServingError } from "../serving-error.ts";
import type { FetchHandler } from "./fetch-handler.ts";
import { fetchListener } from "./fetch-listener.ts";
import { limitOptions } from "./limit-options.ts";
import type { ServerLimits } from "./limits.ts";
import { listenError } from "./listen-error.ts";
import { listener, type ServerState } from "./listener.ts";
import { shutDown } from "./shutdown.ts";

/** Options of {@link serve}. */
export interface ServeOptions extends ServerLimits {
  /** The port; 0 takes any free one. Default 8080. */
  readonly port?: number;
  /** The address to listen on; `"0.0.0.0"` for all. Default `"127.0.0.1"`. */
  readonly host?: string;
  /** Shuts the server down when aborted. */
  readonly signal?: AbortSignal;
  /** Options of the handler, when a bundle or a model is given rather than a handler. */
  readonly handler?: HandlerOptions;
}

/** A server that listens. */
export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /** Shuts down: `/ready` answers 503, requests under way are answered, then all connections are closed. */
  readonly close: () => Promise<void>;
  /** Resolves when the server has shut down, however that came about. */
  readonly closed: Promise<void>;
}

/** What {@link serve} takes: a handler, a model, a bundle, or the path of one. */
export type ServeTarget = PredictionHandler | FetchHandler | ServableModel | ServableBundle | string | URL;

/**
 * Serves a model over HTTP with Node.
 *
 * @param target - a handler of {@link createHandler}, any other fetch-style function, a model, a bundle, or a bundle's path.
 * @param options - port, host, signal, limits, and options of the handler.
 * @returns the running server, once it listens.
 * @throws {ServingError} `portInUse` or `cannotListen` when the port cannot be had; `warmUpFailed` when the model cannot
 *   predict its own example; `invalidOption`; and what {@link createHandler} throws. A path that holds no bundle throws the
 *   `ModelsError` of `loadBundle`.
 *
 * @example
 * ```ts
 * import type { PredictionReply } from "@mlsys/serving";
 * import { serve } from "@mlsys/serving/node";
 *
 * const server = await serve(
 *   {
 *     name: "double",
 *     version: "1",
 *     signature: { inputs: [{ name: "x", type: "number" }], output: { type: "number" } },
 *     predict: (rows) => ({ predictions: rows.map(([x]) => 2 * Number(x)) }),
 *   },
 *   { port: 0 },
 * );
 * const response = await fetch(`${server.url}/predict?x=21`);
 * const { data } = (await response.json()) as PredictionReply;
 * await server.close();
 * data; // => { predictions: [42] }
 * ```
 */
export async function serve(target: ServeTarget, options: ServeOptions = {}): Promise<RunningServer> {
  const {
    port,
    host,
    signal,
    handler: handlerOptions,
    ...limits
  } = parseOptions("serve", options, serveOptions(), ServingError);
  const handler = await handlerOf(target, handlerOptions);
  if (isPredictionHandler(handler)) await warmUp(handler);
  const state: ServerState = { closing: false };
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: Math.max(limits.requestTimeoutMs, limits.headersTimeoutMs),
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      connectionsCheckingInterval: 1_000,
    },
    listenerOf(handler, state, limits.maxConcurrency),
  );
  server.maxConnections = limits.maxConnections;
  const address = await listen(server, port, host);

  let closing: Promise<void> | undefined;
  const drain = isPredictionHandler(handler) ? handler.drain : () => undefined;
  const close = () => (closing ??= shutDown(server, state, drain, limits));
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  if (signal?.aborted === true) await close();
  else signal?.addEventListener("abort", () => void close(), { once: true });
  return { url: urlOf(address), port: address.port, close, closed };
}

async function handlerOf(
  target: ServeTarget,
  options: HandlerOptions | undefined,
): Promise<PredictionHandler | FetchHandler> {
  if (typeof target === "string" || target instanceof URL) {
    // Only who gives a path needs the models; whoever brings a model of their own does not load them.
    const { loadBundle } = await import("@mlsys/models/bundle");
    const bundle = await loadBundle(target);
    return createHandler(bundle, options);
  }
  if (typeof target !== "function") return createHandler(target, options);
  if (options === undefined) return target;
  throw new ServingError({
    code: "invalidOption",
    what: "handler is not accepted",
    where: "serve",
    found: "options for a handler that was made already",
    fix: "give them to createHandler",
  });
}

function listenerOf(
  handler: PredictionHandler | FetchHandler,
  state: ServerState,
  maxConcurrency: number,
): RequestListener {
  if (isPredictionHandler(handler)) return listener(handler, state, maxConcurrency);
  const logger = createLogger({ level: "warn" });
  return fetchListener(handler, state, (error) => logger.error("a handler failed", { error: String(error) }));
}

function isPredictionHandler(handler: PredictionHandler | FetchHandler): handler is PredictionHandler {
  return "answer" in handler && "refuse" in handler;
}

async function warmUp(handler: PredictionHandler): Promise<void> {
  try {
    await handler.warmUp();
  } catch (cause) {
    throw new ServingError({
      code: "warmUpFailed",
      what: `${handler.model.name} cannot predict its own example and is not served`,
      where: `version ${handler.model.version}`,
      cause,
    });
  }
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    // The listener stays: once the promise is settled, a later error (no file handles left, say) does not end the process.
    server.on("error", (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)));
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

function urlOf({ address, port, family }: AddressInfo): string {
  const shown = address === "0.0.0.0" || address === "::" ? "localhost" : family === "IPv6" ? `[${address}]` : address;
  return `http://${shown}:${port}`;
}

function serveOptions() {
  return {
    port: { rule: integer({ min: 0, max: 65_535 }), default: 8080 },
    host: { rule: text({ minLength: 1 }), default: "127.0.0.1" },
    signal: { rule: satisfying("an AbortSignal", (value): value is AbortSignal => value instanceof AbortSignal) },
    handler: { rule: satisfying("an object of options", isObject) },
    ...limitOptions(),
  } as const;
}

function isObject(value: unknown): value is HandlerOptions {
  return typeof value === "object" && value !== null && !isBundle(value);
}
