import { readFileSync } from "node:fs";
import path from "node:path";
import type { Options } from "tsup";

/** What of a package is loaded together, by name: the folders and files below `src` from which the entry `index` takes names. */
export type Parts = Readonly<Record<string, readonly string[]>>;

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];
type Build = Parameters<Plugin["setup"]>[0];

/** Names that an entry takes from one source. */
interface Reexport {
  readonly names: readonly string[];
  readonly source: string;
}

/** One of the parts, with all that it needs. */
interface Part {
  readonly name: string;
  readonly reexports: readonly Reexport[];
  readonly needs: ReadonlySet<string>;
}

const namespace = "lazy-parts";

/**
 * Builds a second form of some entries, for Node, that loads a part of the package when a function of it is first called:
 * `dist/lazy/x.js` beside `dist/x.js`. Most of the time of an import goes into reading code, of which a program needs little.
 *
 * A file takes Node as long as some 15 kB of code do, so the build has few: what several parts need lies together, and what needs most
 * of the parts loads all.
 *
 * @param parts - the parts of the package; names of `index` from elsewhere are there at once.
 * @param lazy - the names of the entries.
 * @returns a plugin of esbuild, which adds `dist/lazy` and `dist/parts`.
 */
export function lazyParts(parts: Parts, lazy: readonly string[]): Plugin {
  return {
    name: namespace,
    setup: async (build) => {
      const entries = build.initialOptions.entryPoints as Record<string, string>;
      const root = build.initialOptions.absWorkingDir ?? process.cwd();
      const sources = Object.values(entries).map((file) => path.posix.normalize(file));
      const imports = await importsOf(build, root, sources);
      const all = partsOf(parts, reexportsOf(root, entries["index"]), imports);
      const everything = new Set(all.flatMap(({ needs }) => [...needs]));
      const shared = sharedBy(all);

      const texts = new Map<string, string>();
      for (const { name, reexports, needs } of all) {
        const beside = needsMost(all, needs) ? everything : shared;
        texts.set(`parts/${name}`, reexports.map(exporting).join("") + bareImports(root, beside));
      }
      for (const name of lazy) texts.set(`lazy/${name}`, lazyEntry(name, reexportsOf(root, entries[name]), all));

      for (const name of texts.keys()) entries[name] = `${namespace}:${name}`;
      build.onResolve({ filter: /^lazy-parts:/ }, ({ path: file }) => ({
        path: file.slice(namespace.length + 1),
        namespace,
      }));
      build.onLoad({ filter: /./, namespace }, ({ path: name }) => ({
        contents: texts.get(name) ?? "",
        resolveDir: root,
      }));
      build.onLoad({ filter: /\.ts$/, namespace: "file" }, ({ path: file }) => {
        const source = path.relative(root, file).split(path.sep).join("/");
        if (!sources.includes(source) || !needsMost(all, neededBy([source], imports))) return undefined;
        return { contents: readFileSync(file, "utf8") + bareImports(root, everything), loader: "ts" };
      });
    },
  };
}

/** The sources that each source imports. */
async function importsOf(
  build: Build,
  absWorkingDir: string,
  entryPoints: string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { metafile } = await build.esbuild.build({
    entryPoints,
    absWorkingDir,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    outdir: "dist",
    metafile: true,
    write: false,
  });
  return new Map(
    Object.entries(metafile.inputs).map(([source, { imports }]) => [
      source,
      imports.filter((each) => each.external !== true && each.kind === "import-statement").map((each) => each.path),
    ]),
  );
}

function neededBy(start: readonly string[], imports: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const needed = new Set(start);
  for (const source of needed) for (const each of imports.get(source) ?? []) needed.add(each);
  return needed;
}

/** The names that an entry exports; an entry has re-exports by name and nothing else, which the structure test demands. */
function reexportsOf(root: string, entry = ""): Reexport[] {
  const folder = path.posix.dirname(path.posix.normalize(entry));
  const lists = readFileSync(path.join(root, entry), "utf8").matchAll(/^export \{([^}]*)\} from "([^"]+)";/gm);
  return Array.from(lists, ([, names = "", source = ""]) => ({
    names: names.split(",").flatMap((name) => name.trim() || []),
    source: path.posix.join(folder, source),
  }));
}

function partsOf(
  parts: Parts,
  reexports: readonly Reexport[],
  imports: ReadonlyMap<string, readonly string[]>,
): readonly Part[] {
  return Object.entries(parts).map(([name, places]) => {
    const own = reexports.filter(({ source }) =>
      places.some((place) => source === `src/${place}` || source.startsWith(`src/${place}/`)),
    );
    const start = own.map(({ source }) => source);
    return { name, reexports: own, needs: neededBy(start, imports) };
  });
}

/** Whether something needs names of most parts. */
function needsMost(parts: readonly Part[], needs: ReadonlySet<string>): boolean {
  const needed = parts.filter(({ reexports }) => reexports.some(({ source }) => needs.has(source)));
  return needed.length > parts.length / 2;
}

/** What at least two parts need, those that need most others left out. */
function sharedBy(parts: readonly Part[]): readonly string[] {
  const users = new Map<string, number>();
  for (const { needs } of parts)
    if (!needsMost(parts, needs)) for (const source of needs) users.set(source, (users.get(source) ?? 0) + 1);
  return [...users].flatMap(([source, count]) => (count > 1 ? [source] : []));
}

function exporting({ names, source }: Reexport): string {
  return `export { ${names.join(", ")} } from "./${source}";\n`;
}

/** Imports that only bring sources into the same file: nothing happens when they are loaded. */
function bareImports(root: string, sources: Iterable<string>): string {
  return Array.from(sources, (source) => `\nimport ${JSON.stringify(path.join(root, source))};`).join("");
}

/** An entry whose functions load the file that has them; what comes from no part, as classes of errors do, is there at once. */
function lazyEntry(name: string, reexports: readonly Reexport[], parts: readonly Part[]): string {
  const fileOf = (source: string): string | undefined => {
    if (name !== "index") return name;
    const part = parts.find((each) => each.reexports.some((own) => own.source === source));
    return part && `parts/${part.name}`;
  };
  const lines = reexports.map((reexport) => {
    const file = fileOf(reexport.source);
    if (file === undefined) return exporting(reexport);
    const call = (each: string): string => `{ return require("../${file}.js").${each}(...values); }\n`;
    return reexport.names.map((each) => `export function ${each}(...values) ${call(each)}`).join("");
  });
  return [
    'import { createRequire } from "node:module";\n',
    "const require = createRequire(import.meta.url);\n",
    ...lines,
  ].join("");
}
