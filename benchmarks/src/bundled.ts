import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildPackages } from "./built-packages.ts";
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
  buildPackages();
  const outdir = fileURLToPath(new URL("../out/", sources));
  await build({
    entryPoints: ["main.ts", "measure-one.ts"].map((file) => fileURLToPath(new URL(file, sources))),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  const child = spawn(process.execPath, [join(outdir, "main.mjs"), ...argv], { stdio: "inherit" });
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
}
