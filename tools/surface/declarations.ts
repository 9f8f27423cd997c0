import path from "node:path";
import ts from "typescript";
import { root } from "../workspace/files.ts";

/** A place where a name is declared: a file of the package, and the name in it. */
interface Declared {
  readonly file: string;
  readonly name: string;
}

/** The emitted declarations of one package's files, looked up by name. */
export class Declarations {
  private readonly program: ts.Program;
  private readonly folder: string;
  private readonly emitted = new Map<string, ts.SourceFile>();
  private readonly shown = new Set<string>();
  private readonly mentions: Declared[] = [];

  constructor(program: ts.Program, folder: string) {
    this.program = program;
    this.folder = folder;
  }

  /** The declaration of an exported symbol; one of another package as a re-export. */
  ofExport(name: string, symbol: ts.Symbol): string {
    const [declaration] = symbol.declarations ?? [];
    const file = declaration?.getSourceFile().fileName ?? "";
    if (!file.startsWith(this.folder)) return `export { ${name} } from ${JSON.stringify(this.origin(file))};`;
    const declared = { file, name: symbol.name };
    this.shown.add(keyOf(declared));
    const text = this.textOf(declared);
    return symbol.name === name ? text : `${text}\n// exported as ${name}`;
  }

  /** The declarations that those shown so far mention, directly or through one another, and that are not shown themselves. */
  mentionedOnly(): string[] {
    const texts = new Map<string, string>();
    for (let declared = this.mentions.pop(); declared !== undefined; declared = this.mentions.pop()) {
      const key = keyOf(declared);
      if (this.shown.has(key)) continue;
      this.shown.add(key);
      const text = this.textOf(declared);
      if (text !== "") texts.set(`${declared.name} ${key}`, text);
    }
    return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  }

  private textOf({ file, name }: Declared): string {
    const statements = this.fileOf(file).statements.filter((each) => namesOf(each).includes(name));
    for (const statement of statements) this.noteMentions(file, statement);
    return statements.map((each) => withoutPrivate(each.getText())).join("\n");
  }

  private fileOf(file: string): ts.SourceFile {
    let emitted = this.emitted.get(file);
    if (emitted === undefined) {
      let text = "";
      this.program.emit(this.program.getSourceFile(file), (_, content) => (text = content), undefined, true);
      emitted = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      this.emitted.set(file, emitted);
    }
    return emitted;
  }

  private noteMentions(file: string, statement: ts.Statement): void {
    const visit = (node: ts.Node): void => {
      if (isPrivate(node)) return;
      const name = ts.isTypeReferenceNode(node)
        ? node.typeName
        : ts.isExpressionWithTypeArguments(node)
          ? node.expression
          : ts.isTypeQueryNode(node)
            ? node.exprName
            : undefined;
      if (name !== undefined && ts.isIdentifier(name)) {
        const declared = this.resolve(file, name.text);
        if (declared !== undefined) this.mentions.push(declared);
      }
      ts.forEachChild(node, visit);
    };
    visit(statement);
  }

  /** Where a name used in a file is declared, if in this package. */
  private resolve(file: string, name: string): Declared | undefined {
    const { statements } = this.fileOf(file);
    if (statements.some((each) => !ts.isImportDeclaration(each) && namesOf(each).includes(name))) return { file, name };
    for (const statement of statements) {
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
      const specifier = statement.moduleSpecifier.text;
      const bindings = statement.importClause?.namedBindings;
      if (!specifier.startsWith(".") || bindings === undefined || !ts.isNamedImports(bindings)) continue;
      const element = bindings.elements.find((each) => each.name.text === name);
      if (element === undefined) continue;
      const target = path.resolve(path.dirname(file), specifier);
      const original = element.propertyName?.text ?? name;
      return this.resolve(target, original) ?? { file: target, name: original };
    }
    return undefined;
  }

  private origin(file: string): string {
    const inside = path.relative(path.join(root, "packages"), file).split(path.sep);
    if (inside[0] !== "..") return `@mlsys/${inside[0] ?? ""}`;
    return /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(file)?.[1] ?? "";
  }
}

function keyOf({ file, name }: Declared): string {
  return `${file}#${name}`;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map((each) => each.name.getText());
  const named = statement as ts.Statement & { readonly name?: ts.Node };
  return named.name === undefined ? [] : [named.name.getText()];
}

function isPrivate(node: ts.Node): boolean {
  return (
    ts.isClassElement(node) &&
    ((ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0 ||
      (node.name !== undefined && ts.isPrivateIdentifier(node.name)))
  );
}

function withoutPrivate(text: string): string {
  const shown = text.replace(/^ +(?:private |#private).*\n/gm, "");
  return shown.replace(/^ +/gm, (indent) => " ".repeat(indent.length / 2));
}
