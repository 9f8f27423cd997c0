import type { ProgressListener } from "@mlsys/core";
import type { ColumnKind } from "../columns/column-builder.ts";
import type { TextEncoding } from "../sources/text-encoding.ts";

/** Options of `readCsv`. */
export interface ReadCsvOptions {
  /** The character between fields. Default: a tab where the name ends in `.tsv` or `.tab`, else a comma. */
  readonly delimiter?: string;
  /**
   * Whether the first record holds the names. Default `"auto"`: it does, unless all its fields are values (numbers, truth
   * values, timestamps), or one of them is a number with a sign, a point or an exponent; with `columns` it does where it
   * holds the same names.
   */
  readonly header?: boolean | "auto";
  /** The names of the columns; they replace those of a header. Default: the header's, else `column1`, `column2`, … */
  readonly columns?: readonly string[];
  /** The kinds of columns by name, or one kind for all. Default: found from all values. */
  readonly types?: ColumnKind | Readonly<Record<string, ColumnKind>>;
  /** What stands for a missing value outside quotes. Default: nothing, `NA`, `N/A`, `n/a`, `#N/A`, `<NA>`, `NULL`, `null`, `None`. */
  readonly nullValues?: readonly string[];
  /** The encoding. Default: UTF-8, or UTF-16 where a byte order mark says so. */
  readonly encoding?: TextEncoding;
  /** The character around fields that hold delimiters or line breaks; null where quotes mean nothing. Default `"`. */
  readonly quote?: string | null;
  /** The character that makes the rest of a line, from its first character on, a comment. Default: none. */
  readonly comment?: string;
  /** Lines to go past before anything else. Default 0. */
  readonly skipRows?: number;
  /** Rows to read at most. Default: all. */
  readonly maxRows?: number;
  /** Is told how many bytes have been read. */
  readonly onProgress?: ProgressListener;
  /** Stops the reading. */
  readonly signal?: AbortSignal;
}
