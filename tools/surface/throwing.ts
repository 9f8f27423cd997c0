import ts from "typescript";

/** Functions of core that throw; a function that calls one of them throws too. */
const throwers = new Set(["parseOptions", "parseExternal", "throwIfAborted"]);

/**
 * Why a function throws, as far as its own file tells: it has a `throw` itself, it calls a function of the same file that
 * has one, or it calls one of core's functions that check what the caller gave. What a `try` with a `catch` holds does not
 * count, nor does a `catch` that throws on what it caught.
 *
 * @param checker - the type checker.
 * @param node - the function.
 * @returns the reason in a few words, or undefined when nothing is seen to throw.
 */
export function throwingReason(checker: ts.TypeChecker, node: ts.FunctionLikeDeclaration): string | undefined {
  return reasonIn(checker, node.body, new Set([node]));
}

function reasonIn(checker: ts.TypeChecker, node: ts.Node | undefined, visited: Set<ts.Node>): string | undefined {
  if (node === undefined || isLater(node)) return undefined;
  if (ts.isTryStatement(node) && node.catchClause !== undefined)
    return reasonIn(checker, node.catchClause.block, visited) ?? reasonIn(checker, node.finallyBlock, visited);
  if (ts.isThrowStatement(node) && !isCaught(checker, node)) return `it throws in line ${lineOf(node)}`;
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const name = node.expression.text;
    if (throwers.has(name)) return `it calls ${name}`;
    const callee = localFunction(checker, node.expression);
    if (callee !== undefined && !visited.has(callee)) {
      visited.add(callee);
      const reason = reasonIn(checker, callee.body, visited);
      if (reason !== undefined) return `it calls ${name}: ${reason}`;
    }
  }
  return ts.forEachChild(node, (child) => reasonIn(checker, child, visited));
}

/** Whether a node is an asynchronous function in one that is not: what it throws reaches others, as the body of a test does. */
function isLater(node: ts.Node): boolean {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false;
  const isAsync = (each: ts.Node): boolean =>
    ts.canHaveModifiers(each) && (ts.getModifiers(each) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  return isAsync(node) && !ts.findAncestor(node.parent, isAsync);
}

/** Whether what is thrown was caught: `throw error` within `catch (error)`. */
function isCaught(checker: ts.TypeChecker, { expression }: ts.ThrowStatement): boolean {
  if (!ts.isIdentifier(expression)) return false;
  const declaration = checker.getSymbolAtLocation(expression)?.valueDeclaration;
  return declaration !== undefined && ts.isCatchClause(declaration.parent);
}

function localFunction(checker: ts.TypeChecker, name: ts.Identifier): ts.FunctionDeclaration | undefined {
  const declarations = checker.getSymbolAtLocation(name)?.declarations ?? [];
  return declarations.find(
    (each): each is ts.FunctionDeclaration =>
      ts.isFunctionDeclaration(each) && each.body !== undefined && each.getSourceFile() === name.getSourceFile(),
  );
}

function lineOf(node: ts.Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}
