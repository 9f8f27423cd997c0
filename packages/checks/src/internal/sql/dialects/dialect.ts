import type { Fragment } from "../fragment.ts";
import type { SqlColumnType } from "../sql-column.ts";
import type { RegexNode } from "../../values/portable-pattern.ts";

/** What differs between databases. Everything else is standard SQL. */
export interface SqlDialect {
  /** Its name in messages. */
  readonly name: string;
  readonly placeholder: (i: number) => string;
  /** The character around identifiers; doubled within. */
  readonly quoteWith: '"' | "`";
  /** Greatest length of an identifier, in bytes or characters as the database counts. */
  readonly identifierLimit: { readonly length: number; readonly unit: "bytes" | "characters" };
  /** Greatest number of bound values of a statement. */
  readonly parameterLimit: number;
  /** The statement that lists a table's columns as `name` and `type`, in order. */
  readonly catalogue: (path: readonly string[]) => Fragment;
  /** What a column of this type holds. */
  readonly typeOf: (declared: string) => SqlColumnType;
  /** A column in canonical form, from its quoted name. */
  readonly canonical: (column: Fragment, type: SqlColumnType, declared: string) => Fragment;
  /** Whether a number is NaN; undefined where the type knows none. */
  readonly isNan: ((column: Fragment, declared: string) => Fragment | undefined) | undefined;
  /** Values as bound parameters of a type. */
  readonly double: (value: number) => Fragment;
  readonly integer: (digits: string) => Fragment;
  readonly decimal: (digits: string) => Fragment;
  readonly text: (value: string) => Fragment;
  /** Casts. */
  readonly asDouble: (value: Fragment) => Fragment;
  readonly asText: (value: Fragment) => Fragment;
  /** Number of code points. */
  readonly length: (text: Fragment) => Fragment;
  /** Whether a text holds a match; undefined where the database cannot say. */
  readonly matches: ((text: Fragment, pattern: RegexNode) => Fragment) | undefined;
  /** LIKE with `!` as its escape, by code point. */
  readonly like: (text: Fragment, pattern: string) => Fragment;
  /** Sample variance of doubles; undefined where there is none and a second pass takes its place. */
  readonly variance: ((value: Fragment) => Fragment) | undefined;
  /** A quantile of doubles within an aggregate pass; undefined where ranks are read instead. */
  readonly quantile: ((value: Fragment, probability: Fragment, method: "linear" | "discrete") => Fragment) | undefined;
  /** Whether a text is one of some, none of which is missing; as `in`, and missing where the text is. */
  readonly isOneOf: (text: Fragment, members: readonly Fragment[]) => Fragment;
  /** Whether count(distinct …) is as fast as a pass by groups, which it then saves. */
  readonly countsDistinct: boolean;
  /** Whether there are numbers without end. */
  readonly hasInfinity: boolean;
  /** Whether a text can hold the character NUL. */
  readonly textHoldsNul: boolean;
}
