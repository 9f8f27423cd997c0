import type * as crypto from "node:crypto";
import type * as fs from "node:fs/promises";
import type * as os from "node:os";
import type * as path from "node:path";
import type * as url from "node:url";
import { DataError } from "../errors/data-error.ts";

interface NodeModules {
  readonly "node:crypto": typeof crypto;
  readonly "node:fs/promises": typeof fs;
  readonly "node:path": typeof path;
  readonly "node:os": typeof os;
  readonly "node:url": typeof url;
}

/** A module of Node, fetched when it is needed and without an import that a bundler for browsers would trip over. */
export function nodeModule<Name extends keyof NodeModules>(name: Name, purpose: string): NodeModules[Name] {
  const found = builtinModule(name);
  if (found === undefined) {
    throw new DataError({
      code: "unsupported",
      what: "there is no file system here",
      where: purpose,
      fix: "outside Node give { text }, a stream or an http URL",
    });
  }
  return found;
}

/** A module of Node; undefined where there is none. */
export function builtinModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined {
  const { process } = globalThis as { readonly process?: { readonly getBuiltinModule?: (id: string) => unknown } };
  return process?.getBuiltinModule?.(name) as NodeModules[Name] | undefined;
}
