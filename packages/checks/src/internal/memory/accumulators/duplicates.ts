import type { AggregateOf, RowTally } from "../../../aggregates/aggregate.ts";
import { compoundKey, keyKind, keyOf } from "../../values/value-key.ts";
import type { KeyKind } from "../../values/value-key.ts";
import type { Chunk } from "../chunk.ts";
import type { Accumulator, AccumulatorContext } from "./accumulator.ts";
import { Evidence } from "./evidence.ts";
import { example } from "./tally.ts";

/** Where a key was first seen; negative once it was seen again (shifted by one, as there is no negative zero to tell). */
type FirstSeen = Map<unknown, number>;

/**
 * Counts the rows whose key occurs more than once, or only the occurrences after the first. Keeps one entry a distinct key, so that
 * a stream needs one pass.
 */
export function duplicatesAccumulator(
  { columns, report, skip }: AggregateOf<"duplicates">,
  { examples }: AccumulatorContext,
): Accumulator<RowTally> {
  const evidence = new Evidence(examples);
  const seen: Readonly<Record<KeyKind, FirstSeen>> = { plain: new Map(), date: new Map(), nested: new Map() };
  const totals = { rows: 0, unexpected: 0, missing: 0, nan: 0 };

  function see(firsts: FirstSeen, key: unknown, index: number, show: () => unknown): void {
    const first = firsts.get(key);
    if (first === undefined) {
      firsts.set(key, index);
      return;
    }
    totals.unexpected += 1;
    if (evidence.wants(index)) evidence.add(index, show());
    if (first < 0 || report === "extra") return;
    totals.unexpected += 1;
    if (evidence.wants(first)) evidence.add(first, show());
    firsts.set(key, -first - 1);
  }

  function missing(chunk: Chunk, i: number): void {
    totals.missing += 1;
    if (columns.some((name) => chunk.raw(name, i) !== null)) totals.nan += 1;
  }

  const [only] = columns;
  return {
    add(chunk, kept) {
      for (let i = 0; i < chunk.length; i++) {
        if (kept !== undefined && kept[i] !== 1) continue;
        totals.rows += 1;
        const show = (): unknown => example(chunk, columns, i);
        if (only !== undefined && columns.length === 1) {
          const value = chunk.value(only, i);
          if (value === null) missing(chunk, i);
          else see(seen[keyKind(value)], keyOf(value), chunk.start + i, show);
          continue;
        }
        const values = columns.map((name) => chunk.value(name, i));
        const lacks = (value: unknown): boolean => value === null;
        if (skip === "allMissing" ? values.every(lacks) : values.some(lacks)) missing(chunk, i);
        else see(seen.plain, compoundKey(values), chunk.start + i, show);
      }
    },
    answer: () => ({ ...totals, indices: evidence.indices, examples: evidence.examples }),
  };
}
