import { cp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { root } from "../workspace/files.ts";
import type { WorkspacePackage } from "../workspace/packages.ts";
import type { PackedPackage } from "./packed.ts";
import { run } from "./run.ts";
import type { Counts } from "./tally.ts";

/**
 * The tests of a package that use it as users do: they import it by its public names, and beside it only test support that
 * does the same.
 *
 * @param pkg - the package.
 * @returns the tests and their support, relative to the package's folder.
 */
export function behaviourFiles(pkg: Pick<WorkspacePackage, "files" | "read">): {
  readonly tests: readonly string[];
  readonly support: readonly string[];
} {
  const support = pkg.files.filter(isSupport);
  const tests = pkg.files
    .filter((file) => /^src\/.*\.test\.ts$/.test(file))
    .filter((file) => importsPublicNamesOnly(pkg, file, new Set()));
  return { tests, support };
}

/** Files that only tests use. */
function isSupport(file: string): boolean {
  return (file.startsWith("test/") || file.includes("/fixtures/")) && !file.endsWith(".test.ts");
}

function importsPublicNamesOnly(
  pkg: Pick<WorkspacePackage, "files" | "read">,
  file: string,
  seen: Set<string>,
): boolean {
  if (seen.has(file) || !file.endsWith(".ts")) return true;
  seen.add(file);
  return ts.preProcessFile(pkg.read(file)).importedFiles.every(({ fileName }) => {
    if (!fileName.startsWith(".")) return true;
    const target = path.posix.join(path.posix.dirname(file), fileName);
    return isSupport(target) && importsPublicNamesOnly(pkg, target, seen);
  });
}

/**
 * Copies the behaviour tests of packages into a consumer's project.
 *
 * @param project - the folder of a project that has installed the packages and vitest.
 * @param packages - the packages.
 * @returns the packages whose tests use nothing that is not public, but for what they were left out for.
 */
export async function copyBehaviourTests(project: string, packages: readonly PackedPackage[]): Promise<void> {
  for (const { workspace } of packages) {
    const { tests, support } = behaviourFiles(workspace);
    for (const file of [...tests, ...support])
      await cp(path.join(root, workspace.folder, file), path.join(project, workspace.folder, file), {
        recursive: true,
      });
  }
  await writeFile(path.join(project, "vitest.config.js"), configuration);
}

const configuration = `
export default { test: { include: ["packages/*/src/**/*.test.ts"], testTimeout: 60000, hookTimeout: 60000, isolate: false } };
`;

/**
 * Runs the behaviour tests of packages on one Node.
 *
 * @param project - the consumer's project.
 * @param packages - the packages that this Node can run.
 * @param node - the Node.
 * @returns what vitest has counted.
 */
export async function runBehaviourTests(
  project: string,
  packages: readonly PackedPackage[],
  node: string,
): Promise<Counts> {
  const results = path.join(project, "results.json");
  const vitest = path.join(project, "node_modules", "vitest", "vitest.mjs");
  const folders = packages.map(({ workspace }) => `${workspace.folder}/`);
  const reporters = ["--reporter=json", `--outputFile=${results}`];
  await writeFile(results, "");
  const { status, stdout, stderr } = await run(node, [vitest, "run", ...reporters, ...folders], {
    cwd: project,
    env: environment(node),
    timeoutMs: 600_000,
  });
  const text = await readFile(results, "utf8");
  if (text === "")
    return { passed: 0, skipped: 0, failures: [`vitest ended (${String(status)}):\n${stdout}${stderr}`] };
  return countsOf(JSON.parse(text) as VitestResults, status, stderr);
}

/** The tests of a user: no service is promised to them, and `node` is the one under test. */
function environment(node: string): Record<string, string | undefined> {
  return {
    PATH: [path.dirname(node), process.env["PATH"]].join(path.delimiter),
    MLSYS_REQUIRE_SERVICES: undefined,
    MLSYS_SHARED_DATA: process.env["MLSYS_SHARED_DATA"] ?? path.resolve(root, "../shared/data"),
    NODE_OPTIONS: undefined,
    VITEST: undefined,
  };
}

interface VitestResults {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function countsOf({ testResults }: VitestResults, status: number | null, stderr: string): Counts {
  const all = testResults.flatMap((file) => file.assertionResults);
  const failed = all.filter((each) => each.status === "failed");
  const broken = testResults.filter(
    (file) => file.status === "failed" && file.message !== "" && file.assertionResults.length === 0,
  );
  const failures = [
    ...failed.map((each) => `${each.fullName}\n${each.failureMessages.join("\n").slice(0, 2000)}`),
    ...broken.map((file) => `${file.name}\n${file.message}`),
  ];
  if (failures.length === 0 && status !== 0)
    failures.push(`vitest ended with ${String(status)}:\n${stderr.slice(-2000)}`);
  const passed = all.filter((each) => each.status === "passed").length;
  return { passed, skipped: all.length - passed - failed.length, failures };
}
