import type { TextColumn } from "@mlsys/core";
import type { AggregateOf, RowTally } from "../../../aggregates/aggregate.ts";
import { valuesOfKey } from "../../values/value-key.ts";
import type { Chunk } from "../chunk.ts";
import type { NumbersLane } from "../column-lanes.ts";
import { KeyTable } from "../key-table.ts";
import { RepeatedTexts } from "../repeated-texts.ts";
import type { TextLane } from "../text-lane.ts";
import { keptRows } from "./accumulator.ts";
import type { Accumulator, AccumulatorContext } from "./accumulator.ts";
import { Duplicates } from "./duplicates.ts";
import { addTotals } from "./evidence.ts";

interface SavedDuplicates extends RowTally {
  readonly keys: readonly (readonly [key: unknown, held: number])[];
}

/** Counts the rows of typed columns whose key occurs more than once. */
export function columnDuplicates(
  request: AggregateOf<"duplicates">,
  { examples }: AccumulatorContext,
): Accumulator<RowTally> {
  return new ColumnDuplicates(request, examples, new KeyTable());
}

class ColumnDuplicates extends Duplicates {
  private readonly keys: KeyTable;
  private gathered: { readonly texts: TextColumn; readonly repeated: RepeatedTexts } | undefined;
  private textKeys = new Int32Array(0);

  constructor(request: AggregateOf<"duplicates">, examples: number, keys: KeyTable) {
    super(request, examples, keys);
    this.keys = keys;
  }

  override add(chunk: Chunk, kept: Uint8Array | undefined): void {
    const [name] = this.request.columns;
    const lane = name === undefined || this.isCompound ? undefined : chunk.lane(name);
    if (lane?.form === "numbers") this.addNumbers(lane, chunk, kept);
    else if (lane?.form === "values" && lane.text !== undefined) this.addTexts(lane, chunk, kept);
    else super.add(chunk, kept);
  }

  override answer(): RowTally {
    this.findGathered();
    return super.answer();
  }

  save(): SavedDuplicates {
    const keys: [unknown, number][] = [];
    this.keys.forEach((key, held) => keys.push([key, held]));
    return { ...this.answer(), keys };
  }

  absorb(saved: SavedDuplicates, offset: number): void {
    addTotals(this.totals, saved);
    this.evidence.addAll(saved, offset);
    for (const [key, held] of saved.keys) {
      const later = held > 0 ? held + offset : held - offset;
      this.keys.update(key, (own) => (own === 0 ? later : this.meet(own, later, key)));
    }
  }

  /** Counts the first occurrences that are none any more, or are duplicates now, of a key that both sides have. */
  private meet(own: number, later: number, key: unknown): number {
    const { report, columns } = this.request;
    const values = this.isCompound ? valuesOfKey(key, columns) : undefined;
    const [only = ""] = columns;
    const shown = values === undefined ? key : columns.length === 1 ? values[only] : values;
    const count = (held: number): void => {
      this.totals.unexpected += 1;
      this.evidence.add(Math.abs(held) - 1, shown);
    };
    if (report === "all" && own > 0) count(own);
    if (report === "extra" || later > 0) count(later);
    return -Math.abs(own);
  }

  /** Numbers and instants, by far the most common keys, in a tight loop. */
  private addNumbers({ numbers, kind }: NumbersLane, chunk: Chunk, kept: Uint8Array | undefined): void {
    const table = kind === "number" ? this.keys.numbers : this.keys.instants;
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
      table.set(slot, key, held === 0 ? chunk.start + i + 1 : this.held(held, chunk, i));
    }
  }

  /** Texts are looked up by their bytes; no string is made. Where all of them stay in memory they are only gathered here. */
  private addTexts(lane: TextLane, chunk: Chunk, kept: Uint8Array | undefined): void {
    const { whole } = lane;
    const counting = lane.rowsWithText(kept);
    const rows = keptRows(chunk.length, kept);
    this.totals.rows += rows;
    this.totals.missing += rows - keptRows(chunk.length, counting);
    if (whole === undefined) {
      this.addStreamedTexts(lane.text, chunk, counting);
      return;
    }
    this.gathered ??= { texts: whole, repeated: new RepeatedTexts(whole) };
    this.gathered.repeated.add(chunk.start, chunk.start + chunk.length, counting);
  }

  private addStreamedTexts(text: TextColumn, chunk: Chunk, counting: Uint8Array | undefined): void {
    const { texts } = this.keys;
    if (this.textKeys.length < chunk.length) this.textKeys = new Int32Array(chunk.length);
    texts.keysOf(text, 0, chunk.length, this.textKeys, counting);
    for (let i = 0; i < chunk.length; i++) {
      const key = this.textKeys[i] ?? -1;
      if (key >= 0) texts.set(key, this.held(texts.get(key), chunk, i));
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
}
