import { fork, type ChildProcess } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { installTool } from "./installed-tools.ts";
import { toolVersions } from "./limits.ts";
import type { PackedPackage } from "./packed.ts";
import { inPairs, mustRun } from "./run.ts";

/** A registry of our own, on loopback. */
export interface Registry {
  readonly url: string;
  /** Lines for .npmrc that take the scope from this registry, and all else from where it usually comes. */
  readonly npmrc: string;
  readonly publish: (packages: readonly PackedPackage[]) => Promise<void>;
  readonly stop: () => void;
}

/**
 * Starts an empty registry.
 *
 * @param folder - where it keeps its files.
 * @returns the registry, ready.
 */
export async function startRegistry(folder: string): Promise<Registry> {
  const verdaccio = await installTool("verdaccio", toolVersions.verdaccio, {
    "verdaccio-audit": { "node-fetch": "2.7.0" },
  });
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const config = path.join(folder, "config.yaml");
  await writeFile(config, configuration);
  const child = fork(path.join(verdaccio, "bin", "verdaccio"), ["--config", config, "--listen", `127.0.0.1:${port}`], {
    cwd: folder,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  await started(child);
  const host = `127.0.0.1:${port}/`;
  const npmrc = `@mlsys:registry=http://${host}\n//${host}:_authToken=anyone\n`;
  return {
    url: `http://${host}`,
    npmrc,
    publish: (packages) => publish(packages, npmrc, folder),
    stop: () => child.kill("SIGKILL"),
  };
}

/** Whoever reaches it may publish; nothing is fetched from other registries. */
const configuration = `
storage: ./storage
packages:
  "**":
    access: $all
    publish: $all
log: { type: stdout, format: pretty, level: error }
web: { enable: false }
max_body_size: 100mb
`;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The local registry did not start within 60 seconds.")), 60_000);
    child.on("message", () => {
      clearTimeout(timer);
      resolve();
    });
    child.on("exit", (status) => reject(new Error(`The local registry ended at once (${String(status)}).`)));
  });
}

async function publish(packages: readonly PackedPackage[], npmrc: string, folder: string): Promise<void> {
  await writeFile(path.join(folder, ".npmrc"), npmrc);
  await writeFile(path.join(folder, "package.json"), '{ "private": true }');
  await inPairs(packages, async ({ tarball }) => {
    await mustRun("npm", ["publish", tarball, "--provenance=false", "--loglevel=error"], { cwd: folder });
  });
}
