import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";

interface Bundler {
  readonly build: (options: object) => Promise<unknown>;
}

/**
 * Runs a script in a process of its own, as JavaScript, and gives what it writes. Of what is installed none is TypeScript: what takes
 * the types off would count as memory.
 */
export async function runBuilt(
  script: string,
  args: readonly string[],
  folder: string,
): Promise<Record<string, number>> {
  const fromTsup = createRequire(createRequire(import.meta.url).resolve("tsup/package.json"));
  const outfile = path.join(folder, `${path.basename(script, ".ts")}.mjs`);
  await (fromTsup("esbuild") as Bundler).build({
    entryPoints: [script],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    conditions: ["@mlsys/source"],
    logLevel: "silent",
  });
  const { stdout } = await promisify(execFile)(process.execPath, [outfile, ...args]);
  return JSON.parse(stdout) as Record<string, number>;
}
