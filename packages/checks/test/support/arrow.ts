import type { TableInput } from "@mlsys/core";
import type { ContractType } from "@mlsys/checks/testing";
import {
  bool,
  dictionary,
  float64,
  int64,
  tableFromArrays,
  tableFromIPC,
  tableToIPC,
  timestamp,
  utf8,
} from "@uwdata/flechette";
import type { DataType } from "@uwdata/flechette";

/** Texts as they are, as codes into a dictionary. */
export type ArrowTexts = "plain" | "dictionary";

/** Columns as an Arrow table that came over Arrow's IPC format, in chunks of some rows. */
export function arrowTable(
  columns: Readonly<Record<string, readonly unknown[]>>,
  types: Readonly<Record<string, ContractType>>,
  { texts, chunkRows }: { readonly texts: ArrowTexts; readonly chunkRows: number },
): TableInput {
  const table = tableFromArrays(
    Object.entries(columns).map(([name, values]): [string, unknown[]] => [
      name,
      types[name] === "integer" ? values.map(asBigint) : [...values],
    ]),
    {
      types: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, arrowTypes(texts)[type]])),
      maxBatchRows: chunkRows,
    },
  );
  return tableFromIPC(tableToIPC(table, {}) ?? new Uint8Array(), { useBigInt: true });
}

/** New ones for each column, because a dictionary's type knows which it is. */
function arrowTypes(texts: ArrowTexts): Readonly<Record<ContractType, DataType>> {
  return {
    integer: int64(),
    double: float64(),
    string: texts === "plain" ? utf8() : dictionary(utf8()),
    boolean: bool(),
    date: timestamp(),
  };
}

function asBigint(value: unknown): unknown {
  return typeof value === "number" ? BigInt(value) : value;
}
