import ts from "typescript";
import { compilerOptions } from "../surface/program.ts";
import { expectName } from "./same-value.ts";

/** A block made ready to run. */
export interface Prepared {
  /** JavaScript that calls `__expectValue(line, value, () => expected, prefix)` for each `// =>`. */
  readonly code: string;
  /** What is wrong with its comments. */
  readonly faults: readonly string[];
}

/** Text to put in place of a part of the block. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Makes a block of TypeScript runnable, with a comparison at each statement that is followed by `// => expected`: on the
 * same line, or on the lines right below it. The value is that of the expression, of what `console.log` is given, or of the
 * variables that the statement declares. A comment that ends in `…` gives the beginning of the printed value.
 *
 * @param code - the block.
 * @returns the JavaScript, and the comments that belong to no value.
 */
export function prepare(code: string): Prepared {
  const source = ts.createSourceFile("block.ts", code, ts.ScriptTarget.Latest, true);
  const edits: Edit[] = [];
  const used = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (ts.isStatement(node)) {
      const comment = expectationAfter(code, node.end);
      const value = comment === undefined ? undefined : valueOf(node);
      if (comment !== undefined && value !== undefined && !used.has(comment.pos)) {
        used.add(comment.pos);
        const line = source.getLineAndCharacterOfPosition(node.end).line;
        edits.push(edit(node, value, line, comment.text));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const faults = Array.from(code.matchAll(/\/\/ =>/g))
    .filter((match) => !used.has(match.index))
    .map((match) => `line ${code.slice(0, match.index).split("\n").length}: this // => follows no value`);
  return { code: asJavaScript(applied(code, edits)), faults };
}

interface Expectation {
  readonly pos: number;
  readonly text: string;
}

/** The comment `// => …` after a statement: behind it, or below it and then perhaps of several lines. */
function expectationAfter(code: string, end: number): Expectation | undefined {
  const behind = ts.getTrailingCommentRanges(code, end)?.[0];
  if (behind !== undefined) return asExpectation(code, [behind]);
  const below = ts.getLeadingCommentRanges(code, end) ?? [];
  const adjacent: ts.CommentRange[] = [];
  let previous = end;
  for (const range of below) {
    if (code.slice(previous, range.pos).split("\n").length !== 2) break;
    adjacent.push(range);
    previous = range.end;
  }
  return asExpectation(code, adjacent);
}

function asExpectation(code: string, ranges: readonly ts.CommentRange[]): Expectation | undefined {
  const [first] = ranges;
  const lines = ranges.map((range) => code.slice(range.pos, range.end));
  if (first === undefined || !/^\/\/ =>/.test(lines[0] ?? "")) return undefined;
  const next = lines.findIndex((line, i) => i > 0 && !line.startsWith("//"));
  const text = lines.slice(0, next < 0 ? undefined : next).map((line) => line.replace(/^\/\/(?: =>)? ?/, ""));
  return { pos: first.pos, text: text.join("\n").trim() };
}

/** The value of a statement, as an expression. */
function valueOf(node: ts.Statement): string | undefined {
  if (ts.isExpressionStatement(node)) {
    const { expression } = node;
    if (!ts.isCallExpression(expression) || expression.expression.getText() !== "console.log")
      return expression.getText();
    return expression.arguments[0]?.getText();
  }
  if (!ts.isVariableStatement(node)) return undefined;
  const [declaration] = node.declarationList.declarations;
  if (declaration === undefined) return undefined;
  if (ts.isIdentifier(declaration.name)) return declaration.name.text;
  const names = declaration.name.elements.flatMap((each) =>
    ts.isBindingElement(each) && ts.isIdentifier(each.name) ? [each.name.text] : [],
  );
  return ts.isArrayBindingPattern(declaration.name) ? `[${names.join(", ")}]` : `{ ${names.join(", ")} }`;
}

function edit(node: ts.Statement, value: string, line: number, expected: string): Edit {
  const isPrefix = expected.endsWith("…");
  const thunk = isPrefix ? JSON.stringify(expected.slice(0, -1)) : `() => (${expected}\n)`;
  const call = `${expectName}(${line + 1}, (${value}), ${thunk});`;
  const isValue = ts.isExpressionStatement(node);
  return { start: isValue ? node.getStart() : node.end, end: node.end, text: isValue ? call : ` ${call}` };
}

function applied(code: string, edits: readonly Edit[]): string {
  const backwards = edits.toSorted((a, b) => b.start - a.start);
  return backwards.reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), code);
}

function asJavaScript(code: string): string {
  const options: ts.CompilerOptions = { ...compilerOptions(), module: ts.ModuleKind.ESNext, noEmit: false };
  return ts.transpileModule(code, { compilerOptions: options }).outputText;
}
