import { isMlsysError } from "@mlsys/core/basics";
import type { TableInput } from "@mlsys/core";
import { ChecksError } from "../../checks-error.ts";

/** Tells a stream of batches from a table. */
export function isStream(data: unknown): data is AsyncIterable<TableInput> {
  return typeof data === "object" && data !== null && Symbol.asyncIterator in data;
}

/** What `read` makes of data that must be a table. */
export function asTable<Read>(where: string, read: () => Read): Read {
  try {
    return read();
  } catch (cause) {
    if (!isMlsysError(cause)) throw cause;
    throw new ChecksError({
      code: "invalidData",
      what: "the data is no table",
      where,
      found: cause.message,
      fix: "give rows, a record of columns, a Table, an Arrow table, or an async iterable of these",
      cause,
    });
  }
}
