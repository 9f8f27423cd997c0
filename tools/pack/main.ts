import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { copyBehaviourTests, runBehaviourTests } from "./behaviour.ts";
import { browserFaults, bundleBytes } from "./browser.ts";
import { installedVersions, makeConsumer } from "./consumer.ts";
import { nodeBinary } from "./installed-tools.ts";
import { bundleCeilings, nodeVersions, toolVersions, universalEntries } from "./limits.ts";
import { contentFaults, packAll } from "./packed.ts";
import type { PackedPackage } from "./packed.ts";
import { startRegistry } from "./registry.ts";
import { Tally } from "./tally.ts";
import { importFaults, typingFaults } from "./usage.ts";

// Packs every package, publishes it to a registry of our own, installs it into empty projects outside the workspace, and
// uses it there as users do: `npm run test:pack`. The packages must be built.

const tally = new Tally();
const home = await mkdtemp(path.join(tmpdir(), "mlsys pack test "));
const packages = await packAll(path.join(home, "packed"));
for (const packed of packages) tally.check(`${packed.name} holds what users need and no more`, contentFaults(packed));

const registry = await startRegistry(path.join(home, "registry"));
try {
  await registry.publish(packages);
  const strict = path.join(home, "strict project");
  const usual = path.join(home, "usual project");
  const nodeTypes = await installedVersions(["@types/node"]);
  await makeConsumer(strict, packages, registry, { manager: "pnpm", dependencies: nodeTypes });
  await makeConsumer(usual, packages, registry, {
    manager: "npm",
    dependencies: { ...nodeTypes, ...(await testDependencies()), vitest: toolVersions.vitest },
  });
  await checkUsage(strict);
  await checkBundles(strict);
  await checkBehaviour(usual);
} catch (error) {
  tally.check("the pack test runs to its end", [String(error)]);
} finally {
  registry.stop();
  await rm(home, { recursive: true, force: true });
}
tally.finish();

async function checkUsage(project: string): Promise<void> {
  for (const resolution of ["nodenext", "bundler"] as const)
    await tally.attempt(`TypeScript, ${resolution}`, () => typingFaults(project, packages, resolution));
  for (const version of nodeVersions) {
    const node = await nodeBinary(version);
    for (const packed of allowedOn(version))
      await tally.attempt(`${packed.name} on Node ${version}: import and require`, () =>
        importFaults(project, packed, node),
      );
  }
}

async function checkBundles(project: string): Promise<void> {
  for (const specifier of universalEntries)
    await tally.attempt(`${specifier} runs where Node is not`, () => browserFaults(project, specifier));
  for (const { name, code, bytes } of bundleCeilings)
    await tally.attempt(`a bundle of ${name} has at most ${bytes} bytes`, async () => {
      const size = await bundleBytes(project, code);
      return size <= bytes ? [] : [`it has ${size} bytes`];
    });
}

async function checkBehaviour(project: string): Promise<void> {
  await copyBehaviourTests(project, packages);
  for (const version of nodeVersions) {
    const node = await nodeBinary(version);
    tally.add(`behaviour tests on Node ${version}`, await runBehaviourTests(project, allowedOn(version), node));
  }
}

/** The packages whose `engines` allow a version of Node. */
function allowedOn(version: string): PackedPackage[] {
  return packages.filter(({ manifest }) => {
    const [major = 0, minor = 0] =
      /\d+\.\d+/
        .exec(manifest.engines?.["node"] ?? "")?.[0]
        .split(".")
        .map(Number) ?? [];
    const [ourMajor = 0, ourMinor = 0] = version.split(".").map(Number);
    return ourMajor > major || (ourMajor === major && ourMinor >= minor);
  });
}

/** What the tests of the packages import besides the packages, at the versions of the workspace. */
async function testDependencies(): Promise<Record<string, string>> {
  const tools = new Set(["tsup", "typescript", "vitest", "playwright-core", "axe-core"]);
  const names = packages.flatMap(({ workspace: { manifest } }) =>
    Object.keys({ ...manifest.devDependencies, ...manifest.peerDependencies }),
  );
  return installedVersions([...new Set(names)].filter((name) => !tools.has(name) && !name.startsWith("@mlsys/")));
}
