import { DataError } from "../errors/data-error.ts";

/**
 * Loads a package that is not installed with this one.
 *
 * @throws {DataError} `missingPackage` with what to install.
 */
export async function optionalPackage<T>(load: () => Promise<T>, owner: string, install: string): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw cause;
    throw new DataError({
      code: "missingPackage",
      what: `${owner} needs a package that is not installed`,
      where: owner,
      found: cause instanceof Error ? cause.message.split("\n")[0] : undefined,
      fix: `run npm install ${install}`,
      details: { install },
      cause,
    });
  }
}
