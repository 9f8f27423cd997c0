import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { sources } from "./places.ts";

/** Whether this is the bundle, and not its sources. */
export const isBundle = import.meta.url.endsWith(".mjs");

/**
 * Runs the benchmarks again, as a bundle on the built packages: what users hold in memory, where the sources cost some 40 MB for
 * taking the types out of them.
 *
 * @returns the exit code.
 */
export async function runBundled(argv: readonly string[]): Promise<number> {
  const root = fileURLToPath(new URL("../../", sources));
  const built = spawnSync(process.execPath, ["tools/setup.cjs", "nx", "run-many", "-t", "build"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (built.status !== 0) throw new Error("the packages could not be built; npm run build says why");
  const outfile = fileURLToPath(new URL("../out/main.mjs", sources));
  await build({
    entryPoints: [fileURLToPath(new URL("main.ts", sources))],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  const child = spawn(process.execPath, [outfile, ...argv], { stdio: "inherit" });
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
}
