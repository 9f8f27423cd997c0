import path from "node:path";
import ts from "typescript";
import { root } from "../workspace/files.ts";
import { entryPoints } from "../workspace/packages.ts";
import type { EntryPoint, WorkspacePackage } from "../workspace/packages.ts";

/** The options of tsconfig.base.json. */
export function compilerOptions(): ts.CompilerOptions {
  const file = path.join(root, "tsconfig.base.json");
  const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root);
  return options;
}

/**
 * One program that holds the entry points of all packages, able to emit declarations without comments.
 *
 * @param packages - the packages.
 * @returns the program.
 */
export function surfaceProgram(packages: readonly WorkspacePackage[]): ts.Program {
  const entries = packages.flatMap((pkg) => entryPoints(pkg).map((entry) => sourcePath(pkg, entry)));
  const options = { ...compilerOptions(), noEmit: false, declaration: true, emitDeclarationOnly: true };
  return ts.createProgram(
    entries.filter((file) => ts.sys.fileExists(file)),
    { ...options, removeComments: true },
  );
}

/** The absolute path of an entry point's source. */
export function sourcePath(pkg: WorkspacePackage, entry: EntryPoint): string {
  return path.join(root, pkg.folder, entry.source);
}

/**
 * What a module exports, aliases resolved.
 *
 * @param program - a program that holds the module.
 * @param file - the absolute path of the module.
 * @returns the symbols by exported name, in alphabetical order.
 */
export function exportsOf(program: ts.Program, file: string): Map<string, ts.Symbol> {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  if (module === undefined) return new Map();
  const exported = checker
    .getExportsOfModule(module)
    .map((symbol): [string, ts.Symbol] => [
      symbol.name,
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    ]);
  return new Map(exported.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
