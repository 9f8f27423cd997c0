import { invalidCheck } from "./invalid-check.ts";

/**
 * The name of the column that a check is about, checked.
 *
 * @throws {ChecksError} `invalidCheck` when it is no name.
 */
export function columnName(kind: string, name: unknown): string {
  if (typeof name === "string" && name !== "") return name;
  throw invalidCheck(kind, "the column is not named", name, "give the name of a column as the first argument");
}

/**
 * The names of the columns that a check is about, checked: at least `least`, none twice.
 *
 * @throws {ChecksError} `invalidCheck` when they are not.
 */
export function columnNames(kind: string, names: unknown, least: number): readonly string[] {
  const list = Array.isArray(names) ? (names as readonly unknown[]).map((name) => columnName(kind, name)) : [];
  if (list.length >= least && new Set(list).size === list.length) return list;
  throw invalidCheck(
    kind,
    "the columns are not named",
    names,
    `give an array of at least ${least} different column names`,
  );
}

/** Names of columns for a sentence: `a`, `a and b`, `a, b and c`. */
export function inWords(names: readonly string[], conjunction = "and"): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${conjunction} ${names.at(-1) ?? ""}`;
}
