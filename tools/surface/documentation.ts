import path from "node:path";
import ts from "typescript";
import { root } from "../workspace/files.ts";
import { exportsOf } from "./program.ts";
import { throwingReason } from "./throwing.ts";

/**
 * What the documentation of some entry points lacks. Every export has a description, and so has every public member of an
 * exported class; an exported function also has `@param` for each parameter, `@returns` unless it returns nothing, an
 * `@example`, and `@throws` when it throws.
 *
 * @param program - a program that holds the entry points.
 * @param entries - absolute paths of their sources.
 * @param folder - only declarations below this folder are judged, each once.
 * @returns one sentence for each omission.
 */
export function documentationFaults(program: ts.Program, entries: readonly string[], folder: string): string[] {
  const symbols = new Map<ts.Symbol, string>();
  for (const entry of entries) for (const [name, symbol] of exportsOf(program, entry)) symbols.set(symbol, name);
  return [...symbols].flatMap(([symbol, name]) => {
    const declarations = (symbol.declarations ?? []).filter((each) =>
      each.getSourceFile().fileName.startsWith(folder + path.posix.sep),
    );
    const [first] = declarations;
    if (first === undefined) return [];
    return omissions(program.getTypeChecker(), symbol, declarations).map((lack) => `${placeOf(first)} ${name}${lack}`);
  });
}

function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return `${path.relative(root, file.fileName).split(path.sep).join("/")}:${line + 1}`;
}

function omissions(
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  declarations: readonly ts.Declaration[],
): readonly string[] {
  const described = hasDescription(checker, symbol) ? [] : [" lacks a description"];
  const functions = declarations.flatMap(functionOf);
  const members = declarations.filter(ts.isClassDeclaration).flatMap((each) => memberOmissions(checker, each));
  return [...described, ...members, ...(functions.length > 0 ? functionOmissions(checker, functions) : [])];
}

function hasDescription(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim() !== "";
}

/** The function that a declaration is, or whose constant it declares. */
function functionOf(declaration: ts.Declaration): ts.FunctionLikeDeclaration[] {
  if (ts.isFunctionDeclaration(declaration)) return [declaration];
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return [];
  const value = declaration.initializer;
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? [value] : [];
}

function memberOmissions(checker: ts.TypeChecker, declaration: ts.ClassDeclaration): readonly string[] {
  const isHidden = (member: ts.ClassElement): boolean =>
    member.name === undefined ||
    ts.isPrivateIdentifier(member.name) ||
    (ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Override)) !== 0;
  const symbols = new Map<ts.Symbol, string>();
  for (const member of declaration.members) {
    if (isHidden(member) || member.name === undefined || ts.isComputedPropertyName(member.name)) continue;
    const symbol = checker.getSymbolAtLocation(member.name);
    if (symbol !== undefined) symbols.set(symbol, member.name.getText());
  }
  return [...symbols].flatMap(([symbol, name]) =>
    hasDescription(checker, symbol) ? [] : [`.${name} lacks a description`],
  );
}

/** All declarations of one function: its overloads and its implementation, or the one arrow function. */
function functionOmissions(
  checker: ts.TypeChecker,
  functions: readonly ts.FunctionLikeDeclaration[],
): readonly string[] {
  const tags = functions.flatMap((each) => ts.getJSDocTags(documented(each)));
  const overloads = functions.filter((each) => each.body === undefined);
  const visible = overloads.length > 0 ? overloads : functions;
  const lacks: string[] = [];
  for (const name of undocumentedParameters(visible, tags)) lacks.push(` lacks @param ${name}`);
  if (visible.some((each) => returnsSomething(checker, each)) && !tags.some(isReturnTag)) lacks.push(" lacks @returns");
  if (!hasTag(tags, "example")) lacks.push(" lacks an @example");
  const reason = functions.map((each) => throwingReason(checker, each)).find((each) => each !== undefined);
  if (reason !== undefined && !hasTag(tags, "throws")) lacks.push(` lacks @throws: ${reason}`);
  return lacks;
}

/** The node that carries the doc comment. */
function documented(node: ts.FunctionLikeDeclaration): ts.Node {
  return ts.isVariableDeclaration(node.parent) ? node.parent.parent.parent : node;
}

function hasTag(tags: readonly ts.JSDocTag[], name: string): boolean {
  return tags.some((tag) => tag.tagName.text === name);
}

function isReturnTag(tag: ts.JSDocTag): boolean {
  return ts.isJSDocReturnTag(tag);
}

/** Parameters that no tag names; a destructured one may go by any name, so there the number of tags decides. */
function undocumentedParameters(
  functions: readonly ts.FunctionLikeDeclaration[],
  tags: readonly ts.JSDocTag[],
): Set<string> {
  const named = tags.filter(ts.isJSDocParameterTag).map((tag) => tag.name.getText());
  const missing = new Set<string>();
  for (const { parameters } of functions) {
    for (const { name } of parameters) {
      if (ts.isIdentifier(name) ? named.includes(name.text) || name.text === "this" : named.length >= parameters.length)
        continue;
      missing.add(ts.isIdentifier(name) ? name.text : "of the destructured parameter");
    }
  }
  return missing;
}

function returnsSomething(checker: ts.TypeChecker, node: ts.FunctionLikeDeclaration): boolean {
  const signature = checker.getSignatureFromDeclaration(node);
  if (signature === undefined) return false;
  const type = checker.getReturnTypeOfSignature(signature);
  const predicate = checker.getTypePredicateOfSignature(signature);
  if (predicate?.kind === ts.TypePredicateKind.AssertsIdentifier) return false;
  return !/^(?:void|never|undefined|Promise<(?:void|never|undefined)>)$/.test(checker.typeToString(type));
}
