/** A request as the engine sees it: already read, and of no particular runtime. */
export interface HttpCall {
  readonly method: string;
  /** The path, still percent-encoded, without the query. */
  readonly path: string;
  /** The query without its question mark; empty when there is none. */
  readonly query: string;
  /** The value of a header by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** The whole body; undefined when there is none. */
  readonly body?: Uint8Array | undefined;
}

/** A reply before a runtime sends it. Header names are in lower case. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, sent as UTF-8, or bytes. */
  readonly body: string | Uint8Array;
}

/** A call on its way through a route, with what the engine found out about it. */
export interface RoutedCall extends HttpCall {
  /** The identifier of the request: the client's if it gave a proper one, else a new UUID. */
  readonly requestId: string;
  /** A new UUID (version 4) for this very call. */
  readonly eventId: string;
  /** When the call came, on the clock of `performance.now()`. */
  readonly startedAt: number;
  /** The decoded values of the route's `{parameters}`. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** What a route does for one method. */
export type Endpoint = (call: RoutedCall) => HttpReply | Promise<HttpReply>;
