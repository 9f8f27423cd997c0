import { createRequire } from "node:module";
import path from "node:path";
import { gzipSync } from "node:zlib";
import ts from "typescript";
import { root } from "../workspace/files.ts";

interface Output {
  readonly path: string;
  readonly text: string;
}

interface Bundler {
  readonly build: (options: object) => Promise<{
    readonly outputFiles: readonly Output[];
    readonly metafile: { readonly outputs: Readonly<Record<string, Chunk>> };
  }>;
}

/** What a bundler says of a file that it wrote. */
interface Chunk {
  readonly entryPoint?: string;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
}

/** esbuild, as tsup has it. */
function bundler(): Bundler {
  const fromTsup = createRequire(createRequire(path.join(root, "package.json")).resolve("tsup/package.json"));
  return fromTsup("esbuild") as Bundler;
}

async function bundled(project: string, code: string, minify: boolean): Promise<string[]> {
  const { outputFiles, metafile } = await bundler().build({
    stdin: { contents: code, resolveDir: project, loader: "js" },
    bundle: true,
    splitting: true,
    outdir: path.join(project, "bundle"),
    absWorkingDir: project,
    metafile: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify,
    legalComments: "none",
    write: false,
    logLevel: "silent",
  });
  const loaded = loadedAtStart(metafile.outputs);
  const ours = outputFiles.filter((file) => !minify || loaded.has(path.relative(project, file.path)));
  return ours.map(({ text }) => text);
}

/** The files that a page loads before anything runs: without those of `import()`, which wait until they are needed. */
function loadedAtStart(outputs: Readonly<Record<string, Chunk>>): ReadonlySet<string> {
  const loaded = new Set<string>();
  const open = Object.keys(outputs).filter((file) => outputs[file]?.entryPoint === "<stdin>");
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    for (const { path: imported, kind } of outputs[file]?.imports ?? [])
      if (kind === "import-statement") open.push(imported);
  }
  return loaded;
}

/**
 * The size of what a page loads before anything runs.
 *
 * @param project - the folder of a project that has installed what the code imports.
 * @param code - the code.
 * @returns bytes, minified and compressed by gzip.
 */
export async function bundleBytes(project: string, code: string): Promise<number> {
  const files = await bundled(project, code, true);
  return files.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
}

const nodesOwn = new Set(["process", "Buffer", "require", "__dirname", "__filename", "setImmediate", "global"]);

/**
 * What keeps an entry point from running where Node is not: built-in modules (the bundler reports them) and globals.
 *
 * @param project - the folder of a project that has installed the package.
 * @param specifier - the entry point.
 * @returns one sentence each.
 */
export async function browserFaults(project: string, specifier: string): Promise<string[]> {
  const texts = await bundled(project, `export * from ${JSON.stringify(specifier)};`, false);
  const source = ts.createSourceFile("bundle.js", texts.join("\n"), ts.ScriptTarget.Latest, true);
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && nodesOwn.has(node.text) && !isNameOnly(node)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found].map((name) => `${specifier} uses ${name}, which only Node has`);
}

/** Whether an identifier only names a property: `a.process`, `{ process: 1 }`, `process() {}` in a class. */
function isNameOnly(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent) || ts.isClassElement(parent) || ts.isObjectLiteralElement(parent))
    return parent.name === node && !ts.isShorthandPropertyAssignment(parent);
  return false;
}
