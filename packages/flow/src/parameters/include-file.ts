import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { sha256Of } from "../embedded/content-folder.ts";
import { FlowError } from "../flow-error.ts";

/** A file as it was when the run started. */
export interface IncludedFile {
  /** Its name without the folder. */
  readonly name: string;
  /** The path that was given. */
  readonly path: string;
  /** SHA-256 of the bytes, 64 hexadecimal digits. */
  readonly sha256: string;
  /** Size in bytes. */
  readonly size: number;
}

/** An included file as text. */
export interface IncludedText extends IncludedFile {
  readonly text: string;
}

/** An included file as bytes. */
export interface IncludedBytes extends IncludedFile {
  readonly bytes: Uint8Array;
}

/** Options of {@link includeFile}. */
export interface IncludeFileOptions {
  /** Read as UTF-8 text (a byte order mark is dropped) instead of bytes. Default false. */
  readonly text?: boolean;
  /** The path where none is given. */
  readonly default?: string;
  /** Whether no file is fine; the value is then undefined. Default false. */
  readonly optional?: boolean;
  /** For the help text. */
  readonly description?: string;
}

/** A parameter whose value is the content of a file; made by {@link includeFile}. */
export interface FileParameter<Value> {
  readonly kind: "file";
  readonly text: boolean;
  readonly default: string | undefined;
  readonly optional: boolean;
  readonly description: string | undefined;
  /** Only for types. */
  readonly value?: Value;
}

/**
 * A parameter that takes the path of a file and gives steps its content, as it was when the run started: it is stored with the
 * run, so that changing the file later changes neither the run nor its resume.
 *
 * @param options - text or bytes, default path, whether it may be left out.
 * @returns the parameter, for the option `parameters` of `flow`.
 *
 * @example
 * ```ts
 * import { flow, includeFile } from "@mlsys/flow";
 *
 * const training = flow("training", { parameters: { data: includeFile({ text: true, optional: true }) } })
 *   .step("count", ({ self }) => ({ lines: self.data?.text.split("\n").length ?? 0 }))
 *   .end();
 * training.steps; // => ["count"]
 * ```
 */
export function includeFile(
  options: IncludeFileOptions & { readonly text: true; readonly optional: true },
): FileParameter<IncludedText | undefined>;
export function includeFile(
  options: IncludeFileOptions & { readonly text: true; readonly optional?: false },
): FileParameter<IncludedText>;
export function includeFile(
  options: IncludeFileOptions & { readonly text?: false; readonly optional: true },
): FileParameter<IncludedBytes | undefined>;
export function includeFile(
  options?: IncludeFileOptions & { readonly text?: false; readonly optional?: false },
): FileParameter<IncludedBytes>;
export function includeFile(options: IncludeFileOptions = {}): FileParameter<IncludedText | IncludedBytes | undefined> {
  const { text = false, optional = false, default: path, description } = options;
  return { kind: "file", text, optional, default: path, description };
}

/** Reads the file of a parameter; undefined where none was given and none is needed. */
export async function readIncludedFile(
  name: string,
  parameter: FileParameter<unknown>,
  given: unknown,
): Promise<IncludedText | IncludedBytes | undefined> {
  const path = given ?? parameter.default;
  if (path === undefined && parameter.optional) return undefined;
  if (typeof path !== "string" || path === "")
    throw refusal(name, path === undefined ? "nothing" : "what is not a path");
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw unreadable(name, path, reasonOf(error), error);
  }
  const file = { name: basename(path), path, sha256: sha256Of(bytes), size: bytes.byteLength };
  if (!parameter.text) return { ...file, bytes: new Uint8Array(bytes) };
  try {
    return { ...file, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    throw unreadable(name, path, "bytes that are not UTF-8", error);
  }
}

function refusal(name: string, found: string): FlowError {
  const fix = "give the path of a file";
  return new FlowError({ code: "invalidParameter", what: `the parameter ${name} is not accepted`, found, fix });
}

function unreadable(name: string, path: string, found: string, cause: unknown): FlowError {
  return new FlowError({
    code: "unreadableFile",
    what: `the file of the parameter ${name} cannot be read`,
    where: path,
    found,
    fix: "give the path of a readable file",
    details: { parameter: name, path },
    cause,
  });
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "no such file";
  if (code === "EISDIR") return "a folder";
  if (code === "EACCES") return "no permission";
  return error instanceof Error ? error.message : "an error";
}
