import dns from "node:dns";
import net from "node:net";

// This process talks to loopback only: a connection elsewhere is refused, and remembered. Everything in Node, `fetch` and
// TLS included, connects through `net.Socket`.

const refused: string[] = [];

// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its receiver below
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: net.Socket, ...parameters: unknown[]): net.Socket {
  const host = hostOf(parameters);
  if (host === undefined || isLoopback(host)) return Reflect.apply(connect, this, parameters) as net.Socket;
  const error = refusal(host);
  queueMicrotask(() => this.destroy(error));
  return this;
};

const lookup = dns.lookup;
dns.lookup = Object.assign(function (host: string, ...rest: unknown[]): void {
  const callback = rest.at(-1) as (error: Error) => void;
  if (isLoopback(host)) Reflect.apply(lookup, dns, [host, ...rest]);
  else callback(refusal(host));
}, lookup);

const lookupPromise = dns.promises.lookup;
dns.promises.lookup = (async (host: string, ...rest: unknown[]): Promise<unknown> => {
  if (!isLoopback(host)) throw refusal(host);
  return (await Reflect.apply(lookupPromise, dns.promises, [host, ...rest])) as unknown;
}) as typeof dns.promises.lookup;

/** The hosts that were refused since the last call. */
export function refusedHosts(): string[] {
  return refused.splice(0);
}

/** The host of any of the call forms of `connect`; undefined for a Unix socket. */
function hostOf(parameters: readonly unknown[]): string | undefined {
  // `net.connect` passes its already normalised arguments as one array.
  const [first, second] = Array.isArray(parameters[0]) ? (parameters[0] as unknown[]) : parameters;
  if (typeof first === "number") return typeof second === "string" ? second : "localhost";
  if (typeof first === "object" && first !== null) {
    const options = first as { readonly host?: string; readonly path?: string };
    return options.path === undefined ? (options.host ?? "localhost") : undefined;
  }
  return undefined;
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?|\[?::ffff:127(?:\.\d+){3}\]?|0\.0\.0\.0|\[?::\]?)$/i.test(host);
}

function refusal(host: string): Error {
  refused.push(host);
  return new Error(`Tests may connect to loopback only: ${host}`);
}
