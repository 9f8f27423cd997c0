import { mkdtempSync, rmSync } from "node:fs";
import { registerHooks } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { root } from "../workspace/files.ts";
import { refusedHosts } from "../vitest/loopback-only.ts";
import { difference, expectName } from "./same-value.ts";

// Runs prepared blocks, one at a time, each as a module of its own in an empty working folder. The parent sends
// { id, code, folder } and gets { id, faults }.

interface Request {
  readonly id: number;
  readonly code: string;
  /** The folder whose dependencies the block may import, relative to the root. */
  readonly folder: string;
}

const home = mkdtempSync(path.join(tmpdir(), "mlsys-examples-"));
const blocks = new Map<string, Request>();
let current: { readonly faults: string[]; readonly fail: (error: unknown) => void } | undefined;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (blocks.has(specifier)) return { url: specifier, format: "module", shortCircuit: true };
    const block = blocks.get(context.parentURL ?? "");
    if (block === undefined || /^(?:\.|node:|file:|data:)/.test(specifier)) return nextResolve(specifier, context);
    const name = /^@mlsys\/([\w-]+)/.exec(specifier)?.[1];
    const folder = name === undefined ? block.folder : `packages/${name}`;
    const parentURL = pathToFileURL(path.join(root, folder, "package.json")).href;
    return nextResolve(specifier, { ...context, parentURL });
  },
  load(url, context, nextLoad) {
    const block = blocks.get(url);
    if (block === undefined) return nextLoad(url, context);
    return { source: block.code, format: "module", shortCircuit: true };
  },
});

Object.assign(globalThis, { [expectName]: expectValue });
process.on("uncaughtException", (error) => current?.fail(error));
process.on("unhandledRejection", (error) => current?.fail(error));
process.on("message", (request: Request) => void answer(request));
process.on("disconnect", () => process.exit());
process.on("exit", () => rmSync(home, { recursive: true, force: true }));

function expectValue(line: number, value: unknown, expected: string | (() => unknown)): void {
  const wanted = typeof expected === "string" ? { prefix: expected } : { value: expected() };
  const fault = difference(value, wanted);
  if (fault !== undefined) current?.faults.push(`line ${line}: ${fault}`);
}

async function answer(request: Request): Promise<void> {
  const faults: string[] = [];
  try {
    await new Promise<void>((resolve, reject: (error: unknown) => void) => {
      current = { faults, fail: reject };
      run(request).then(resolve, reject);
    });
  } catch (error) {
    faults.push(`it throws ${inspect(error, { depth: 2 })}`);
  }
  for (const host of refusedHosts()) faults.push(`it tried to reach ${host}`);
  process.send?.({ id: request.id, faults });
}

async function run(request: Request): Promise<void> {
  const folder = mkdtempSync(path.join(home, "block-"));
  const url = pathToFileURL(path.join(folder, `block-${request.id}.mjs`)).href;
  blocks.set(url, request);
  process.chdir(folder);
  await import(url);
}
