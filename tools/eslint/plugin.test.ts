import { Linter } from "eslint";
import path from "node:path";
import { expect, test } from "vitest";
import { mlsysRules } from "./plugin.js";

const root = path.resolve(import.meta.dirname, "../..");

/** What the repository's own rules say about `code` in `file`. */
function complaints(file: string, code: string): string[] {
  const linter = new Linter({ cwd: root });
  const messages = linter.verify(
    code,
    {
      files: ["**/*.ts"],
      plugins: { mlsys: mlsysRules },
      rules: { "mlsys/layers": "error", "mlsys/file-name": "error" },
    },
    { filename: path.join(root, file) },
  );
  return messages.map((message) => message.message);
}

test("a package may import from the layers below its own", () => {
  expect(complaints("packages/serving/src/a.ts", 'import "@mlsys/core"; import "@mlsys/models/bundle";')).toEqual([]);
});

test("a package may not import what its package.json does not list", () => {
  expect(complaints("packages/core/src/a.ts", 'export * from "@mlsys/data";')).toEqual([
    "@mlsys/data is not in the dependencies of @mlsys/core.",
  ]);
});

test("a package is imported by its name, not by a path", () => {
  expect(complaints("packages/data/src/a.ts", 'await import("../../core/src/index.ts");')).toEqual([
    "'../../core/src/index.ts' leaves the package; import the other package by its name.",
  ]);
});

test("an example may import every package", () => {
  expect(complaints("examples/regression/src/a.ts", 'import "@mlsys/flow"; import "@mlsys/core";')).toEqual([]);
});

test("a package that does not exist is reported", () => {
  expect(complaints("packages/data/src/a.ts", 'import "@mlsys/nothing";')).toEqual([
    "There is no package @mlsys/nothing in this workspace.",
  ]);
});

test("file names are in kebab-case", () => {
  expect(complaints("packages/data/src/readCsv.ts", "")).toEqual(["'readCsv.ts' is not in kebab-case."]);
  expect(complaints("packages/data/src/read-csv.test-d.ts", "")).toEqual([]);
});
