import { fileURLToPath } from "node:url";

/** The path of a file of the shared data, which lies beside the repository on the project's machines only. */
export function sharedData(name: string): string {
  const root =
    process.env["MLSYS_SHARED_DATA"] ?? fileURLToPath(new URL("../../../../../shared/data", import.meta.url));
  return `${root}/${name}`;
}
