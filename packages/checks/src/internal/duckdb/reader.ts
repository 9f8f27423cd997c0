import { ChecksError } from "../../checks-error.ts";
import type { DuckdbFileOptions } from "../../duckdb/duckdb-file.ts";
import { bound, joined, raw, sql } from "../sql/fragment.ts";
import type { Fragment } from "../sql/fragment.ts";

const FORMATS: readonly (readonly [RegExp, "csv" | "json" | "parquet"])[] = [
  [/\.(?:csv|tsv|txt)(?:\.gz|\.zst)?$/i, "csv"],
  [/\.(?:json|jsonl|ndjson)(?:\.gz|\.zst)?$/i, "json"],
  [/\.parquet$/i, "parquet"],
];

/** The table function that reads a file, with its options bound. */
export function readerOf(path: string, options: DuckdbFileOptions): Fragment {
  const format = options.format ?? FORMATS.find(([pattern]) => pattern.test(path))?.[1];
  if (format === undefined)
    throw new ChecksError({
      code: "invalidOption",
      what: "the name does not tell what the file holds",
      where: "duckdbFile",
      found: path,
      fix: 'give format: "csv", "json" or "parquet"',
    });
  if (format === "parquet") return sql`read_parquet(${bound(path)})`;
  if (format === "json") return sql`read_json(${bound(path)}, format = 'auto')`;
  return sql`read_csv(${joined([bound(path), ...csvOptions(options)], ", ")})`;
}

function csvOptions({ delimiter, header, missingValues, columnTypes }: DuckdbFileOptions): Fragment[] {
  const types = Object.entries(columnTypes ?? {}).map(([name, type]) => sql`${literal(name)}: ${literal(type)}`);
  const missing = (missingValues ?? []).map(literal);
  return [
    ...(delimiter === undefined ? [] : [sql`delim = ${literal(delimiter)}`]),
    ...(header === undefined ? [] : [raw(`header = ${header}`)]),
    ...(missing.length === 0 ? [] : [sql`nullstr = [${joined(missing, ", ")}]`]),
    ...(types.length === 0 ? [] : [sql`types = {${joined(types, ", ")}}`]),
  ];
}

/** Named options of a table function cannot be bound, so that they are literals in DuckDB's only form: quotes doubled, nothing escaped. */
function literal(value: string): Fragment {
  return raw(`'${value.replaceAll("'", "''")}'`);
}
