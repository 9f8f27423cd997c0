import ts from "typescript";
import { entryPoints } from "../workspace/packages.ts";
import type { WorkspacePackage } from "../workspace/packages.ts";
import { bareErrors, longFiles } from "./exceptions.ts";
import type { Exception } from "./exceptions.ts";
import { shippedSources } from "./file-rules.ts";
import type { Rule } from "./rule.ts";

const sourceCeiling = 400;
const testCeiling = 600;

const languageErrors = new Set(["Error", "TypeError", "RangeError", "SyntaxError", "AggregateError", "ReferenceError"]);

/** What the sources of a package must be like. */
export const sourceRules: readonly Rule[] = [
  { name: "has public index files of named re-exports only", violations: indexFaults },
  { name: "exports something from each entry point", violations: emptinessFaults },
  { name: "throws its own errors", violations: errorFaults },
  { name: "has no default exports", violations: defaultExportFaults },
  {
    name: `keeps files below ${sourceCeiling} lines, tests below ${testCeiling}`,
    violations: (pkg) => lengthFaults(pkg, longFiles),
  },
];

function indexFaults(pkg: WorkspacePackage): readonly string[] {
  return (
    shippedSources(pkg)
      // An index below internal/ may be the list of leaves that an engine asks.
      .filter((file) => file.endsWith("/index.ts") && !file.includes("/internal/"))
      .flatMap((file) => parse(pkg, file).statements.flatMap((statement) => indexFault(file, statement)))
  );
}

function indexFault(file: string, statement: ts.Statement): readonly string[] {
  const line = lineOf(statement);
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined)
    return [`has more than re-exports in ${file}:${line}`];
  if (statement.exportClause === undefined || ts.isNamespaceExport(statement.exportClause))
    return [`exports by * instead of by name in ${file}:${line}`];
  return [];
}

function emptinessFaults(pkg: WorkspacePackage): readonly string[] {
  return entryPoints(pkg)
    .filter(({ source }) => pkg.files.includes(source))
    .filter(({ source }) => !parse(pkg, source).statements.some(isExport))
    .map(({ specifier, source }) => `exports nothing from ${source} (${specifier})`);
}

function isExport(statement: ts.Statement): boolean {
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    return clause === undefined || ts.isNamespaceExport(clause) || clause.elements.length > 0;
  }
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)
  );
}

function errorFaults(pkg: WorkspacePackage): readonly string[] {
  const exempt = new Set(bareErrors.map(({ file }) => file));
  return shippedSources(pkg)
    .filter((file) => !exempt.has(`${pkg.folder}/${file}`))
    .flatMap((file) => {
      const faults: string[] = [];
      visit(parse(pkg, file), (node) => {
        if (!ts.isNewExpression(node) && !(ts.isCallExpression(node) && ts.isThrowStatement(node.parent))) return;
        const { expression } = node;
        if (!ts.isIdentifier(expression) || !languageErrors.has(expression.text)) return;
        faults.push(`makes a bare ${expression.text} in ${file}:${lineOf(node)} instead of its own error class`);
      });
      return faults;
    });
}

function defaultExportFaults(pkg: WorkspacePackage): readonly string[] {
  return shippedSources(pkg).flatMap((file) =>
    parse(pkg, file)
      .statements.filter(isDefaultExport)
      .map((statement) => `has a default export in ${file}:${lineOf(statement)}`),
  );
}

function isDefaultExport(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true;
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    return (
      clause !== undefined && ts.isNamedExports(clause) && clause.elements.some((each) => each.name.text === "default")
    );
  }
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword)
  );
}

/**
 * Files that are too long, and exceptions that are not needed.
 *
 * @param pkg - a package, or another folder with TypeScript files.
 * @param exceptions - files that may be longer.
 * @returns one sentence each.
 */
export function lengthFaults(
  pkg: Pick<WorkspacePackage, "folder" | "files" | "read">,
  exceptions: readonly Exception[],
): readonly string[] {
  const exempt = new Set(exceptions.map(({ file }) => file));
  return pkg.files
    .filter((file) => /\.(?:ts|js|cjs)$/.test(file))
    .flatMap((file) => {
      const lines = pkg.read(file).split("\n").length - 1;
      const ceiling = /\.test(?:-d)?\.ts$/.test(file) || file.startsWith("test/") ? testCeiling : sourceCeiling;
      const isException = exempt.has(`${pkg.folder}/${file}`);
      if (lines > ceiling && !isException)
        return [`has ${lines} lines in ${file}, more than ${ceiling}: look for the second idea in it`];
      if (lines <= ceiling && isException) return [`needs no exception for ${file} any more (${lines} lines)`];
      return [];
    });
}

function parse(pkg: WorkspacePackage, file: string): ts.SourceFile {
  return ts.createSourceFile(file, pkg.read(file), ts.ScriptTarget.Latest, true);
}

function visit(node: ts.Node, each: (node: ts.Node) => void): void {
  each(node);
  ts.forEachChild(node, (child) => visit(child, each));
}

function lineOf(node: ts.Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}
