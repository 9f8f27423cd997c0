import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { didYouMean, nearestName } from "@mlsys/core";
import { FlowError } from "../flow-error.ts";
import type { Flag } from "../parameters/flag-kinds.ts";

/** What a command line asks for. */
export interface ParsedFlags {
  readonly help: boolean;
  readonly verbose: boolean;
  /** Undefined: do not resume; `""`: the newest run. */
  readonly resume: string | undefined;
  readonly store: string | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Reads the arguments of a command line: `--flag value`, `--flag=value`, `--flag` and `--no-flag` for truth values.
 *
 * @throws {FlowError} `unknownFlag`, with the nearest one; `invalidParameter` when a value is missing or has the wrong form.
 */
export function parseFlags(
  flags: readonly Flag[],
  argv: readonly string[],
  builtIn: readonly string[] = ["--help", "--resume", "--store", "--verbose"],
): ParsedFlags {
  const result: { -readonly [K in keyof ParsedFlags]: ParsedFlags[K] } & { parameters: Record<string, unknown> } = {
    help: false,
    verbose: false,
    resume: undefined,
    store: undefined,
    parameters: {},
  };
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name, given] = splitAtEquals(word);
    const value = (): string => given ?? takeValue(name, rest);
    if (name === "--help" || name === "-h") result.help = true;
    else if (name === "--verbose") result.verbose = true;
    else if (name === "--store" && builtIn.includes(name)) result.store = value();
    else if (name === "--resume" && builtIn.includes(name))
      result.resume = given ?? (isValue(rest[0]) ? (rest.shift() ?? "") : "");
    else {
      const { flag, negated } = findFlag(flags, name, word, builtIn);
      if (Object.hasOwn(result.parameters, flag.name)) throw badValue(flag, "given twice", "give it once");
      if (flag.kind !== "boolean") result.parameters[flag.name] = valueOf(flag, value());
      else if (negated) result.parameters[flag.name] = false;
      else result.parameters[flag.name] = given === undefined ? true : truthOf(flag, given);
    }
  }
  return result;
}

function splitAtEquals(word: string): [string, string | undefined] {
  const equals = word.startsWith("--") ? word.indexOf("=") : -1;
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function isValue(word: string | undefined): boolean {
  return word !== undefined && (!word.startsWith("-") || /^-[\d.]/.test(word));
}

function takeValue(name: string, rest: string[]): string {
  const value = rest.shift();
  if (value !== undefined && isValue(value)) return value;
  throw new FlowError({
    code: "invalidParameter",
    what: `${name} needs a value`,
    found: value === undefined ? "nothing" : value,
    fix: `write ${name} VALUE, or ${name}=VALUE for one that begins with a dash`,
  });
}

function findFlag(
  flags: readonly Flag[],
  name: string,
  word: string,
  builtIn: readonly string[],
): { readonly flag: Flag; readonly negated: boolean } {
  for (const flag of flags) {
    if (flag.flag === name) return { flag, negated: false };
    if (flag.kind === "boolean" && name === `--no-${flag.flag.slice(2)}`) return { flag, negated: true };
  }
  const known = [...builtIn, ...flags.map(({ flag }) => flag)];
  if (!word.startsWith("-")) {
    const fix = `flags begin with --${nearestName(`--${word}`, known) === undefined ? "" : `; ${didYouMean(`--${word}`, known)}`}`;
    throw new FlowError({ code: "unknownFlag", what: `there is no argument ${JSON.stringify(word)}`, fix });
  }
  throw new FlowError({
    code: "unknownFlag",
    what: `there is no flag ${name}`,
    fix: didYouMean(name, known).replaceAll('"', ""),
    details: { flag: name },
  });
}

function valueOf(flag: Flag, text: string): unknown {
  switch (flag.kind) {
    case "number":
      return numberOf(flag, text);
    case "list":
      return text.trimStart().startsWith("[") ? jsonOf(flag, text) : text.split(",").map(plainValue);
    case "json":
      return plainValue(text);
    case "file":
      return pathOf(text);
    default:
      return text;
  }
}

/** A path as it was typed; scripts of a package manager run elsewhere, and then it counts from where the command was typed. */
function pathOf(text: string): string {
  const typedIn = process.env["INIT_CWD"];
  if (typedIn === undefined || existsSync(text)) return text;
  const path = resolve(typedIn, text);
  return existsSync(path) ? path : text;
}

function numberOf(flag: Flag, text: string): number {
  const value = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value)) throw badValue(flag, JSON.stringify(text), "give a number");
  return value;
}

function truthOf(flag: Flag, text: string): boolean {
  if (text === "true" || text === "false") return text === "true";
  throw badValue(flag, JSON.stringify(text), "give true or false");
}

function jsonOf(flag: Flag, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const found = error instanceof Error ? error.message : text;
    throw badValue(flag, found, "give JSON, or values with commas between them");
  }
}

/** JSON where it is JSON, else the text. */
function plainValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function badValue({ flag, name }: Flag, found: string, fix: string): FlowError {
  return new FlowError({
    code: "invalidParameter",
    what: `${flag} is not accepted`,
    found,
    fix,
    details: { parameter: name },
  });
}
