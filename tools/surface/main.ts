import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../workspace/files.ts";
import { workspacePackages } from "../workspace/packages.ts";
import { apiReport } from "./api-report.ts";
import { surfaceProgram } from "./program.ts";

// Writes the API report of each package, or of those named: `npm run api [-- core split]`.

const wanted = process.argv.slice(2);
const packages = workspacePackages().filter(
  ({ folder }) => wanted.length === 0 || wanted.includes(path.basename(folder)),
);
const program = surfaceProgram(packages);
for (const pkg of packages) {
  const file = path.join(root, pkg.folder, "api.md");
  const report = apiReport(program, pkg);
  if (existsSync(file) && readFileSync(file, "utf8") === report) continue;
  writeFileSync(file, report);
  console.log(`${pkg.folder}/api.md`);
}
