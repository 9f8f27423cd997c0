/** Columns as a stream of batches of some rows; of one without rows where there are none. */
export async function* batchesOf(
  columns: Readonly<Record<string, readonly unknown[]>>,
  numRows: number,
  size: number,
): AsyncGenerator<Record<string, readonly unknown[]>> {
  for (let at = 0; at === 0 || at < numRows; at += size)
    yield Promise.resolve(
      Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.slice(at, at + size)])),
    );
}
