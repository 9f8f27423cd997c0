import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { filesBelow, root } from "./files.ts";

/** What the tools read of a package.json. */
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: unknown;
  readonly keywords?: readonly string[];
  readonly engines?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly publishConfig?: Readonly<Record<string, unknown>>;
  readonly nx?: { readonly tags?: readonly string[] };
}

/** One package of the workspace: its manifest and its tracked files. */
export interface WorkspacePackage {
  /** Relative to the root, with forward slashes: `packages/core`. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** Relative to `folder`, with forward slashes. */
  readonly files: readonly string[];
  readonly read: (file: string) => string;
}

/** One entry point that users can import. */
export interface EntryPoint {
  /** What users write: `@mlsys/metrics/report`. */
  readonly specifier: string;
  /** The source, relative to the package's folder: `src/report/index.ts`. */
  readonly source: string;
  /** The built module, relative to the package's folder: `dist/report.js`. */
  readonly built: string;
}

/** The condition under which `exports` names the sources. */
export const sourceCondition = "@mlsys/source";

/**
 * The packages below some parent folders.
 *
 * @param parents - parent folders, relative to the root. Default: `packages`.
 * @returns the packages, sorted by folder.
 */
export function workspacePackages(parents: readonly string[] = ["packages"]): WorkspacePackage[] {
  return parents
    .flatMap((parent) => readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(path.join(root, folder, "package.json")))
    .sort()
    .map(workspacePackage);
}

/**
 * One package of the workspace.
 *
 * @param folder - relative to the root.
 * @returns the package.
 */
export function workspacePackage(folder: string): WorkspacePackage {
  const read = (file: string): string => readFileSync(path.join(root, folder, file), "utf8");
  return {
    folder,
    manifest: JSON.parse(read("package.json")) as Manifest,
    files: filesBelow(path.join(root, folder)),
    read,
  };
}

/**
 * The entry points of a package, `.` first; what is no module (package.json) is left out.
 *
 * @param pkg - the package.
 * @returns the entry points in the order of `exports`.
 */
export function entryPoints({ manifest }: Pick<WorkspacePackage, "manifest">): EntryPoint[] {
  const name = manifest.name ?? "";
  return Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) => {
    if (typeof target === "string") return [];
    const source = target[sourceCondition];
    const built = target["default"];
    if (source === undefined || built === undefined) return [];
    return [{ specifier: name + subpath.slice(1), source: withoutDot(source), built: withoutDot(built) }];
  });
}

/**
 * The package's layer.
 *
 * @param pkg - the package.
 * @returns the number of its Nx tag `layer:N`; Infinity for an application; undefined when it has no such tag.
 */
export function layerOf({ manifest }: Pick<WorkspacePackage, "manifest">): number | undefined {
  const tag = manifest.nx?.tags?.find((each) => each.startsWith("layer:"))?.slice("layer:".length);
  if (tag === "app") return Infinity;
  return tag !== undefined && /^\d+$/.test(tag) ? Number(tag) : undefined;
}

function withoutDot(file: string): string {
  return file.replace(/^\.\//, "");
}
