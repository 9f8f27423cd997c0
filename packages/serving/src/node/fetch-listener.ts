import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FetchHandler } from "./fetch-handler.ts";
import type { ServerState } from "./listener.ts";

/** The listener for a handler of which nothing is known but that it takes a `Request`. */
export function fetchListener(
  handler: FetchHandler,
  state: ServerState,
  onError: (error: unknown) => void,
): RequestListener {
  return (incoming, outgoing) => {
    void converse(handler, incoming, outgoing, state).catch((error: unknown) => {
      if (!clientLeft(incoming, outgoing)) onError(error);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500, { "content-type": "application/problem+json" }).end(INTERNAL);
    });
  };
}

const INTERNAL = /* @__PURE__ */ JSON.stringify({
  type: "about:blank",
  title: "Internal Server Error",
  status: 500,
  code: "internal",
});

// Who leaves before the request or the reply is complete makes no error of the handler.
function clientLeft(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  return !incoming.complete || (outgoing.headersSent && incoming.socket.destroyed && incoming.socket.errored === null);
}

async function converse(
  handler: FetchHandler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { closing }: ServerState,
): Promise<void> {
  const response = await handler(toRequest(incoming));
  if (closing) outgoing.setHeader("connection", "close");
  for (const cookie of response.headers.getSetCookie()) outgoing.appendHeader("set-cookie", cookie);
  for (const [name, value] of response.headers) if (name !== "set-cookie") outgoing.setHeader(name, value);
  outgoing.writeHead(response.status);
  if (response.body === null || incoming.method === "HEAD") outgoing.end();
  else await pipeline(Readable.fromWeb(response.body), outgoing);
}

function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const each of value ?? []) headers.append(name, each);
  }
  const { method = "GET", url = "/" } = incoming;
  const base = `http://${incoming.headers.host ?? "localhost"}`;
  const target = URL.canParse(url, base) ? new URL(url, base) : new URL("http://localhost/");
  if (method === "GET" || method === "HEAD") return new Request(target, { method, headers });
  return new Request(target, { method, headers, body: Readable.toWeb(incoming), duplex: "half" });
}
