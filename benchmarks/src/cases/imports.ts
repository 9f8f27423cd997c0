import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import type { BenchmarkCase, PreparedCase } from "../benchmark-case.ts";
import { buildPackages } from "../built-packages.ts";
import { sources } from "../places.ts";

/**
 * Importing the whole of a package, built, and importing it for a first fit, in a process of its own, which tells the time. Each side is as
 * it is by default: Python keeps the code that it has compiled, Node compiles it anew.
 */
export const cases: readonly BenchmarkCase[] = [
  importCase("import-models", 50, ""),
  importCase("first-fit-ridge", 15, "models.ridge().fit([[0], [1], [3]], [1, 3, 5]);"),
  importCase(
    "first-fit-text",
    15,
    'models.pipeline(models.tfidfVectorizer(), models.multinomialNB()).fit(["profit rose", "sales fell"], ["up", "down"]);',
  ),
];

function importCase(name: string, goal: number, use: string): BenchmarkCase {
  return { name, n: 1, peer: { python: "sklearn" }, goal, prepare: () => Promise.resolve(prepared(use)) };
}

function prepared(use: string): PreparedCase {
  buildPackages();
  const script = `const started = performance.now();
const models = await import("@mlsys/models");
${use}
console.log(performance.now() - started);`;
  const env = { ...process.env, NODE_COMPILE_CACHE: undefined, NODE_OPTIONS: undefined };
  const run = async (): Promise<number> => {
    const options = { cwd: fileURLToPath(new URL("../", sources)), env };
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], options);
    return Number(stdout);
  };
  return { run, tellsTime: true };
}
