import { Fragment } from "./fragment.ts";

/** What the values of a column are to a check, and for numbers how the database holds them. */
export type SqlColumnType =
  | { readonly kind: "number"; readonly numeric: "integer" | "decimal" | "double" }
  | { readonly kind: "string" | "boolean" | "date" | "other" }
  /** SQLite only: values of several kinds in one column. */
  | { readonly kind: "mixed"; readonly found: string };

/** A column of a table in a database. */
export interface SqlColumn {
  readonly name: string;
  readonly type: SqlColumnType;
  /** The database's own word for the type. */
  readonly declared: string;
  /** Its name in the inner query, where it is canonical: numbers without NaN, truth values as 1 and 0, instants in milliseconds, text by code point. */
  readonly alias: string;
  /** The name there of whether it is NaN. */
  readonly nanAlias: string;
  /** Of a column that says whether a row has a partner in another table: the join, and the value. */
  readonly join?: { readonly from: Fragment; readonly value: Fragment } | undefined;
}

/** The canonical value of a column. */
export function valueOf(column: SqlColumn): Fragment {
  return new Fragment([{ column, part: "value" }]);
}

/** 1 where a column is NaN, else 0. */
export function nanOf(column: SqlColumn): Fragment {
  return new Fragment([{ column, part: "nan" }]);
}
