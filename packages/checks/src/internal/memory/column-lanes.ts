import { BooleanColumn, DictionaryColumn, NumericColumn, TextColumn, TimestampColumn } from "@mlsys/core";
import type { CodeArray, Column } from "@mlsys/core";
import type { Lane, NumberRange } from "./lane.ts";
import { TextLane } from "./text-lane.ts";

/** Upper halves from here on may belong to integers beyond 2^53. */
const SAFE_HIGH = 1 << 21;

const BOOLEANS: readonly boolean[] = [false, true];

/** Numbers, or instants as milliseconds, with NaN where one is missing. */
export class NumbersLane {
  readonly form = "numbers";
  readonly numbers: Float64Array;
  readonly kind: "number" | "date";
  private readonly nulls: number | undefined;
  private found: NumberRange | undefined;

  /**
   * @param numbers - the numbers.
   * @param kind - what they are.
   * @param nulls - how many are missing; undefined where NaN can also be a value.
   */
  constructor(numbers: Float64Array, kind: "number" | "date", nulls: number | undefined) {
    this.numbers = numbers;
    this.kind = kind;
    this.nulls = nulls;
  }

  /** The range of all of them, found once. */
  get range(): NumberRange {
    return (this.found ??= rangeOf(this.numbers));
  }

  /** How many of the rows that count have a value. */
  present(kept: Uint8Array | undefined): number {
    const { numbers, nulls } = this;
    if (kept !== undefined) return countKept(kept, (i) => numbers[i] === numbers[i]);
    return nulls === undefined ? this.range.present : numbers.length - nulls;
  }
}

/** Codes into categories, -1 where a value is missing. */
export class CodesLane {
  readonly form = "codes";
  readonly codes: CodeArray;
  readonly categories: readonly (string | boolean)[];
  private readonly nulls: number;
  private found: Uint32Array | undefined;

  /**
   * @param codes - the codes.
   * @param categories - what they point into.
   * @param nulls - how many values are missing.
   */
  constructor(codes: CodeArray, categories: readonly (string | boolean)[], nulls: number) {
    this.codes = codes;
    this.categories = categories;
    this.nulls = nulls;
  }

  get kind(): "boolean" | "string" {
    return this.categories === BOOLEANS ? "boolean" : "string";
  }

  /** How often each category occurs, after how many rows have none; found once. */
  get counts(): Uint32Array {
    return (this.found ??= this.countsAmong(undefined));
  }

  /** How often each category occurs among the rows that count, after how many of them have none. */
  countsAmong(kept: Uint8Array | undefined): Uint32Array {
    const { codes, categories } = this;
    const counts = new Uint32Array(categories.length + 1);
    for (let i = 0; i < codes.length; i++) {
      const at = (codes[i] ?? -1) + 1;
      if (kept === undefined || kept[i] === 1) counts[at] = (counts[at] ?? 0) + 1;
    }
    return counts;
  }

  /** How many of the rows that count have a value. */
  present(kept: Uint8Array | undefined): number {
    const { codes } = this;
    return kept === undefined ? codes.length - this.nulls : countKept(kept, (i) => (codes[i] ?? -1) >= 0);
  }
}

/** The lane of a column's chunk; undefined stands for a column that this batch does not have. `whole`: the column it is cut from. */
export function laneOf(column: Column | undefined, length: number, whole: Column | undefined): Lane {
  if (column === undefined) return new NumbersLane(new Float64Array(length).fill(NaN), "number", length);
  if (column instanceof TimestampColumn) return numbersLane(column, column.values, "date");
  if (column instanceof NumericColumn && holdsDoubles(column)) return numbersLane(column, column.values, "number");
  if (column instanceof DictionaryColumn) return codesLane(column);
  if (column instanceof BooleanColumn) return booleansLane(column);
  if (column instanceof TextColumn) return new TextLane(column, whole instanceof TextColumn ? whole : undefined);
  return { form: "values", values: column.toArray() };
}

/** Whether a value of the column can be NaN. */
export function mayHoldNan(column: Column | undefined): boolean {
  if (!(column instanceof NumericColumn)) return column?.type === "mixed";
  return column.values instanceof Float64Array || column.values instanceof Float32Array;
}

/** 64-bit integers that a double cannot hold are judged as bigints. */
function holdsDoubles({ values }: NumericColumn): boolean {
  if (!(values instanceof BigInt64Array) && !(values instanceof BigUint64Array)) return true;
  const halves = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let i = 1; i < halves.length; i += 2) {
    const high = halves[i] ?? 0;
    if (high >= SAFE_HIGH || high < -SAFE_HIGH) return false;
  }
  return true;
}

function numbersLane(column: Column, values: NumericColumn["values"], kind: "number" | "date"): Lane {
  const nulls = mayHoldNan(column) ? undefined : column.nullCount;
  if (values instanceof Float64Array && column.nullCount === 0) return new NumbersLane(values, kind, nulls);
  const numbers = new Float64Array(column.length);
  if (values instanceof BigInt64Array) setLongs(numbers, values);
  else if (values instanceof BigUint64Array) numbers.set(Float64Array.from(values, Number));
  else numbers.set(values);
  if (column.nullCount > 0) for (let i = 0; i < numbers.length; i++) if (column.isNull(i)) numbers[i] = NaN;
  return new NumbersLane(numbers, kind, nulls);
}

/** By their halves, low first: making a bigint of each takes ten times as long. */
function setLongs(numbers: Float64Array, values: BigInt64Array): void {
  const halves = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let i = 0; i < numbers.length; i++)
    numbers[i] = (halves[2 * i + 1] ?? 0) * 2 ** 32 + ((halves[2 * i] ?? 0) >>> 0);
}

function codesLane(column: DictionaryColumn): Lane {
  const { categories, nullCount } = column;
  if (nullCount === 0) return new CodesLane(column.codes, categories, 0);
  const codes = Int32Array.from(column.codes);
  for (let i = 0; i < codes.length; i++) if (column.isNull(i)) codes[i] = -1;
  return new CodesLane(codes, categories, nullCount);
}

function booleansLane(column: BooleanColumn): Lane {
  const codes = new Int8Array(column.length);
  for (let i = 0; i < codes.length; i++) {
    codes[i] = column.isNull(i) ? -1 : ((column.bits[i >> 3] ?? 0) >> (i & 7)) & 1;
  }
  return new CodesLane(codes, BOOLEANS, column.nullCount);
}

function rangeOf(numbers: Float64Array): NumberRange {
  let present = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] ?? NaN;
    present += Number(value === value);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { present, min, max };
}

/** How many of the rows that count meet a condition. */
export function countKept(kept: Uint8Array, accepts: (i: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < kept.length; i++) if (kept[i] === 1 && accepts(i)) count += 1;
  return count;
}
