/**
 * Indents the declarations in `dist` by a tab a level instead of four spaces, for packages that are built compact: rollup leaves no choice. Lines
 * of comments keep the blank before their star.
 */
const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
const path = require("node:path");

for (const name of readdirSync("dist")) {
  if (!name.endsWith(".d.ts")) continue;
  const file = path.join("dist", name);
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text.replace(/^(?: {4})+/gm, (indent) => "\t".repeat(indent.length / 4)),
  );
}
