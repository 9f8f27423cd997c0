import type { HttpReply } from "./call.ts";

/** Makes a JSON reply. */
export function jsonReply(
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = JSON_HEADERS,
): HttpReply {
  return { status, headers, body: JSON.stringify(value) };
}

/** The headers of a JSON reply that must not be stored. */
export const JSON_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "application/json",
  "cache-control": "no-store",
};

/** Continues at once with a value, later with a promise: a synchronous model is answered in the same turn. */
export function andThen<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
