import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { root } from "../workspace/files.ts";
import { workspacePackages } from "../workspace/packages.ts";
import type { Manifest, WorkspacePackage } from "../workspace/packages.ts";
import { publishedFiles, unpackedCeilings } from "./limits.ts";
import { inPairs, mustRun } from "./run.ts";

const pnpmfile = path.join(import.meta.dirname, "pnpmfile.cjs");

/** A package as users get it. */
export interface PackedPackage {
  readonly workspace: WorkspacePackage;
  readonly name: string;
  readonly manifest: Manifest;
  readonly tarball: string;
  readonly files: readonly PackedFile[];
}

/** A file in a package, its path relative to the package. */
export interface PackedFile {
  readonly name: string;
  readonly bytes: number;
}

/**
 * Packs every package that is published. They must be built.
 *
 * @param folder - where to write the archives, and what they hold.
 * @returns the packages, sorted by name.
 */
export async function packAll(folder: string): Promise<PackedPackage[]> {
  const packed: PackedPackage[] = [];
  await inPairs(workspacePackages(), async (workspace) => {
    const destination = path.join(folder, path.basename(workspace.folder));
    await mkdir(destination, { recursive: true });
    const cwd = path.join(root, workspace.folder);
    await mustRun("pnpm", ["pack", "--pack-destination", destination], {
      cwd,
      env: { pnpm_config_pnpmfile: pnpmfile },
    });
    const archive = (await readdir(destination)).find((name) => name.endsWith(".tgz"));
    if (archive === undefined) throw new Error(`${workspace.folder} was not packed`);
    await mustRun("tar", ["-xzf", archive], { cwd: destination });
    const content = path.join(destination, "package");
    packed.push({
      workspace,
      name: workspace.manifest.name ?? "",
      manifest: JSON.parse(await readFile(path.join(content, "package.json"), "utf8")) as Manifest,
      tarball: path.join(destination, archive),
      files: await filesIn(content),
    });
  });
  return packed.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function filesIn(folder: string): Promise<PackedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async (entry): Promise<PackedFile> => {
      const file = path.join(entry.parentPath, entry.name);
      return { name: path.relative(folder, file).split(path.sep).join("/"), bytes: (await stat(file)).size };
    });
  return Promise.all(files);
}

/**
 * What is wrong with the content of a package: files that do not belong, files that `exports` names and that are not there,
 * dependencies that only a workspace understands, too many bytes.
 *
 * @param packed - the package.
 * @param ceilings - the greatest size of each package in kB.
 * @returns one sentence each.
 */
export function contentFaults(
  { name, manifest, files }: Omit<PackedPackage, "workspace" | "tarball">,
  ceilings: Readonly<Record<string, number>> = unpackedCeilings,
): string[] {
  const names = new Set(files.map((file) => file.name));
  const stray = [...names].filter((file) => !publishedFiles.test(file));
  const targets = Object.values(manifest.exports ?? {}).flatMap((each) =>
    typeof each === "string" ? each : Object.values(each),
  );
  const missing = targets.map((target) => target.replace(/^\.\//, "")).filter((target) => !names.has(target));
  const needed = ["README.md", "LICENSE"].filter((file) => !names.has(file));
  const ranges = Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies });
  const hasSources = targets.some((target) => target.includes("/src/"));
  const odd = ranges.filter(([, range]) => /^(?:workspace|catalog|link|file):/.test(range));
  const size = Math.ceil(files.reduce((sum, file) => sum + file.bytes, 0) / 1000);
  const ceiling = ceilings[name];
  return [
    ...stray.map((file) => `it holds ${file}, which users do not need`),
    ...[...missing, ...needed].map((file) => `it lacks ${file}`),
    ...(hasSources ? ["its manifest names sources"] : []),
    ...odd.map(([dependency, range]) => `it depends on ${dependency} as ${range}`),
    ...(ceiling === undefined ? [`it has no size ceiling; it has ${size} kB unpacked`] : []),
    ...(ceiling !== undefined && size > ceiling ? [`it has ${size} kB unpacked, more than ${ceiling} kB`] : []),
  ];
}
