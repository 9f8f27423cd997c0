import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { filesBelow, root } from "../workspace/files.ts";
import { workspacePackages } from "../workspace/packages.ts";
import { longFiles, privatePackages } from "./exceptions.ts";
import type { Surroundings } from "./rule.ts";
import { rules } from "./rules.ts";
import { lengthFaults } from "./source-rules.ts";
import { machineFaults, privateHosts } from "./text-rules.ts";

const packages = workspacePackages();
const surroundings: Surroundings = {
  packages,
  architecture: readText("docs/architecture.md"),
  changesets: filesBelow(path.join(root, ".changeset"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => readText(`.changeset/${file}`)),
  license: readText("LICENSE"),
};

describe.each(packages.map((pkg) => [pkg.folder, pkg] as const))("%s", (folder, pkg) => {
  test.each(rules.map((rule) => [rule.name, rule] as const))("%s", (_, rule) => {
    expect(rule.violations(pkg, surroundings).map((fault) => `${folder} ${fault}.`)).toEqual([]);
  });
});

test("packages/ holds packages only", () => {
  const folders = readdirSync(path.join(root, "packages"));
  expect(folders.filter((name) => !existsSync(path.join(root, "packages", name, "package.json")))).toEqual([]);
});

test("what is not published is private, and has a reason", () => {
  const unpublished = [...workspacePackages(["examples"]), ...workspacePackages(["."]).filter(isBenchmarks)];
  const folders = unpublished.map(({ folder }) => folder.replace(/^\.\//, ""));
  expect(folders.sort()).toEqual(privatePackages.map(({ file }) => file).sort());
  expect(unpublished.filter(({ manifest }) => manifest.private !== true)).toEqual([]);
});

test.each(["tools", "examples", "benchmarks"])("%s keeps files below the ceiling", (folder) => {
  const files = filesBelow(path.join(root, folder));
  const read = (file: string): string => readText(`${folder}/${file}`);
  expect(lengthFaults({ folder, files, read }, longFiles)).toEqual([]);
});

test("no tracked file names a folder of somebody's machine or a private registry", () => {
  const registry = spawnSync("npm", ["config", "get", "registry"], { encoding: "utf8", shell: true }).stdout.trim();
  const hosts = privateHosts([registry]);
  const texts = filesBelow(root).filter((file) =>
    /\.(?:[cm]?[jt]s|json|ya?ml|md|html|css|py|sh|txt)$|^\.ci\//.test(file),
  );
  expect(texts.flatMap((name) => machineFaults({ name, text: readText(name) }, hosts))).toEqual([]);
});

function isBenchmarks({ folder }: { readonly folder: string }): boolean {
  return folder === "./benchmarks";
}

function readText(file: string): string {
  const place = path.join(root, file);
  return existsSync(place) ? readFileSync(place, "utf8") : "";
}
