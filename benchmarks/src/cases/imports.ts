import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import type { BenchmarkCase, PreparedCase } from "../benchmark-case.ts";
import { buildPackages } from "../built-packages.ts";
import { sources } from "../places.ts";

/**
 * Importing the whole of a package, built, in a process of its own, which tells the time. Python keeps the code that it has compiled, and
 * finds it here in both cases; Node does so only where it is told to.
 */
export const cases: readonly BenchmarkCase[] = [
  importCase("import-models", false),
  importCase("import-models-cached", true),
];

/** Prints the milliseconds that the import took. */
const script = `const started = performance.now();
await import("@mlsys/models");
console.log(performance.now() - started);`;

function importCase(name: string, keepsCode: boolean): BenchmarkCase {
  return {
    name,
    n: 1,
    peer: { python: "sklearn" },
    goal: 50,
    prepare: (folder) => Promise.resolve(prepared(keepsCode ? join(folder, "compiled") : undefined)),
  };
}

function prepared(cache: string | undefined): PreparedCase {
  buildPackages();
  const env = { ...process.env, NODE_COMPILE_CACHE: cache, NODE_OPTIONS: undefined };
  const run = async (): Promise<number> => {
    const options = { cwd: fileURLToPath(new URL("../", sources)), env };
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], options);
    return Number(stdout);
  };
  return { run, tellsTime: true };
}
