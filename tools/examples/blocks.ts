import ts from "typescript";

/** A code block of the documentation. */
export interface Block {
  /** Where it stands: file relative to the root, line of its first line of code. */
  readonly file: string;
  readonly line: number;
  /** The export that it documents, or the heading that it stands under. */
  readonly title: string;
  readonly code: string;
  /** Why it is type-checked only, if so; empty when no reason is given. */
  readonly notRun: string | undefined;
}

/**
 * The ```ts blocks of the `@example` tags in a source file.
 *
 * @param file - name, relative to the root.
 * @param text - the source.
 * @returns the blocks in order.
 */
export function blocksOfSource(file: string, text: string): Block[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    const own = blocksOfNode(file, text, statement, nameOf(statement));
    if (!ts.isClassDeclaration(statement)) return own;
    const members = statement.members.flatMap((member) =>
      blocksOfNode(file, text, member, `${nameOf(statement)}.${nameOf(member)}`),
    );
    return [...own, ...members];
  });
}

/**
 * The ```ts blocks of a Markdown file. A block that opens with ```ts continued belongs to the one before: both are one program,
 * with as many empty lines between as it takes for each line to stand where it stands in the file.
 *
 * @param file - name, relative to the root.
 * @param text - the Markdown.
 * @returns the blocks in order.
 */
export function blocksOfMarkdown(file: string, text: string): Block[] {
  const programs: Fenced[] = [];
  for (const next of fencedBlocks(text.split("\n"))) {
    const last = programs.at(-1);
    if (last === undefined || !/\bcontinued\b/.test(next.info)) programs.push(next);
    else {
      const gap = new Array<string>(next.from - last.from - last.lines.length).fill("");
      programs[programs.length - 1] = { ...last, lines: [...last.lines, ...gap, ...next.lines] };
    }
  }
  return programs.map(({ info, from, lines, title }) => block({ file, line: from + 1, title, lines, info }));
}

function blocksOfNode(file: string, text: string, node: ts.Node, title: string): Block[] {
  return ts
    .getJSDocTags(node)
    .filter((tag) => tag.tagName.text === "example")
    .flatMap((tag) => {
      const start = text.lastIndexOf("\n", tag.pos) + 1;
      const firstLine = text.slice(0, start).split("\n").length;
      const lines = text.slice(start, tag.end).split("\n");
      const found = fencedBlocks(lines.map((line) => line.replace(/^\s*(?:\/\*)?\* ?/, "")));
      if (found.length === 0)
        found.push({ info: "ts", from: 0, lines: ["throw 'an @example needs a ```ts block';"], title });
      return found.map(({ info, from, lines: code }) =>
        block({ file, line: firstLine + from, title, lines: code, info }),
      );
    });
}

interface Fenced {
  readonly info: string;
  /** Index of the first line of code. */
  readonly from: number;
  readonly lines: readonly string[];
  /** The heading above. */
  readonly title: string;
}

function fencedBlocks(lines: readonly string[]): Fenced[] {
  const found: Fenced[] = [];
  let title = "";
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    title = /^#+ (.*)/.exec(line)?.[1] ?? title;
    const fence = /^(\s*)`{3,}\s*([\w -]*)/.exec(line);
    if (fence === null) continue;
    const from = i + 1;
    const length = lines.slice(from).findIndex((each) => each.trim().startsWith("```"));
    i = length < 0 ? lines.length : from + length;
    const info = fence[2]?.trim() ?? "";
    const indent = fence[1]?.length ?? 0;
    if (/^ts\b/.test(info))
      found.push({ info, from, lines: lines.slice(from, i).map((each) => each.slice(indent)), title });
  }
  return found;
}

interface Found {
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly lines: readonly string[];
  readonly info: string;
}

function block({ file, line, title, lines, info }: Found): Block {
  const code = lines.join("\n");
  const reason = /^\s*\/\/ not run: (.+)$/m.exec(code)?.[1];
  return { file, line, title, code, notRun: reason ?? (/\bno-run\b/.test(info) ? "" : undefined) };
}

function nameOf(node: ts.Statement | ts.ClassElement): string {
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.map((each) => each.name.getText()).join(", ");
  const { name } = node as { readonly name?: ts.Node };
  return name === undefined ? ts.SyntaxKind[node.kind] : name.getText();
}
