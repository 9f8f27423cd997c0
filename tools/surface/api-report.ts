import path from "node:path";
import type ts from "typescript";
import { root } from "../workspace/files.ts";
import { entryPoints } from "../workspace/packages.ts";
import type { WorkspacePackage } from "../workspace/packages.ts";
import { Declarations } from "./declarations.ts";
import { exportsOf, sourcePath } from "./program.ts";

/**
 * The public surface of a package as text: per entry point, the declarations of what it exports, in alphabetical order,
 * without comments and private members; then the types that those mention but that are not exported.
 *
 * @param program - a program made by `surfaceProgram`.
 * @param pkg - the package.
 * @returns the report, in Markdown.
 */
export function apiReport(program: ts.Program, pkg: WorkspacePackage): string {
  const folder = path.join(root, pkg.folder) + path.sep;
  const declarations = new Declarations(program, folder);
  const firstEntry = new Map<ts.Symbol, string>();
  const sections: string[] = [];
  for (const entry of entryPoints(pkg)) {
    const texts: string[] = [];
    for (const [name, symbol] of exportsOf(program, sourcePath(pkg, entry))) {
      const earlier = firstEntry.get(symbol);
      firstEntry.set(symbol, earlier ?? entry.specifier);
      texts.push(earlier === undefined ? declarations.ofExport(name, symbol) : `// ${name}: as in ${earlier}`);
    }
    sections.push(section(entry.specifier, texts));
  }
  const mentioned = declarations.mentionedOnly();
  if (mentioned.length > 0) sections.push(section("Mentioned, not exported", mentioned));
  const notice = "The public surface, written by `npm run api`; a change here is a change for users.";
  return [`# API of ${pkg.manifest.name ?? ""}`, notice, ...sections].join("\n\n") + "\n";
}

function section(title: string, texts: readonly string[]): string {
  return `## ${title}\n\n\`\`\`ts\n${texts.join("\n\n")}\n\`\`\``;
}
