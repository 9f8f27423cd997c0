import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { sources } from "./places.ts";

/** Builds all packages, where they are not built already. */
export function buildPackages(): void {
  const built = spawnSync(process.execPath, ["tools/setup.cjs", "nx", "run-many", "-t", "build"], {
    cwd: fileURLToPath(new URL("../../", sources)),
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (built.status !== 0) throw new Error("the packages could not be built; npm run build says why");
}
