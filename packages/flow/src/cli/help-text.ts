import type { FlowDefinition } from "../flow.ts";
import type { Flag } from "../parameters/flag-kinds.ts";

/** The answer to `--help` of a flow. */
export function helpText({ name, description, steps }: FlowDefinition, flags: readonly Flag[]): string {
  const own = [
    ["--resume [RUN]", "go on after the last finished step of a run; default: the newest"],
    ["--store FOLDER", "where runs are kept (default: .mlsys/flow)"],
  ] as const;
  const path = `Steps: ${steps.map((step) => step.name).join(" → ")}`;
  return [headOf(name, description), "", path, "", ...flagLines(flags, own), ""].join("\n");
}

/** The answer to `--help` of a command. */
export function commandHelp(
  { name, description }: { readonly name: string; readonly description?: string },
  flags: readonly Flag[],
): string {
  return [headOf(name, description), "", ...flagLines(flags, []), ""].join("\n");
}

function headOf(name: string, description: string | undefined): string {
  return description === undefined ? name : `${name}: ${description}`;
}

function flagLines(flags: readonly Flag[], own: readonly (readonly [string, string])[]): string[] {
  const rows = [
    ...flags.map((flag): readonly [string, string] => [`${flag.flag}${placeholder(flag)}`, explanation(flag)]),
    ...own,
    ["--verbose", "show stack traces"],
    ["--help", "show this"],
  ] as const;
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return ["Flags:", ...rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`.trimEnd())];
}

const PLACEHOLDERS: Readonly<Record<Flag["kind"], string>> = {
  boolean: "",
  number: " NUMBER",
  text: " TEXT",
  list: " A,B,…",
  json: " JSON",
  file: " FILE",
};

function placeholder({ kind, choices }: Flag): string {
  return choices === undefined || kind === "boolean" ? PLACEHOLDERS[kind] : ` ${choices.join("|")}`;
}

function explanation({ description, default: value, isRequired }: Flag): string {
  const isPlain = value === undefined || value === false || value === "";
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  const note = isRequired ? "(required)" : isPlain ? "" : `(default: ${shown})`;
  return [description, note].filter((part) => part !== undefined && part !== "").join(" ");
}
