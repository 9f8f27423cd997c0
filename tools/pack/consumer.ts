import { existsSync, globSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../workspace/files.ts";
import type { PackedPackage } from "./packed.ts";
import type { Registry } from "./registry.ts";
import { mustRun } from "./run.ts";

/** How a consumer's project is installed. */
export interface ConsumerOptions {
  readonly manager: "npm" | "pnpm";
  /** Exact versions or ranges besides the packages. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/**
 * An empty project that has installed the packages from the registry.
 *
 * @param folder - where to make it.
 * @param packages - the packages to install.
 * @param registry - where they come from.
 * @param options - the package manager, and what else to install.
 */
export async function makeConsumer(
  folder: string,
  packages: readonly PackedPackage[],
  registry: Registry,
  { manager, dependencies }: ConsumerOptions,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const ours = packages.map(({ name, manifest }) => [name, manifest.version ?? "*"]);
  const manifest = {
    name: "consumer",
    private: true,
    type: "module",
    dependencies: { ...dependencies, ...(Object.fromEntries(ours) as Record<string, string>) },
  };
  await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest, undefined, 2));
  await writeFile(path.join(folder, ".npmrc"), registry.npmrc);
  if (manager === "npm") {
    // The vitest here is older than the one that an optional peer asks for, because it must run on the oldest Node.
    const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps", "--loglevel=error"];
    await mustRun("npm", ["install", ...flags], { cwd: folder });
    return;
  }
  // Strict: nothing is importable that is not declared. What we published a second ago is new enough.
  await writeFile(
    path.join(folder, "pnpm-workspace.yaml"),
    "packages: []\nhoist: false\nminimumReleaseAge: 0\nautoInstallPeers: false\n",
  );
  await mustRun("pnpm", ["install", "--ignore-scripts", "--no-frozen-lockfile"], { cwd: folder, env: { CI: "true" } });
}

/**
 * The versions of third-party packages that the workspace has installed.
 *
 * @param names - the packages.
 * @returns exact versions; a package that the workspace lacks is left out.
 */
export async function installedVersions(names: readonly string[]): Promise<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const name of names) {
    const places = ["", "packages/*/", "examples/*/"].flatMap((parent) =>
      globSync(`${parent}node_modules/${name}/package.json`, { cwd: root }),
    );
    const [place] = places.map((each) => path.join(root, each)).filter((file) => existsSync(file));
    if (place === undefined) continue;
    const { default: manifest } = (await import(place, { with: { type: "json" } })) as { default: { version: string } };
    versions[name] = manifest.version;
  }
  return versions;
}
