import { arrayOf, boolean, didYouMean, either, integer, oneOf, parseOptions, satisfying, text } from "@mlsys/core";
import type { ColumnKind } from "../columns/column-builder.ts";
import { defaultNullValues } from "../columns/null-values.ts";
import { DataError } from "../errors/data-error.ts";
import { progressRule, signalRule } from "../internal/rules.ts";
import type { DataSource } from "../sources/data-source.ts";
import { textEncodings } from "../sources/utf8-chunks.ts";
import type { ReadCsvOptions } from "./csv-options.ts";

const kinds = ["number", "int64", "boolean", "timestamp", "text"] as const;
const kind = oneOf(...kinds);

const character = satisfying(
  "one ASCII character that is no line break",
  (value): value is string => typeof value === "string" && /^[\t\u0020-\u007e]$/.test(value),
);

const typesByName = satisfying(
  `an object of column names and kinds (${kinds.join(", ")})`,
  (value): value is Readonly<Record<string, ColumnKind>> =>
    typeof value === "object" && value !== null && Object.values(value).every((each) => kind.accepts(each)),
);

const csvSpecs = {
  delimiter: { rule: character },
  header: { rule: either(boolean(), oneOf("auto")), default: "auto" },
  columns: { rule: arrayOf(text({ minLength: 1 })) },
  types: { rule: either(kind, typesByName) },
  nullValues: { rule: arrayOf(text()), default: defaultNullValues },
  encoding: { rule: oneOf(...textEncodings) },
  quote: { rule: either(character, oneOf(null)), default: '"' },
  comment: { rule: character },
  skipRows: { rule: integer({ min: 0 }), default: 0 },
  maxRows: { rule: integer({ min: 0 }), default: Number.MAX_SAFE_INTEGER },
  onProgress: { rule: progressRule },
  signal: { rule: signalRule },
} as const;

/** The options with their defaults. */
export type CsvFormat = ReturnType<typeof csvFormat>;

/** Checks the options of `owner` and fills in defaults, of which the delimiter follows the name of the source. */
export function csvFormat(owner: string, source: DataSource, options: ReadCsvOptions) {
  const parsed = parseOptions(owner, options, csvSpecs, DataError);
  const delimiter = parsed.delimiter ?? delimiterOf(source);
  if (delimiter === parsed.quote || delimiter === parsed.comment) {
    throw new DataError({
      code: "invalidOption",
      what: "delimiter is not accepted",
      where: owner,
      found: JSON.stringify(delimiter),
      fix: "give another character than for quote and comment",
    });
  }
  const repeated = firstRepeated(parsed.columns ?? []);
  if (repeated !== undefined) throw duplicateColumn(repeated, owner);
  return {
    ...parsed,
    delimiter,
    dialect: { delimiter: code(delimiter), quote: code(parsed.quote), comment: code(parsed.comment) },
  };
}

/** The kind that was asked for, column by column; undefined where none was. */
export function kindsOf(
  types: ReadCsvOptions["types"],
  names: readonly string[],
  place: string,
): readonly (ColumnKind | undefined)[] {
  if (typeof types === "string") return names.map(() => types);
  for (const name of Object.keys(types ?? {})) {
    if (names.includes(name)) continue;
    throw new DataError({
      code: "unknownColumn",
      what: `there is no column ${JSON.stringify(name)}, which types names`,
      where: place,
      fix: didYouMean(name, names),
      details: { source: place, column: name, columns: names },
    });
  }
  return names.map((name) => (types !== undefined && Object.hasOwn(types, name) ? types[name] : undefined));
}

/** The first name that was there before. */
export function firstRepeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

/** The error of a name that two columns have. */
export function duplicateColumn(name: string, place: string): DataError {
  return new DataError({
    code: "duplicateColumn",
    what: "two columns have the same name",
    where: place,
    found: JSON.stringify(name),
    fix: "name the columns with `columns`",
    details: { source: place, column: name },
  });
}

function delimiterOf(source: DataSource): string {
  const name = typeof source === "string" ? source : source instanceof URL ? source.pathname : "";
  return /\.(?:tsv|tab)(?:\.gz)?(?:[?#].*)?$/i.test(name) ? "\t" : ",";
}

function code(character: string | null | undefined): number {
  return character === null || character === undefined ? -1 : character.charCodeAt(0);
}
