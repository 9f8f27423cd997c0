import { createRequire } from "node:module";
import path from "node:path";
import { gzipSync } from "node:zlib";
import ts from "typescript";
import { root } from "../workspace/files.ts";

interface Bundler {
  readonly build: (options: object) => Promise<{ readonly outputFiles: readonly { readonly text: string }[] }>;
}

/** esbuild, as tsup has it. */
function bundler(): Bundler {
  const fromTsup = createRequire(createRequire(path.join(root, "package.json")).resolve("tsup/package.json"));
  return fromTsup("esbuild") as Bundler;
}

async function bundled(project: string, code: string, minify: boolean): Promise<string> {
  const { outputFiles } = await bundler().build({
    stdin: { contents: code, resolveDir: project, loader: "js" },
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify,
    legalComments: "none",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/**
 * The size of a bundle.
 *
 * @param project - the folder of a project that has installed what the code imports.
 * @param code - the code.
 * @returns bytes, minified and compressed by gzip.
 */
export async function bundleBytes(project: string, code: string): Promise<number> {
  return gzipSync(await bundled(project, code, true), { level: 9 }).length;
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
  const text = await bundled(project, `export * from ${JSON.stringify(specifier)};`, false);
  const source = ts.createSourceFile("bundle.js", text, ts.ScriptTarget.Latest, true);
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
