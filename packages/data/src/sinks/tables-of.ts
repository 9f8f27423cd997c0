import { isTable, Table } from "@mlsys/core";
import type { TableInput } from "@mlsys/core";

/** The tables of an input, one after the other. */
export async function* tablesOf(input: TableInput | AsyncIterable<TableInput>): AsyncGenerator<Table, void, undefined> {
  if (!isTable(input) && typeof input === "object" && Symbol.asyncIterator in input) {
    for await (const each of input) yield Table.from(each);
  } else {
    yield Table.from(input);
  }
}
