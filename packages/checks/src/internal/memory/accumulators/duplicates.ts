import type { TextColumn } from "@mlsys/core";
import type { AggregateOf, RowTally } from "../../../aggregates/aggregate.ts";
import { compoundKey, valuesOfKey } from "../../values/value-key.ts";
import type { Chunk } from "../chunk.ts";
import { KeyTable } from "../key-table.ts";
import type { NumberTable } from "../number-table.ts";
import { RepeatedTexts } from "../repeated-texts.ts";
import { keptRows } from "./accumulator.ts";
import type { Accumulator, AccumulatorContext } from "./accumulator.ts";
import { addTotals, Evidence } from "./evidence.ts";
import { example } from "./tally.ts";

/** What is held for a key: the position of its first occurrence, plus 1, with a minus once there was another. */
type SavedKeys = readonly (readonly [key: unknown, held: number])[];

interface SavedDuplicates extends RowTally {
  readonly keys: SavedKeys;
}

/** The start of a request for the rows whose key occurs more than once. */
export const duplicatesRequest = { aggregate: "duplicates", inMemory: duplicatesAccumulator } as const;

/**
 * Counts the rows whose key occurs more than once, or only the occurrences after the first. Keeps one entry a distinct key, so that
 * a stream needs one pass.
 */
export function duplicatesAccumulator(
  request: AggregateOf<"duplicates">,
  context: AccumulatorContext,
): Accumulator<RowTally> {
  const duplicates = new Duplicates(request, context);
  const [only] = request.columns;
  const single = request.columns.length === 1 ? only : undefined;
  return {
    add(chunk, kept) {
      const lane = single === undefined ? undefined : chunk.lane(single);
      if (lane?.form === "numbers") duplicates.addNumbers(lane.numbers, lane.kind, chunk, kept);
      else if (single !== undefined && lane?.form === "values" && lane.text !== undefined)
        duplicates.addTexts(lane.text, chunk.wholeText(single), chunk, kept);
      else if (single === undefined) duplicates.addRows(chunk, kept);
      else duplicates.addValues(single, chunk, kept);
    },
    answer: () => duplicates.answer(),
    save: () => duplicates.save(),
    absorb: (saved: SavedDuplicates, offset) => duplicates.absorb(saved, offset),
  };
}

class Duplicates {
  private readonly request: AggregateOf<"duplicates">;
  private readonly evidence: Evidence;
  private readonly table = new KeyTable();
  private gathered: { readonly texts: TextColumn; readonly repeated: RepeatedTexts } | undefined;
  private keys = new Int32Array(0);
  private readonly totals = { rows: 0, unexpected: 0, missing: 0, nan: 0 };

  constructor(request: AggregateOf<"duplicates">, { examples }: AccumulatorContext) {
    this.request = request;
    this.evidence = new Evidence(examples);
  }

  answer(): RowTally {
    this.findGathered();
    return { ...this.totals, indices: this.evidence.indices, examples: this.evidence.examples };
  }

  save(): SavedDuplicates {
    const keys: [unknown, number][] = [];
    this.table.forEach((key, held) => keys.push([key, held]));
    return { ...this.answer(), keys };
  }

  absorb(saved: SavedDuplicates, offset: number): void {
    addTotals(this.totals, saved);
    this.evidence.addAll(saved, offset);
    for (const [key, held] of saved.keys) {
      const later = held > 0 ? held + offset : held - offset;
      this.table.update(key, (own) => (own === 0 ? later : this.meet(own, later, key)));
    }
  }

  /** Counts the first occurrences that are none any more, or are duplicates now, of a key that both sides have. */
  private meet(own: number, later: number, key: unknown): number {
    const { report, columns } = this.request;
    const shown = columns.length === 1 ? key : valuesOfKey(key, columns);
    const count = (held: number): void => {
      this.totals.unexpected += 1;
      this.evidence.add(Math.abs(held) - 1, shown);
    };
    if (report === "all" && own > 0) count(own);
    if (report === "extra" || later > 0) count(later);
    return -Math.abs(own);
  }

