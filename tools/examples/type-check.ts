import path from "node:path";
import ts from "typescript";
import { compilerOptions } from "../surface/program.ts";
import { root } from "../workspace/files.ts";
import { entryPoints, workspacePackages } from "../workspace/packages.ts";
import type { Block } from "./blocks.ts";

/**
 * Type-checks blocks, each as a module of its own, under the options of the packages' sources.
 *
 * @param blocks - the blocks, each with the folder whose dependencies it may import, relative to the root.
 * @returns the faults of each block.
 */
export function typeFaults(blocks: ReadonlyMap<Block, string>): Map<Block, string[]> {
  const files = new Map<string, Block>();
  for (const [block, folder] of blocks)
    files.set(path.posix.join(root, folder, `example-block-${files.size}.ts`), block);
  const options: ts.CompilerOptions = {
    ...compilerOptions(),
    noUnusedLocals: false,
    noUnusedParameters: false,
    moduleDetection: ts.ModuleDetectionKind.Force,
    paths: sourcePaths(),
  };
  const program = ts.createProgram([...files.keys()], options, hostWith(files, options));
  return new Map([...files].map(([file, block]) => [block, diagnosticsOf(program, file)]));
}

/** Every specifier of the workspace, and its source: a block may import every package. */
function sourcePaths(): Record<string, string[]> {
  const paths = workspacePackages().flatMap((pkg) =>
    entryPoints(pkg).map(({ specifier, source }): [string, string[]] => [
      specifier,
      [path.join(root, pkg.folder, source)],
    ]),
  );
  return Object.fromEntries(paths);
}

function hostWith(files: ReadonlyMap<string, Block>, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const fileExists = host.fileExists.bind(host);
  host.fileExists = (name) => files.has(name) || fileExists(name);
  const readFile = host.readFile.bind(host);
  host.readFile = (name) => files.get(name)?.code ?? readFile(name);
  const original = host.getSourceFile.bind(host);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const block = files.get(name);
    return block === undefined
      ? original(name, languageVersion, ...rest)
      : ts.createSourceFile(name, block.code, languageVersion, true);
  };
  return host;
}

function diagnosticsOf(program: ts.Program, file: string): string[] {
  const source = program.getSourceFile(file);
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return found.map(({ start, messageText, code }) => {
    const line = source === undefined ? 0 : source.getLineAndCharacterOfPosition(start ?? 0).line;
    return `line ${line + 1}: TS${code} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}
