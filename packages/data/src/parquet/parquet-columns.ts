import { columnFromValues, NumericColumn } from "@mlsys/core";
import type { Column, NumericArray } from "@mlsys/core";

/** The pieces of one column as a column: typed arrays of one kind stay typed, the rest goes by its values. */
export function columnOfChunks(chunks: readonly ArrayLike<unknown>[], length: number): Column {
  const [first] = chunks;
  if (first !== undefined && isTyped(first) && chunks.every((chunk) => chunk.constructor === first.constructor)) {
    const all = new (first.constructor as new (size: number) => NumericArray)(length);
    let at = 0;
    for (const chunk of chunks as readonly NumericArray[]) {
      all.set(chunk as never, at);
      at += chunk.length;
    }
    return new NumericColumn(all);
  }
  const values: unknown[] = [];
  for (const chunk of chunks) for (let i = 0; i < chunk.length; i++) values.push(chunk[i]);
  return columnFromValues(values);
}

function isTyped(chunk: ArrayLike<unknown>): chunk is NumericArray {
  return ArrayBuffer.isView(chunk) && !(chunk instanceof DataView);
}
