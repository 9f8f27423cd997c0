import { randomState } from "@mlsys/core";

/** How a database may hold a column of a contract's table. */
export type ContractType = "integer" | "double" | "string" | "boolean" | "date";

/** A table that a source under test must hold: columns of one type each, null where a value is missing. */
export interface ContractTable {
  readonly name: string;
  readonly types: Readonly<Record<string, ContractType>>;
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
  readonly numRows: number;
}

/** The columns, what they hold, and which values. The first numbers the rows. */
const SCHEMA: Readonly<Record<string, { readonly type: ContractType; readonly values: readonly unknown[] }>> = {
  row: { type: "integer", values: [] },
  number: { type: "double", values: [-3, -1.5, -0, 0, 1, 2, 2.5, 3, 1e15, null] },
  odd: { type: "double", values: [NaN, Infinity, -Infinity, -1, 0, 0.5, 2, 2, null] },
  integer: { type: "integer", values: [-3, -1, 0, 1, 1, 2, 3, null] },
  big: { type: "integer", values: [2n ** 53n + 1n, 2n ** 53n, -(2n ** 60n), 0n, 1n, null] },
  category: { type: "string", values: ["a", "A", "b", "ab", "a ", "", "é", "e", null] },
  text: {
    type: "string",
    values: [
      "it's",
      'say "so"',
      "50%",
      "a_b",
      "back\\slash",
      "two\nlines",
      "🙂🙂",
      "a1",
      "1\t2",
      " ",
      "İ",
      "!%",
      "Zz",
      null,
    ],
  },
  flag: { type: "boolean", values: [true, false, null] },
  at: {
    type: "date",
    values: [
      "1970-01-01T00:00:00Z",
      "1969-12-31T23:59:59.500Z",
      "2024-02-29T12:00:00Z",
      "1970-01-02T00:00:00Z",
      null,
    ].map((iso) => (iso === null ? null : new Date(iso))),
  },
  'a "b" `c`; --': { type: "integer", values: [1, 2, null] },
};

/** Tables of some sizes with values drawn from what goes wrong; all values missing in one, none in another. */
export function contractTables(): ContractTable[] {
  return [0, 1, 5, 60, 300]
    .map((numRows, i) => tableOf(`contract_${i}`, numRows, (values) => values))
    .concat(
      tableOf("contract_null", 4, () => [null]),
      tableOf("contract_full", 12, (values) => values.filter((value) => value !== null)),
    );
}

function tableOf(
  name: string,
  numRows: number,
  choose: (values: readonly unknown[]) => readonly unknown[],
): ContractTable {
  const rng = randomState(numRows);
  const draw = (values: readonly unknown[]): unknown[] =>
    Array.from(rng.randint(0, values.length, numRows), (at) => values[at]);
  const columns = Object.entries(SCHEMA).map(([column, { values }]) => [
    column,
    values.length === 0 ? Array.from({ length: numRows }, (_, i) => i) : draw(choose(values)),
  ]);
  const types = Object.fromEntries(Object.entries(SCHEMA).map(([column, { type }]) => [column, type]));
  return { name, types, columns: Object.fromEntries(columns) as ContractTable["columns"], numRows };
}