  /** Numbers and instants, by far the most common keys, in a tight loop. */
  addNumbers(numbers: Float64Array, kind: "number" | "date", chunk: Chunk, kept: Uint8Array | undefined): void {
    const table: NumberTable = kind === "number" ? this.table.numbers : this.table.instants;
    for (let i = 0; i < numbers.length; i++) {
      if (kept !== undefined && kept[i] !== 1) continue;
      this.totals.rows += 1;
      const key = numbers[i] ?? NaN;
      if (key !== key) {
        this.countMissing(chunk, i);
        continue;
      }
      const slot = table.slotOf(key);
      const held = table.get(slot);
      table.set(slot, key, held === 0 ? chunk.start + i + 1 : this.repeat(held, chunk, i));
    }
  }

  /** Texts are looked up by their bytes; no string is made. Where all of them stay in memory they are only gathered here. */
  addTexts(text: TextColumn, whole: TextColumn | undefined, chunk: Chunk, kept: Uint8Array | undefined): void {
    const counting = chunk.rowsWithText(text, kept);
    const rows = keptRows(chunk.length, kept);
    this.totals.rows += rows;
    this.totals.missing += rows - keptRows(chunk.length, counting);
    if (whole === undefined) {
      this.addStreamedTexts(text, chunk, counting);
      return;
    }
    this.gathered ??= { texts: whole, repeated: new RepeatedTexts(whole) };
    this.gathered.repeated.add(chunk.start, chunk.start + chunk.length, counting);
  }

  private addStreamedTexts(text: TextColumn, chunk: Chunk, counting: Uint8Array | undefined): void {
    const { texts } = this.table;
    if (this.keys.length < chunk.length) this.keys = new Int32Array(chunk.length);
    texts.keysOf(text, 0, chunk.length, this.keys, counting);
    for (let i = 0; i < chunk.length; i++) {
      const key = this.keys[i] ?? -1;
      if (key < 0) continue;
      const held = texts.get(key);
      texts.set(key, held === 0 ? chunk.start + i + 1 : this.repeat(held, chunk, i));
    }
  }

  private findGathered(): void {
    if (this.gathered === undefined) return;
    const { texts, repeated } = this.gathered;
    this.gathered = undefined;
    const count = (row: number): void => {
      this.totals.unexpected += 1;
      if (this.evidence.wants(row)) this.evidence.add(row, texts.at(row));
    };
    repeated.forEach((row, first, isSecond) => {
      count(row);
      if (isSecond && this.request.report === "all") count(first);
    });
  }

  addValues(column: string, chunk: Chunk, kept: Uint8Array | undefined): void {
    this.eachRow(chunk, kept, (i) => {
      const value = chunk.value(column, i);
      if (value === null) this.countMissing(chunk, i);
      else this.table.update(value, (held) => (held === 0 ? chunk.start + i + 1 : this.repeat(held, chunk, i)));
    });
  }

  addRows(chunk: Chunk, kept: Uint8Array | undefined): void {
    const { columns, skip } = this.request;
    const lacks = (value: unknown): boolean => value === null;
    this.eachRow(chunk, kept, (i) => {
      const values = columns.map((name) => chunk.value(name, i));
      if (skip !== "never" && (skip === "allMissing" ? values.every(lacks) : values.some(lacks)))
        this.countMissing(chunk, i);
      else
        this.table.update(compoundKey(values), (held) =>
          held === 0 ? chunk.start + i + 1 : this.repeat(held, chunk, i),
        );
    });
  }

  private eachRow(chunk: Chunk, kept: Uint8Array | undefined, visit: (i: number) => void): void {
    for (let i = 0; i < chunk.length; i++) {
      if (kept !== undefined && kept[i] !== 1) continue;
      this.totals.rows += 1;
      visit(i);
    }
  }

  /** Counts row i, whose key was seen before, and on the second occurrence the first one too. */
  private repeat(held: number, chunk: Chunk, i: number): number {
    this.count(chunk.start + i, chunk, i);
    if (held > 0 && this.request.report === "all") this.count(held - 1, chunk, i);
    return -Math.abs(held);
  }

  /** The rows of one key show the same values, so that row i can stand for an earlier one. */
  private count(index: number, chunk: Chunk, i: number): void {
    this.totals.unexpected += 1;
    if (this.evidence.wants(index)) this.evidence.add(index, example(chunk, this.request.columns, i));
  }

  private countMissing(chunk: Chunk, i: number): void {
    this.totals.missing += 1;
    if (this.request.columns.some((name) => chunk.raw(name, i) !== null)) this.totals.nan += 1;
  }
}
