import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DictionaryColumn, randomState, Table, TextColumn, TimestampColumn } from "@mlsys/core";
import type { Column } from "@mlsys/core";
import type { Check } from "@mlsys/checks";
import * as checks from "@mlsys/checks";

/** The categories of the two columns with few values. */
const KINDS = ["card", "cash", "transfer", "voucher"];
const COUNTRIES = ["DE", "FR", "IT", "ES", "PT", "NL", "BE", "AT"];
const DAY_MS = 86_400_000;

/** Payments in ten columns: three of doubles with 1 % missing, three of integers, two of few texts, a unique text, an instant. */
export function payments(rows: number): Table {
  const rng = randomState(7);
  const columns = new Map<string, Column>();
  const doubles = Table.from({
    f1: gappy(rng.uniform(0, 1000, rows)),
    f2: gappy(rng.standardNormal(rows)),
    f3: gappy(rng.uniform(-1, 1, rows)),
  });
  const integers = Table.from({
    i1: Int32Array.from(rng.randint(0, 100, rows)),
    i2: Int32Array.from(rng.randint(-50, 50, rows)),
    i3: Int32Array.from(rng.randint(0, 1_000_000, rows)),
  });
  for (const table of [doubles, integers] as Table[])
    for (const name of table.columnNames) columns.set(name, table.column(name));
  columns.set(
    "s1",
    new DictionaryColumn(Int32Array.from(rng.randint(0, KINDS.length, rows)), TextColumn.fromStrings(KINDS)),
  );
  columns.set(
    "s2",
    new DictionaryColumn(Int32Array.from(rng.randint(0, COUNTRIES.length, rows)), TextColumn.fromStrings(COUNTRIES)),
  );
  columns.set("id", ids(rows));
  columns.set(
    "ts",
    new TimestampColumn(
      BigInt64Array.from({ length: rows }, (_, i) => BigInt(1_700_000_000_000 + ((i * 997) % (300 * DAY_MS)))),
    ),
  );
  return Table.fromColumns(columns, rows);
}

function gappy(values: Float64Array): Float64Array {
  for (let i = 50; i < values.length; i += 100) values[i] = NaN;
  return values;
}

/** Texts `id-00000000` and on, written as bytes. */
function ids(rows: number): TextColumn {
  const width = 11;
  const bytes = new Uint8Array(rows * width);
  const offsets = Int32Array.from({ length: rows + 1 }, (_, i) => i * width);
  for (let i = 0; i < rows; i++) {
    bytes.set([105, 100, 45], i * width);
    for (let place = width - 1, rest = i; place > 2; place--, rest = Math.trunc(rest / 10))
      bytes[i * width + place] = 48 + (rest % 10);
  }
  return new TextColumn(offsets, bytes);
}

/** The columns as files of doubles and 32-bit integers, texts as codes; the unique text is `id-` and the row in eight digits. */
export async function writeForPeer(table: Table, folder: string): Promise<void> {
  for (const name of ["f1", "f2", "f3"]) await writeFile(join(folder, `${name}.bin`), table.column(name).toNumbers());
  for (const name of ["i1", "i2", "i3"])
    await writeFile(join(folder, `${name}.bin`), Int32Array.from(table.column(name).toNumbers()));
  for (const name of ["s1", "s2"]) {
    const column = table.column(name);
    if (!(column instanceof DictionaryColumn)) continue;
    await writeFile(join(folder, `${name}.bin`), Int32Array.from(column.codes));
    await writeFile(join(folder, `${name}.json`), JSON.stringify(column.categories));
  }
  await writeFile(join(folder, "ts.bin"), table.column("ts").toNumbers());
}

/** Twenty-five checks, of which all hold. */
export function paymentChecks(): Check[] {
  return [
    checks.rowCountIsBetween({ min: 1 }),
    checks.isNotNull("f1", { mostly: 0.9 }),
    checks.isNotNull("i1"),
    checks.isNotNull("s1"),
    checks.isNotNull("id"),
    checks.isNotNull("ts"),
    checks.isBetween("f1", { min: 0, max: 1000 }),
    checks.isBetween("f2", { min: -10, max: 10 }),
    checks.isBetween("f3", { min: -1, max: 1 }),
    checks.isBetween("i1", { min: 0, max: 99 }),
    checks.isBetween("i2", { min: -50, max: 49 }),
    checks.isBetween("i3", { min: 0, max: 999_999 }),
    checks.isIn("s1", KINDS),
    checks.isIn("s2", COUNTRIES),
    checks.isUnique("id"),
    checks.matches("id", "^id-[0-9]{8}$"),
    checks.matches("s2", "^[A-Z]{2}$"),
    checks.lengthIsBetween("s1", { min: 4, max: 8 }),
    checks.meanIsBetween("f1", { min: 490, max: 510 }),
    checks.stdevIsBetween("f2", { min: 0.9, max: 1.1 }),
    checks.minIsBetween("i1", { min: 0 }),
    checks.maxIsBetween("i1", { max: 99 }),
    checks.sumIsBetween("i3", { min: 0 }),
    checks.medianIsBetween("f3", { min: -0.1, max: 0.1 }),
    checks.distinctCountIsBetween("s2", { min: 8, max: 8 }),
  ];
}
