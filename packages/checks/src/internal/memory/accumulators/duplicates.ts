import type { AggregateOf, RowTally } from "../../../aggregates/aggregate.ts";
import { compoundKey } from "../../values/value-key.ts";
import type { Chunk } from "../chunk.ts";
import { ValueMap } from "../value-map.ts";
import type { ValueTable } from "../value-map.ts";
import type { Accumulator, AccumulatorContext } from "./accumulator.ts";
import { Evidence } from "./evidence.ts";
import { example } from "./tally.ts";

/** The start of a request for the rows whose key occurs more than once. */
export const duplicatesRequest = { aggregate: "duplicates", inMemory: duplicatesAccumulator } as const;

/** Counts the rows whose key occurs more than once. */
function duplicatesAccumulator(
  request: AggregateOf<"duplicates">,
  { examples }: AccumulatorContext,
): Accumulator<RowTally> {
  return new Duplicates(request, examples, new ValueMap());
}

/**
 * Counts the rows whose key occurs more than once, or only the occurrences after the first. Keeps one entry a distinct key, so that
 * a stream needs one pass: the position of its first occurrence, plus 1, with a minus once there was another.
 */
export class Duplicates implements Accumulator<RowTally> {
  protected readonly request: AggregateOf<"duplicates">;
  protected readonly evidence: Evidence;
  protected readonly totals = { rows: 0, unexpected: 0, missing: 0, nan: 0 };
  private readonly table: ValueTable;

  constructor(request: AggregateOf<"duplicates">, examples: number, table: ValueTable) {
    this.request = request;
    this.evidence = new Evidence(examples);
    this.table = table;
  }

  add(chunk: Chunk, kept: Uint8Array | undefined): void {
    for (let i = 0; i < chunk.length; i++) {
      if (kept !== undefined && kept[i] !== 1) continue;
      this.totals.rows += 1;
      const key = this.keyOf(chunk, i);
      if (key === null) this.countMissing(chunk, i);
      else this.table.update(key, (held) => this.held(held, chunk, i));
    }
  }

  answer(): RowTally {
    return { ...this.totals, indices: this.evidence.indices, examples: this.evidence.examples };
  }

  /** What is held for a key that row i has, counting the row if the key was seen before. */
  protected held(before: number, chunk: Chunk, i: number): number {
    if (before === 0) return chunk.start + i + 1;
    this.count(chunk.start + i, chunk, i);
    // On the second occurrence the first one counts too.
    if (before > 0 && this.request.report === "all") this.count(before - 1, chunk, i);
    return -Math.abs(before);
  }

  /** Whether keys are made of several values, or of one that may be missing and is a key then too. */
  protected get isCompound(): boolean {
    return this.request.columns.length > 1 || this.request.skip === "never";
  }

  protected countMissing(chunk: Chunk, i: number): void {
    this.totals.missing += 1;
    if (this.request.columns.some((name) => chunk.raw(name, i) !== null)) this.totals.nan += 1;
  }

  /** The key of a row; null where it is not judged. */
  private keyOf(chunk: Chunk, i: number): unknown {
    const { columns, skip } = this.request;
    const values = columns.map((name) => chunk.value(name, i));
    if (!this.isCompound) return values[0];
    const lacks = (value: unknown): boolean => value === null;
    const isSkipped = skip === "allMissing" ? values.every(lacks) : skip === "anyMissing" && values.some(lacks);
    return isSkipped ? null : compoundKey(values);
  }

  /** The rows of one key show the same values, so that row i can stand for an earlier one. */
  private count(index: number, chunk: Chunk, i: number): void {
    this.totals.unexpected += 1;
    if (this.evidence.wants(index)) this.evidence.add(index, example(chunk, this.request.columns, i));
  }
}
