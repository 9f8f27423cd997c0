import type { Aggregate, AggregateOf, Combinations } from "../../aggregates/aggregate.ts";
import type { Check } from "../../definition/check.ts";
import { foldRequest, keptRows } from "../memory/accumulators/fold.ts";

/** Reads from the answers how the values of the i-th pair of columns occur together. */
type Reader = (answers: Readonly<Record<string, unknown>>, i: number) => Combinations;

/**
 * Makes a check of how the values of two columns occur together: of data in memory the rows are kept, each a combination that occurs once; a
 * database counts each pair of columns by its groups.
 */
export function combinationsFrom(
  sets: readonly (readonly [string, string])[],
  request: Pick<AggregateOf<"combinations">, "associated">,
  make: (needs: Readonly<Record<string, Aggregate>>, combinationsOf: Reader) => Check,
): Check {
  const columns = [...new Set(sets.flat())];
  const kept = make({ rows: { ...foldRequest, columns, start: keptRows } }, ({ rows }, i) => {
    const [first = 0, second = 0] = sets[i]?.map((name) => columns.indexOf(name)) ?? [];
    const all = rows as readonly (readonly unknown[])[];
    return { rows: all.length, list: all.map((row) => ({ values: [row[first], row[second]], count: 1 })) };
  });
  const counted = sets.map((set, i) => [`${i}`, { aggregate: "combinations", columns: set, ...request }] as const);
  const inDatabase = (): Check => make(Object.fromEntries(counted), (answers, i) => answers[i] as Combinations);
  const prepare: Check["prepare"] = (data) =>
    data.source.engine === undefined ? (kept.prepare?.(data) ?? kept) : inDatabase();
  return { ...kept, prepare };
}
