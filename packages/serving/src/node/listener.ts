import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { HttpCall, HttpReply } from "../http/call.ts";
import { tooLarge, type Transport } from "../http/fetch-bridge.ts";
import { ServingError } from "../serving-error.ts";

/** Whether the server is on its way out: replies then say so, and connections are not kept. */
export interface ServerState {
  closing: boolean;
}

/** How much more of a refused body is read and thrown away, so that the client gets to see the refusal. */
const LINGER_BYTES = 1024 * 1024;
const LINGER_MS = 1_000;

/**
 * The listener of a Node server. It builds no `Request` and no `Response`: a synchronous model is answered in the turn in
 * which its request is complete.
 */
export function listener(transport: Transport, state: ServerState, maxConcurrency: number): RequestListener {
  const { answer, refuse, maxBodyBytes } = transport;
  let underWay = 0;

  return (request, response) => {
    const call = callOf(request);
    if (underWay >= maxConcurrency) {
      send(response, refuse(overloaded(maxConcurrency), call), state);
      request.resume();
      return;
    }
    underWay++;
    response.once("close", () => underWay--);
    if (!hasBody(request)) deliver(answer(call), response, state);
    else if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes) {
      hangUp(request, response, refuse(tooLarge(maxBodyBytes), call));
    } else {
      collect(request, maxBodyBytes, (body) => {
        if (body === undefined) hangUp(request, response, refuse(tooLarge(maxBodyBytes), call));
        else deliver(answer({ ...call, body }), response, state);
      });
    }
  };
}

function callOf({ method = "GET", url = "/", headers }: IncomingMessage): HttpCall {
  const mark = url.indexOf("?");
  return {
    method,
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? "" : url.slice(mark + 1),
    header: (name) => {
      const value = headers[name];
      return typeof value === "object" ? value.join(", ") : value;
    },
  };
}

function hasBody({ method, headers }: IncomingMessage): boolean {
  if (method === "GET" || method === "HEAD") return false;
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** Calls back with the whole body, or with nothing as soon as it is too large. A broken connection never calls back. */
function collect(request: IncomingMessage, maxBytes: number, done: (body: Uint8Array | undefined) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const take = (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= maxBytes) return;
    request.off("data", take).off("end", finish);
    done(undefined);
  };
  const finish = () => {
    const [only] = chunks;
    done(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, size));
  };
  request.on("data", take).on("end", finish);
}

function deliver(reply: HttpReply | Promise<HttpReply>, response: ServerResponse, state: ServerState): void {
  if (reply instanceof Promise) void reply.then((later) => send(response, later, state));
  else send(response, reply, state);
}

function send(response: ServerResponse, { status, headers, body }: HttpReply, { closing }: ServerState): void {
  if (closing) response.setHeader("connection", "close");
  if (body.length === 0) response.writeHead(status, headers).end();
  else response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}

function hangUp(request: IncomingMessage, response: ServerResponse, reply: HttpReply): void {
  send(response, reply, { closing: true });
  let thrownAway = 0;
  const timer = setTimeout(() => request.destroy(), LINGER_MS).unref();
  request.on("data", (chunk: Buffer) => {
    thrownAway += chunk.length;
    if (thrownAway > LINGER_BYTES) request.destroy();
  });
  request.once("close", () => {
    clearTimeout(timer);
  });
}

function overloaded(maxConcurrency: number): ServingError {
  return new ServingError({
    code: "overloaded",
    what: "the server is busy",
    found: `${maxConcurrency} requests under way`,
    fix: "try again later",
  });
}
