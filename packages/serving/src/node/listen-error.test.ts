import { describe, expect, it } from "vitest";
import { listenError } from "./listen-error.ts";

describe("listenError", () => {
  it.each([
    ["EADDRINUSE", "portInUse", "port 80 is in use (127.0.0.1): choose another port, or 0 for any free one"],
    [
      "EACCES",
      "cannotListen",
      "the server cannot listen on port 80 (127.0.0.1): found EACCES; choose a port above 1023 and an address of this machine",
    ],
  ])("says in one line what %s means", (reason, code, message) => {
    const cause: NodeJS.ErrnoException = Object.assign(new RangeError("listen"), { code: reason });
    expect(listenError(cause, 80, "127.0.0.1")).toMatchObject({ code, message, cause });
  });
});
