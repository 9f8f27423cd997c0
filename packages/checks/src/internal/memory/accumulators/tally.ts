import type { AggregateOf, RowTally } from "../../../aggregates/aggregate.ts";
import type { Chunk } from "../chunk.ts";
import type { ChunkCounts } from "../engine.ts";
import { NO, UNDECIDED, YES } from "../verdicts.ts";
import { keptRows } from "./accumulator.ts";
import type { Accumulator, AccumulatorContext } from "./accumulator.ts";
import { addTotals, Evidence } from "./evidence.ts";

/** The start of a request for the rows that a condition accepts, refuses and leaves undecided. */
export const tallyRequest = { aggregate: "tally", inMemory: tallyAccumulator } as const;

/** Counts the rows that a condition accepts, refuses and leaves undecided. */
export function tallyAccumulator(
  { predicate, shows }: AggregateOf<"tally">,
  { examples, judgeOf }: AccumulatorContext,
): Accumulator<RowTally> {
  const { judge, column, count } = judgeOf(predicate);
  const showsOnly = (name: string | undefined): boolean => shows.length === 1 && shows[0] === name;
  const evidence = new Evidence(examples);
  const totals = { rows: 0, unexpected: 0, missing: 0, nan: 0 };
  let verdicts = new Uint8Array(0);
  const answer = (): RowTally => ({ ...totals, indices: evidence.indices, examples: evidence.examples });
  return {
    add(chunk, kept) {
      const counted = kept === undefined && showsOnly(column) ? count?.(chunk) : undefined;
      const unseen =
        counted !== undefined && (counted.met + counted.undecided === chunk.length || !evidence.wants(chunk.start));
      if (!unseen) {
        if (verdicts.length < chunk.length) verdicts = new Uint8Array(chunk.length);
        judge(chunk, verdicts);
      }
      const { rows, unexpected, missing } =
        counted === undefined ? countVerdicts(verdicts, chunk.length, kept) : totalsOf(counted, chunk.length);
      totals.rows += rows;
      totals.unexpected += unexpected;
      totals.missing += missing;
      if (missing > 0) totals.nan += counted?.nan ?? nanAmong(chunk, verdicts, kept, shows);
      if (unexpected > 0 && evidence.wants(chunk.start)) gather(chunk, verdicts, kept, shows, evidence);
    },
    answer,
    save: answer,
    absorb(saved: RowTally, offset) {
      addTotals(totals, saved);
      evidence.addAll(saved, offset);
    },
  };
}

function totalsOf({ met, undecided }: ChunkCounts, length: number): Pick<RowTally, "rows" | "unexpected" | "missing"> {
  return { rows: length, missing: undecided, unexpected: length - met - undecided };
}

/** Verdicts are 0, 1 and 2, so that both counts come from their bits. */
function countVerdicts(
  verdicts: Uint8Array,
  length: number,
  kept: Uint8Array | undefined,
): Pick<RowTally, "rows" | "unexpected" | "missing"> {
  let met = 0;
  let missing = 0;
  let rows = length;
  if (kept === undefined) {
    for (let i = 0; i < length; i++) {
      const verdict = verdicts[i] ?? 0;
      met += verdict & YES;
      missing += verdict >> 1;
    }
  } else {
    rows = keptRows(length, kept);
    for (let i = 0; i < length; i++) {
      const verdict = kept[i] === 1 ? (verdicts[i] ?? 0) : NO;
      met += verdict & YES;
      missing += verdict >> 1;
    }
  }
  return { rows, missing, unexpected: rows - met - missing };
}

function gather(
  chunk: Chunk,
  verdicts: Uint8Array,
  kept: Uint8Array | undefined,
  shows: readonly string[],
  evidence: Evidence,
): void {
  for (let i = 0; i < chunk.length && evidence.wants(chunk.start + i); i++)
    if (verdicts[i] === NO && (kept === undefined || kept[i] === 1))
      evidence.add(chunk.start + i, example(chunk, shows, i));
}

/** What a report shows of a row: the value of one column, or the values of several by name. */
export function example(chunk: Chunk, shows: readonly string[], i: number): unknown {
  const [only] = shows;
  if (only !== undefined && shows.length === 1) return chunk.raw(only, i);
  return Object.fromEntries(shows.map((name) => [name, chunk.raw(name, i)]));
}

/** Of the undecided rows, those where a shown value is there but is NaN. */
function nanAmong(chunk: Chunk, verdicts: Uint8Array, kept: Uint8Array | undefined, shows: readonly string[]): number {
  const suspects = shows.filter((name) => chunk.mayHoldNan(name));
  if (suspects.length === 0) return 0;
  let found = 0;
  for (let i = 0; i < chunk.length; i++) {
    if (verdicts[i] !== UNDECIDED || (kept !== undefined && kept[i] !== 1)) continue;
    if (suspects.some((name) => chunk.raw(name, i) !== null && chunk.value(name, i) === null)) found += 1;
  }
  return found;
}
