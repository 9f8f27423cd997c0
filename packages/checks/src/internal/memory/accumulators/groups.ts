import type { AggregateOf, AnsweredGroup } from "../../../aggregates/aggregate.ts";
import type { Scalar } from "../../../expressions/expression.ts";
import { MOST_GROUPS, notGroups } from "../../define/groups.ts";
import { isScalar } from "../../values/scalar.ts";
import { sortedCounts } from "../../values/sorted-counts.ts";
import { keyKind, keyOf } from "../../values/value-key.ts";
import type { Chunk } from "../chunk.ts";
import { accumulatorOf } from "./accumulator-of.ts";
import type { Accumulator, AccumulatorContext } from "./accumulator.ts";

interface Group {
  readonly value: Scalar | null;
  readonly parts: readonly (readonly [string, Accumulator<unknown>])[];
  count: number;
}

interface SavedGroup {
  readonly value: Scalar | null;
  readonly count: number;
  readonly parts: Readonly<Record<string, unknown>>;
}

/** The start of a request for figures of each group. */
export const groupsRequest = { aggregate: "groups", inMemory: groupsAccumulator } as const;

/** Accumulators of their own for each value of a column; the groups come as distinct values do, rows without one last. */
export function groupsAccumulator(
  { by, of }: AggregateOf<"groups">,
  context: AccumulatorContext,
): Accumulator<readonly AnsweredGroup[]> {
  const groups = new Map<unknown, Group>();
  return {
    add(chunk, kept) {
      for (const [group, mask] of masks(chunk, kept))
        for (const [, accumulator] of group.parts) accumulator.add(chunk, mask);
    },
    save: () => savedGroups([...groups.values()]),
    absorb(saved: readonly SavedGroup[], offset) {
      for (const { value, count, parts } of saved) {
        const group = groupOf(value);
        group.count += count;
        for (const [name, accumulator] of group.parts) accumulator.absorb?.(parts[name] as never, offset);
      }
    },
    answer() {
      const all = [...groups.values()];
      const named = all.filter(({ value }) => value !== null);
      const sorted = sortedCounts(named) as Group[];
      return [...sorted, ...all.filter(({ value }) => value === null)].map(({ value, parts }) => ({
        value,
        answers: Object.fromEntries(parts.map(([name, accumulator]) => [name, accumulator.answer()])),
      }));
    },
  };

  function masks(chunk: Chunk, kept: Uint8Array | undefined): ReadonlyMap<Group, Uint8Array> {
    const found = new Map<Group, Uint8Array>();
    for (let i = 0; i < chunk.length; i++) {
      if (kept !== undefined && kept[i] !== 1) continue;
      const group = groupOf(chunk.value(by, i));
      let mask = found.get(group);
      if (mask === undefined) found.set(group, (mask = new Uint8Array(chunk.length)));
      mask[i] = 1;
      group.count += 1;
    }
    return found;
  }

  function groupOf(value: unknown): Group {
    if (value !== null && !isScalar(value)) throw notGroups(by, "values that are lists or objects");
    const plain = keyOf(value) as Scalar | null;
    const isDate = keyKind(value) === "date";
    const key = isDate ? `date ${String(plain)}` : plain;
    let group = groups.get(key);
    if (group === undefined) {
      if (groups.size >= MOST_GROUPS) throw notGroups(by, `more than ${MOST_GROUPS} groups`);
      const parts = Object.entries(of).map(([name, request]) => [name, accumulatorOf(request, context)] as const);
      groups.set(key, (group = { value: isDate ? value : plain === 0 ? 0 : plain, parts, count: 0 }));
    }
    return group;
  }
}

function savedGroups(groups: readonly Group[]): SavedGroup[] | undefined {
  if (groups.some(({ parts }) => parts.some(([, { save }]) => save === undefined))) return undefined;
  return groups.map(({ value, count, parts }) => ({
    value,
    count,
    parts: Object.fromEntries(parts.map(([name, accumulator]) => [name, accumulator.save?.()])),
  }));
}
