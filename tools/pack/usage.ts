import { mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../workspace/files.ts";
import { entryPoints } from "../workspace/packages.ts";
import type { PackedPackage } from "./packed.ts";
import { run } from "./run.ts";

/** Imports one module and reports how that changed its surroundings. zod keeps its registry on globalThis, for its copies. */
const probe = `
const before = { globals: Object.getOwnPropertyNames(globalThis), events: process.eventNames() };
LOAD.then((module) => {
  const report = {
    exports: Object.keys(module).filter((name) => name !== "__esModule" && name !== "module.exports").sort(),
    globals: Object.getOwnPropertyNames(globalThis).filter((name) => !before.globals.includes(name) && !name.startsWith("__zod_")),
    events: process.eventNames().filter((name) => !before.events.includes(name)).map(String),
  };
  process.stdout.write("\\0" + JSON.stringify(report));
});
`;

interface Probed {
  readonly exports: readonly string[];
  readonly globals: readonly string[];
  readonly events: readonly string[];
}

/**
 * Imports every entry point of a package, from an ES module and by \`require\`, each in a process of its own: both give the
 * same names, print nothing, leave nothing open and change nothing.
 *
 * @param project - the folder of a project that has installed the package.
 * @param packed - the package.
 * @param node - the Node to use.
 * @returns one sentence for each fault.
 */
export async function importFaults(project: string, packed: PackedPackage, node: string): Promise<string[]> {
  const faults: string[] = [];
  for (const { specifier } of entryPoints(packed)) {
    const name = JSON.stringify(specifier);
    const imported = await probed(project, node, "mjs", `import(${name})`, specifier, faults);
    const required = await probed(project, node, "cjs", `Promise.resolve(require(${name}))`, specifier, faults);
    if (imported === undefined || required === undefined) continue;
    if (imported.join() !== required.join()) faults.push(`require("${specifier}") gives other names than import`);
    if (imported.length === 0) faults.push(`${specifier} exports no value`);
  }
  return faults;
}

async function probed(
  project: string,
  node: string,
  extension: "mjs" | "cjs",
  load: string,
  specifier: string,
  faults: string[],
): Promise<readonly string[] | undefined> {
  const folder = await mkdtemp(path.join(project, "probe-"));
  const cwd = path.join(folder, "empty");
  await mkdir(cwd);
  const script = path.join(folder, `probe.${extension}`);
  await writeFile(script, probe.replace("LOAD", load));
  const { status, stdout, stderr } = await run(node, [script], { cwd, timeoutMs: 20_000 });
  const [printed = "", json] = stdout.split("\0");
  const how = `${extension === "mjs" ? "import of" : "require of"} ${specifier}`;
  const warnings = stderr.split("\n").filter((line) => line !== "" && !isNodesOwnWarning(line));
  if (json === undefined) {
    faults.push(`${how} fails (${String(status)}): ${stderr.slice(0, 1000)}`);
    return undefined;
  }
  const { exports, globals, events } = JSON.parse(json) as Probed;
  if (status === null) faults.push(`${how} leaves something open: the process does not end`);
  if (printed !== "" || warnings.length > 0)
    faults.push(`${how} prints ${JSON.stringify(printed + warnings.join("\n"))}`);
  if (globals.length > 0) faults.push(`${how} makes the globals ${globals.join(", ")}`);
  if (events.length > 0) faults.push(`${how} listens to ${events.join(", ")} of the process`);
  if ((await readdir(cwd)).length > 0) faults.push(`${how} writes into the working folder`);
  return exports;
}

/** Node says so itself of its newer parts (node:sqlite, require of an ES module), once a process. */
function isNodesOwnWarning(line: string): boolean {
  return /ExperimentalWarning: |^\(Use `node --trace-warnings|^Support for loading ES Module in require/.test(line);
}

const configurations = {
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
} as const;

/**
 * Type-checks a use of every entry point, with the packages' declarations checked too.
 *
 * @param project - the folder of a project that has installed the packages.
 * @param packages - the packages.
 * @param resolution - how TypeScript finds modules.
 * @returns what the compiler says.
 */
export async function typingFaults(
  project: string,
  packages: readonly PackedPackage[],
  resolution: keyof typeof configurations,
): Promise<string[]> {
  const folder = path.join(project, `types-${resolution}`);
  await mkdir(folder);
  const specifiers = packages.flatMap((packed) =>
    entryPoints(packed).map(({ specifier }) => JSON.stringify(specifier)),
  );
  const imports = specifiers.map(
    (specifier, i) =>
      `import * as module${i} from ${specifier};\nexport const keys${i}: string[] = Object.keys(module${i});`,
  );
  await writeFile(path.join(folder, "imported.ts"), imports.join("\n"));
  if (resolution === "nodenext") {
    const requires = specifiers.map(
      (specifier, i) =>
        `import module${i} = require(${specifier});\nexport const keys${i}: string[] = Object.keys(module${i});`,
    );
    await writeFile(path.join(folder, "required.cts"), requires.join("\n"));
  }
  const compilerOptions = {
    ...configurations[resolution],
    target: "es2023",
    lib: ["es2023"],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: false,
  };
  await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts", "*.cts"] }));
  const compiler = path.join(root, "node_modules", "typescript", "bin", "tsc");
  const { status, stdout } = await run(process.execPath, [compiler, "-p", folder, "--pretty", "false"], {
    cwd: folder,
  });
  return status === 0 ? [] : stdout.trim().split("\n");
}
