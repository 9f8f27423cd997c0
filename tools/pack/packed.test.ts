import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { behaviourFiles } from "./behaviour.ts";
import { contentFaults } from "./packed.ts";

const manifest = {
  exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" }, "./package.json": "./package.json" },
  dependencies: { zod: "^4.0.0" },
};
const files = ["package.json", "README.md", "LICENSE", "dist/index.js", "dist/index.d.ts"];

function sized(names: readonly string[]): { name: string; bytes: number }[] {
  return names.map((name) => ({ name, bytes: 1000 }));
}

test("a package that holds what its manifest names has no faults", () => {
  expect(contentFaults({ name: "a", manifest, files: sized(files) }, { a: 5 })).toEqual([]);
});

test("stray and missing files are found", () => {
  const changed = [
    ...files.filter((file) => file !== "dist/index.d.ts" && file !== "LICENSE"),
    "src/index.ts",
    "api.md",
  ];
  expect(contentFaults({ name: "a", manifest, files: sized(changed) }, { a: 9 })).toEqual([
    "it holds src/index.ts, which users do not need",
    "it holds api.md, which users do not need",
    "it lacks dist/index.d.ts",
    "it lacks LICENSE",
  ]);
});

test("what only a workspace understands is found", () => {
  const exports = { ".": { "@mlsys/source": "./src/index.ts", ...manifest.exports["."] } };
  const odd = { exports, dependencies: { "@mlsys/core": "workspace:^" }, peerDependencies: { vega: "catalog:" } };
  expect(contentFaults({ name: "a", manifest: odd, files: sized([...files, "src/index.ts"]) }, { a: 9 })).toEqual([
    "it holds src/index.ts, which users do not need",
    "its manifest names sources",
    "it depends on @mlsys/core as workspace:^",
    "it depends on vega as catalog:",
  ]);
});

test("each package keeps below its ceiling", () => {
  expect(contentFaults({ name: "a", manifest, files: sized(files) }, { a: 4 })).toEqual([
    "it has 5 kB unpacked, more than 4 kB",
  ]);
  expect(contentFaults({ name: "a", manifest, files: sized(files) }, {})).toEqual([
    "it has no size ceiling; it has 5 kB unpacked",
  ]);
});

test("what is published names no sources and nothing for development", () => {
  const { hooks } = createRequire(import.meta.url)("./pnpmfile.cjs") as {
    hooks: { beforePacking: (manifest: object) => object };
  };
  const own = {
    name: "a",
    scripts: { build: "tsup" },
    devDependencies: { tsup: "9" },
    exports: { ".": { "@mlsys/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" } },
  };
  expect(hooks.beforePacking(own)).toEqual({
    name: "a",
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
  });
});

test("behaviour tests are those that import public names, directly and through their support", () => {
  const texts: Readonly<Record<string, string>> = {
    "src/a.ts": "",
    "src/a.test.ts": 'import { a } from "@mlsys/thing"; import b from "../test/support/b.ts";',
    "src/inside.test.ts": 'import { a } from "./a.ts";',
    "src/through.test.ts": 'import "./fixtures/c.ts";',
    "src/fixtures/c.ts": 'import "../a.ts";',
    "test/support/b.ts": 'import "@mlsys/thing/report"; import data from "./data.json";',
    "test/support/data.json": "{}",
    "test/slow.test.ts": "",
  };
  const read = (file: string): string => texts[file] ?? "";
  expect(behaviourFiles({ files: Object.keys(texts), read })).toEqual({
    tests: ["src/a.test.ts"],
    support: ["src/fixtures/c.ts", "test/support/b.ts", "test/support/data.json"],
  });
});
