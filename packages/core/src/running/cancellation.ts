import { CoreError } from "../errors/core-error.ts";

/**
 * Throws when a signal was aborted; long loops call it now and then.
 *
 * @param signal - the signal; undefined never aborts.
 * @param where - the function, for the message.
 * @throws {CoreError} `aborted`, with the signal's reason as its cause.
 *
 * @example
 * ```ts
 * import { throwIfAborted } from "@mlsys/core";
 *
 * throwIfAborted(new AbortController().signal, "fit"); // => undefined
 * ```
 */
export function throwIfAborted(signal: AbortSignal | undefined, where: string): void {
  if (signal?.aborted !== true) return;
  throw new CoreError({ code: "aborted", what: "the work was cancelled", where, cause: signal.reason as unknown });
}

/**
 * Lets other work run: resolves in a later turn of the event loop.
 *
 * @returns a promise of nothing.
 *
 * @example
 * ```ts
 * import { yieldToEventLoop } from "@mlsys/core";
 *
 * await yieldToEventLoop(); // => undefined
 * ```
 */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
