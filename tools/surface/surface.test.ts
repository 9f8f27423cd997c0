import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../workspace/files.ts";
import { entryPoints, workspacePackages } from "../workspace/packages.ts";
import { apiReport } from "./api-report.ts";
import { documentationFaults } from "./documentation.ts";
import { sourcePath, surfaceProgram } from "./program.ts";

const packages = workspacePackages();
const program = surfaceProgram(packages);

describe.each(packages.map((pkg) => [pkg.folder, pkg] as const))("%s", (folder, pkg) => {
  test("documents what it exports", () => {
    const entries = entryPoints(pkg).map((entry) => sourcePath(pkg, entry));
    expect(documentationFaults(program, entries, path.join(root, folder))).toEqual([]);
  });

  test("has the public surface that its api.md shows; `npm run api` rewrites it", () => {
    const file = path.join(root, folder, "api.md");
    expect(existsSync(file) ? readFileSync(file, "utf8") : "").toBe(apiReport(program, pkg));
  });
});
