import { createRequire } from "node:module";
import { BehaviorError } from "../errors/behavior-error.ts";

/** Loads one package; what `require` of Node does. */
export type Require = (name: string) => unknown;

/**
 * Loads an optional package when it is first needed.
 *
 * @throws {BehaviorError} `missingPeer` when it is not installed, saying how to.
 */
export function loadPeer<T>(
  subpath: string,
  name: string,
  packages: readonly string[] = [name],
  require: Require = createRequire(import.meta.url),
): T {
  try {
    const loaded = require(name) as { readonly default?: unknown };
    return (loaded.default ?? loaded) as T;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) throw error;
    throw new BehaviorError({
      code: "missingPeer",
      what: `@mlsys/behavior/${subpath} needs ${name}, which is not installed`,
      where: `@mlsys/behavior/${subpath}`,
      fix: `npm install ${packages.join(" ")}`,
      details: { packages },
      cause: error,
    });
  }
}
