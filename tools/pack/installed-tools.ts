import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "../workspace/files.ts";
import { mustRun } from "./run.ts";

const cache = path.join(root, "node_modules", ".cache", "mlsys-tools");

/**
 * Installs a package of the registry beside the workspace, once: tools that only the pack test needs.
 *
 * @param name - the package.
 * @param version - the exact version.
 * @param overrides - versions of what it depends on, as npm's `overrides`.
 * @returns the folder of the installed package.
 */
export async function installTool(name: string, version: string, overrides: object = {}): Promise<string> {
  const folder = path.join(cache, `${name}-${version}`);
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`;
    await mkdir(draft, { recursive: true });
    const manifest = { private: true, dependencies: { [name]: version }, overrides };
    await writeFile(path.join(draft, "package.json"), JSON.stringify(manifest));
    await mustRun("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], {
      cwd: draft,
    });
    await rename(draft, folder).catch(() => rm(draft, { recursive: true }));
  }
  return path.join(folder, "node_modules", name);
}

/**
 * A Node of an exact version.
 *
 * @param version - the version.
 * @returns the path of its program.
 */
export async function nodeBinary(version: string): Promise<string> {
  if (process.version === `v${version}`) return process.execPath;
  const system = process.platform === "win32" ? "win" : process.platform;
  const folder = await installTool(`node-${system}-${process.arch}`, version);
  return path.join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
}
