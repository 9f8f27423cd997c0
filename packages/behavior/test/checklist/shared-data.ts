import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const shared =
  process.env["MLSYS_SHARED_DATA"] ?? fileURLToPath(new URL("../../../../../shared/data", import.meta.url));

/** A file of the data shared by the project's machines, or undefined where it is not there. */
export function sharedFile(name: string): string | undefined {
  const file = path.join(shared, name);
  return existsSync(file) ? file : undefined;
}
