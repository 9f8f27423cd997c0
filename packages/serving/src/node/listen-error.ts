import { ServingError } from "../serving-error.ts";

/** Says in one line why a server cannot listen, and what to do. */
export function listenError(cause: NodeJS.ErrnoException, port: number, host: string): ServingError {
  if (cause.code === "EADDRINUSE")
    return new ServingError({
      code: "portInUse",
      what: `port ${port} is in use`,
      where: host,
      fix: "choose another port, or 0 for any free one",
      details: { port, host },
      cause,
    });
  return new ServingError({
    code: "cannotListen",
    what: `the server cannot listen on port ${port}`,
    where: host,
    found: cause.code ?? cause.message,
    fix: "choose a port above 1023 and an address of this machine",
    details: { port, host, reason: cause.code },
    cause,
  });
}
