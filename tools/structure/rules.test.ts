import { expect, test } from "vitest";
import type { Manifest, WorkspacePackage } from "../workspace/packages.ts";
import type { Surroundings } from "./rule.ts";
import { rules } from "./rules.ts";
import { lengthFaults } from "./source-rules.ts";
import { machineFaults, privateHosts } from "./text-rules.ts";

const soundManifest: Manifest = {
  name: "@mlsys/thing",
  description: "A thing.",
  keywords: ["thing"],
  license: "MIT",
  type: "module",
  sideEffects: false,
  files: ["dist"],
  engines: { node: ">=20.19" },
  exports: {
    ".": { "@mlsys/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./package.json": "./package.json",
  },
  dependencies: { "@mlsys/base": "workspace:^" },
  publishConfig: { access: "public" },
  nx: { tags: ["layer:1"] },
};

const soundFiles: Readonly<Record<string, string>> = {
  "README.md": "# @mlsys/thing\n\n```sh\nnpm install @mlsys/thing\n```\n\n```ts\nthing();\n```\n",
  LICENSE: "MIT",
  "src/index.ts": 'export { thing } from "./thing.ts";\n',
  "src/thing.ts": "export function thing(): void {}\n",
  "src/thing.test.ts": "",
};

/** A package that keeps every rule, but for what the arguments change. A file that is `undefined` is left out. */
function fixture(
  manifest: Partial<Manifest> = {},
  files: Readonly<Record<string, string | undefined>> = {},
): WorkspacePackage {
  const texts = new Map(Object.entries({ ...soundFiles, ...files }).filter(([, text]) => text !== undefined));
  return {
    folder: "packages/thing",
    manifest: { ...soundManifest, ...manifest },
    files: [...texts.keys()],
    read: (file) => texts.get(file) ?? "",
  };
}

const base: WorkspacePackage = {
  ...fixture({ name: "@mlsys/base", nx: { tags: ["layer:0"] }, dependencies: {} }),
  folder: "packages/base",
};

/** Everything that the rules say about a package. */
function faults(pkg: WorkspacePackage, surroundings: Partial<Surroundings> = {}): string[] {
  const all: Surroundings = {
    packages: [base, pkg],
    architecture: "### @mlsys/thing\n\nIt holds things.\n",
    changesets: ['---\n"@mlsys/thing": minor\n---\n\nThings.\n'],
    license: "MIT",
    ...surroundings,
  };
  return rules.flatMap((rule) => rule.violations(pkg, all));
}

test("a sound package has no faults", () => {
  expect(faults(fixture())).toEqual([]);
});

test("an index file may hold named re-exports only", () => {
  const index = 'export * from "./thing.ts";\nexport const x = 1;\nimport "./thing.ts";\n';
  expect(faults(fixture({}, { "src/index.ts": index }))).toEqual([
    "exports by * instead of by name in src/index.ts:1",
    "has more than re-exports in src/index.ts:2",
    "has more than re-exports in src/index.ts:3",
  ]);
});

test("a package without exports is an empty shell", () => {
  expect(faults(fixture({}, { "src/index.ts": "export {};\n" }))).toEqual([
    "has more than re-exports in src/index.ts:1",
    "exports nothing from src/index.ts (@mlsys/thing)",
  ]);
});

test("an export must name source, types and module, in this order", () => {
  const paths = { "@mlsys/source": "./src/a.ts", default: "./dist/a.js", types: "./dist/a.d.ts" };
  const exports = { ...soundManifest.exports, "./a": paths, "./b": "./dist/b.js", "./c/*": "./dist/c/*.js" };
  expect(faults(fixture({ exports }, { "src/a.ts": "export const a = 1;\n" }))).toEqual([
    "exports ./a with the conditions @mlsys/source, default, types instead of @mlsys/source, types, default",
    "exports ./b without the conditions source, types, default",
    "exports the pattern ./c/*: name each subpath",
  ]);
});

test("an export must have its source", () => {
  const paths = { "@mlsys/source": "./src/a.ts", types: "./dist/b.d.ts", default: "./dist/a.js" };
  expect(faults(fixture({ exports: { ...soundManifest.exports, "./a": paths } }))).toEqual([
    "exports ./a with types that lie elsewhere than its module",
    "exports @mlsys/thing/a from src/a.ts, which does not exist",
  ]);
});

test("a package depends on lower layers only", () => {
  const same = { ...base, manifest: { ...base.manifest, nx: { tags: ["layer:1"] } } };
  const pkg = fixture({ dependencies: { "@mlsys/base": "workspace:^", "@mlsys/gone": "workspace:^" } });
  expect(faults(pkg, { packages: [same, pkg] })).toEqual([
    "(layer 1) depends on @mlsys/base (layer 1)",
    "depends on @mlsys/gone, which is not in this workspace",
  ]);
});

test("a package needs a layer", () => {
  expect(faults(fixture({ nx: { tags: [] } }))).toEqual(["has no Nx tag layer:N"]);
});

test("engines must allow for what the package uses", () => {
  const files = { "src/thing.ts": 'import { DatabaseSync } from "node:sqlite";\nexport const thing = DatabaseSync;\n' };
  expect(faults(fixture({}, files))).toEqual([
    "uses node:sqlite in src/thing.ts, which needs Node 22.19, but allows >=20.19",
  ]);
  expect(faults(fixture({ engines: { node: ">=22.19" } }, files))).toEqual([]);
  expect(faults(fixture({ engines: { node: ">=18.0" }, dependencies: {} }))).toEqual([
    "allows Node >=18.0, older than 20.19",
  ]);
  expect(faults(fixture({ engines: {} }))).toEqual(['needs engines.node of the form ">=20.19", has undefined']);
});

test("engines must be at least those of the packages below", () => {
  const newer = { ...base, manifest: { ...base.manifest, engines: { node: ">=22.19" } } };
  const pkg = fixture();
  expect(faults(pkg, { packages: [newer, pkg] })).toEqual([
    "allows Node >=20.19, but its dependency @mlsys/base needs >=22.19",
  ]);
});

test("a package is published, with what the registry shows", () => {
  const { description: _, keywords: __, publishConfig: ___, ...rest } = soundManifest;
  const pkg = { ...fixture(), manifest: { ...rest, private: true, sideEffects: ["./src/polyfill.ts"] } };
  expect(faults(pkg)).toEqual([
    "is private: what lies in packages/ is published",
    "lacks publishConfig.access: public",
    "has no description",
    "has no keywords",
    "does not say sideEffects: false",
  ]);
});

test("a package publishes what is built", () => {
  expect(faults(fixture({ files: ["dist", "src"] }))).toEqual(['does not say files: ["dist"]']);
});

test("README, licence and tests are there", () => {
  const files = { "README.md": undefined, LICENSE: undefined, "src/thing.test.ts": undefined };
  expect(faults(fixture({}, files))).toEqual(["has no README.md", "has no LICENSE", "has no test"]);
});

test("a README has title, installation and example", () => {
  expect(faults(fixture({}, { "README.md": "# Thing\n" }))).toEqual([
    "has a README.md that does not open with '# @mlsys/thing'",
    "has a README.md without the line 'npm install @mlsys/thing'",
    "has a README.md without an example in TypeScript",
  ]);
});

test("the architecture page and the changes name the package", () => {
  expect(faults(fixture(), { architecture: "", changesets: ['---\n"@mlsys/other": minor\n---\n'] })).toEqual([
    "has no entry '### @mlsys/thing' in docs/architecture.md",
    "has neither a changeset nor a CHANGELOG.md",
  ]);
});

test("folders and files are named well", () => {
  expect(faults(fixture({}, { "src/utils/readCsv.ts": "export const a = 1;\n" }))).toEqual([
    "has a folder 'utils'",
    "has a file 'src/utils/readCsv.ts', which is not in kebab-case",
  ]);
});

test("a bare error is found, but not in comments, texts or tests", () => {
  const source = [
    "// throw new Error()",
    'export const text = "new Error()";',
    "export function a(): never {",
    "  throw TypeError(text);",
    "}",
    "export const b = () => new Error(text);",
    "export class ThingError extends Error {}",
    "",
  ].join("\n");
  expect(faults(fixture({}, { "src/thing.ts": source, "src/thing.test.ts": "throw new Error();" }))).toEqual([
    "makes a bare TypeError in src/thing.ts:4 instead of its own error class",
    "makes a bare Error in src/thing.ts:6 instead of its own error class",
  ]);
});

test("default exports are found in each of their forms", () => {
  const files = {
    "src/a.ts": "export default 1;\n",
    "src/b.ts": "export default function b(): void {}\n",
    "src/c.ts": 'export { a as default } from "./a.ts";\n',
  };
  expect(faults(fixture({}, files))).toEqual([
    "has a default export in src/a.ts:1",
    "has a default export in src/b.ts:1",
    "has a default export in src/c.ts:1",
  ]);
});

test("a long file is reported unless it is excepted, and so is an idle exception", () => {
  const pkg = fixture({}, { "src/thing.ts": "\n".repeat(401), "src/thing.test.ts": "\n".repeat(600) });
  const exception = { file: "packages/thing/src/thing.ts", reason: "a table" };
  expect(lengthFaults(pkg, [])).toEqual([
    "has 401 lines in src/thing.ts, more than 400: look for the second idea in it",
  ]);
  expect(lengthFaults(pkg, [exception])).toEqual([]);
  expect(lengthFaults(fixture(), [exception])).toEqual(["needs no exception for src/thing.ts any more (1 lines)"]);
});

test("machine paths and private registries are found", () => {
  const folder = ["", "home", "anna", "code"].join("/");
  const text = `see ${folder}/x\nhttps://example.org${folder}\nfrom https://npm.example.org/a\n`;
  expect(machineFaults({ name: "a.md", text }, ["npm.example.org"])).toEqual([
    `a.md:1 holds the machine path ${folder}`,
    "a.md:3 names a package registry",
  ]);
});

test("a registry on loopback may be named", () => {
  expect(privateHosts(["http://127.0.0.1:4873/", "https://npm.example.org:8443/a/", "undefined"])).toEqual([
    "npm.example.org",
  ]);
});
