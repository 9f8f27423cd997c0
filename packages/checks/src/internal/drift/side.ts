import { isMlsysError, Table } from "@mlsys/core";
import type { TableInput } from "@mlsys/core";
import { ChecksError } from "../../checks-error.ts";
import type { ReferenceStatistics } from "../../drift/reference-statistics.ts";
import { sampleOf } from "./column-sample.ts";
import type { ColumnSample } from "./column-sample.ts";
import { isStored, storedSamples } from "./stored.ts";

/** One of the two tables that are compared, or what was stored of it. */
export interface Side {
  readonly rows: number;
  readonly columnNames: readonly string[];
  readonly sample: (name: string) => ColumnSample;
  /** The rows themselves; undefined of stored statistics. */
  readonly table: Table | undefined;
}

/**
 * Reads a side.
 *
 * @throws {ChecksError} `invalidData` when it is neither a table nor stored statistics.
 */
export function sideOf(data: TableInput | ReferenceStatistics, which: string): Side {
  if (isStored(data)) {
    const { rowCount, samples } = storedSamples(data);
    const sample = (name: string): ColumnSample => samples.get(name) ?? { kind: "empty", missing: [0, 0] };
    return { rows: rowCount, columnNames: [...samples.keys()], sample, table: undefined };
  }
  const table = tableOf(data, which);
  return { rows: table.numRows, columnNames: table.columnNames, sample: (name) => sampleOf(table.column(name)), table };
}

function tableOf(data: TableInput, which: string): Table {
  try {
    return Table.from(data);
  } catch (cause) {
    if (!isMlsysError(cause)) throw cause;
    throw new ChecksError({
      code: "invalidData",
      what: `the ${which} data is no table`,
      where: "detectDrift",
      found: cause.message,
      cause,
    });
  }
}
