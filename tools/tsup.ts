import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
}

interface BuildOptions {
  readonly compact?: boolean;
  readonly withoutComments?: boolean;
}

const sourceCondition = "@mlsys/source";

/**
 * The build of one package. Its entries are the sources that `exports` in package.json names under the condition
 * `@mlsys/source`, so a new subpath is one line there and nothing here. A `bin` file `./dist/x.js` is built from
 * `./src/x.ts`.
 *
 * @param configUrl - `import.meta.url` of the package's tsup.config.ts
 * @param options - `compact`: without indentation and with short local names, for a package that must be small; names that are exported stay, and
 * lines are short enough for a trace. `withoutComments`: modules without the comments of declarations, which the types have too.
 * @returns the tsup configuration
 */
export function packageBuild(
  configUrl: string,
  { compact = false, withoutComments = false }: BuildOptions = {},
): ReturnType<typeof defineConfig> {
  const manifest = JSON.parse(readFileSync(new URL("package.json", configUrl), "utf8")) as Manifest;
  return defineConfig({
    entry: entriesOf(manifest),
    format: "esm",
    target: "node20",
    platform: "node",
    dts: true,
    // Without the prefix there is no `node:sqlite`.
    removeNodeProtocol: false,
    splitting: true,
    clean: true,
    silent: true,
    esbuildOptions: (options) => {
      if (compact) Object.assign(options, { minify: true, lineLimit: 500, chunkNames: "[hash]" });
    },
    plugins: [
      rewriting("only named imports", withNamedImports),
      ...(withoutComments ? [rewriting("no comments of declarations", withoutDocs)] : []),
    ],
  });
}

const rewriting = (name: string, rewrite: (code: string) => string) => ({
  name,
  renderChunk: (code: string) => ({ code: rewrite(code) }),
});

/** Without the comments that begin a line and end one, and those that say where code is from. Marks of pure calls are no such comments. */
function withoutDocs(code: string): string {
  return code.replace(/^[ \t]*\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n|^\/\/ src\/\S+\n/gm, "");
}

/** Without the imports of pieces from which nothing is named: no piece does anything when it is loaded. */
function withNamedImports(code: string): string {
  return code.replace(/^(?:import[^"]*"[^"]+";\s*)+/, (imports) => imports.replace(/import ?"\.\.?\/[^"]+";\s*/g, ""));
}

function entriesOf(manifest: Manifest): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const target of Object.values(manifest.exports)) {
    if (typeof target === "string") continue;
    const source = target[sourceCondition];
    const output = target["default"];
    if (source !== undefined && output !== undefined) entries[entryName(output)] = source;
  }
  for (const output of Object.values(manifest.bin ?? {})) {
    const name = entryName(output);
    entries[name] = `./src/${name}.ts`;
  }
  return entries;
}

function entryName(output: string): string {
  return output.replace(/^\.\/dist\//, "").replace(/\.js$/, "");
}
