import type { RowTally } from "../../../aggregates/aggregate.ts";

/** The counts of rows in a tally. */
export type RowTotals = { -readonly [Name in "rows" | "unexpected" | "missing" | "nan"]: RowTally[Name] };

/** Adds counts to others. */
export function addTotals(totals: RowTotals, more: RowTotals): void {
  totals.rows += more.rows;
  totals.unexpected += more.unexpected;
  totals.missing += more.missing;
  totals.nan += more.nan;
}

/** The unexpected rows with the least indices, at most `limit`, in order; rows may come in any order. */
export class Evidence {
  readonly indices: number[] = [];
  readonly examples: unknown[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Whether a row of this index would still be kept. */
  wants(index: number): boolean {
    const { length } = this.indices;
    return length < this.limit || index < (this.indices[length - 1] ?? -1);
  }

  add(index: number, example: unknown): void {
    if (!this.wants(index)) return;
    const at = this.placeOf(index);
    this.indices.splice(at, 0, index);
    this.examples.splice(at, 0, example);
    this.indices.length = Math.min(this.indices.length, this.limit);
    this.examples.length = this.indices.length;
  }

  /** Adds what was gathered of later rows. */
  addAll({ indices, examples }: Pick<RowTally, "indices" | "examples">, offset: number): void {
    indices.forEach((index, i) => this.add(index + offset, examples[i]));
  }

  /** Rows mostly come in order, so the search starts at the end. */
  private placeOf(index: number): number {
    let at = this.indices.length;
    while (at > 0 && (this.indices[at - 1] ?? 0) > index) at -= 1;
    return at;
  }
}
