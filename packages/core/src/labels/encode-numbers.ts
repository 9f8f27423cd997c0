import { translateCodes } from "./label-source.ts";
import type { EncodedSources, LabelSource, RefuseLabel } from "./label-source.ts";

/** Numbers and truth values: small whole numbers by counting them, others by a table of their range or of those that were met. */
export function encodeNumbers(sources: readonly LabelSource[], refuse: RefuseLabel): EncodedSources {
  const integers = allIntegers(sources);
  if (integers === undefined) return encodeByMap(sources.map((source) => doublesOf(source, refuse)));
  return encodeSmall(integers) ?? encodeIntegers(integers);
}

/** Everything as 32-bit integers, so that the loops below meet one kind of array only; undefined where something is none. */
function allIntegers(sources: readonly LabelSource[]): Int32Array[] | undefined {
  const integers: Int32Array[] = [];
  for (const { values } of sources) {
    const own = integersOf(values);
    if (own === undefined) return undefined;
    integers.push(own);
  }
  return integers;
}

function integersOf(values: ArrayLike<unknown>): Int32Array | undefined {
  if (values instanceof Int32Array) return values;
  if (isSmallIntegers(values)) return new Int32Array(values);
  const integers = new Int32Array(values.length);
  for (let i = 0; i < integers.length; i++) {
    const value = values[i];
    if (typeof value === "number" && value === (value | 0)) integers[i] = value;
    else if (typeof value === "boolean") integers[i] = value ? 1 : 0;
    else return undefined;
  }
  return integers;
}

function isSmallIntegers(values: ArrayLike<unknown>): values is Int8Array | Int16Array | Uint8Array | Uint16Array {
  return (
    values instanceof Int8Array ||
    values instanceof Int16Array ||
    values instanceof Uint8Array ||
    values instanceof Uint16Array
  );
}

function doublesOf(source: LabelSource, refuse: RefuseLabel): Float64Array {
  const { values } = source;
  const doubles = new Float64Array(values.length);
  for (let i = 0; i < doubles.length; i++) {
    const value = values[i];
    const double = typeof value === "boolean" ? Number(value) : value;
    if (typeof double !== "number" || !Number.isFinite(double)) throw refuse(source, i);
    doubles[i] = double;
  }
  return doubles;
}

/** Labels from 0 to 255, as most are: one pass counts them. */
function encodeSmall(integers: readonly Int32Array[]): EncodedSources | undefined {
  const tables: Int32Array[] = [];
  for (const values of integers) {
    const table = countSmall(values);
    if (table === undefined) return undefined;
    tables.push(table);
  }
  const classes = Array.from({ length: SMALL }, (_, label) => label).filter((label) =>
    tables.some((table) => table[label] !== 0),
  );
  const counts = tables.map((table) => Int32Array.from(classes, (label) => table[label] ?? 0));
  // Labels that are 0, 1, 2, … are their own codes.
  if (classes.at(-1) === classes.length - 1) return { classes, codes: integers, counts };
  const ranks = new Int32Array(SMALL);
  classes.forEach((label, rank) => (ranks[label] = rank));
  return { classes, codes: integers.map((values) => ranksOf(values, 0, ranks)), counts };
}

const SMALL = 256;

/** How often each number occurs, in four tables in turn, so that equal labels in a row do not wait for each other. */
function countSmall(values: Int32Array): Int32Array | undefined {
  const tables = new Int32Array(4 * SMALL);
  const whole = values.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    const a = values[i] as number;
    const b = values[i + 1] as number;
    const c = values[i + 2] as number;
    const d = values[i + 3] as number;
    if ((a | b | c | d) >>> 0 >= SMALL) return undefined;
    tables[a] = (tables[a] as number) + 1;
    tables[b + SMALL] = (tables[b + SMALL] as number) + 1;
    tables[c + 2 * SMALL] = (tables[c + 2 * SMALL] as number) + 1;
    tables[d + 3 * SMALL] = (tables[d + 3 * SMALL] as number) + 1;
  }
  for (let i = whole; i < values.length; i++) {
    const value = values[i] as number;
    if (value >>> 0 >= SMALL) return undefined;
    tables[value] = (tables[value] as number) + 1;
  }
  const counts = tables.slice(0, SMALL);
  for (let at = SMALL; at < tables.length; at++) counts[at % SMALL] = (counts[at % SMALL] ?? 0) + (tables[at] ?? 0);
  return counts;
}

function encodeIntegers(integers: readonly Int32Array[]): EncodedSources {
  const ranges = integers.map(rangeOf);
  const min = Math.min(...ranges.map((range) => range.min));
  const max = Math.max(...ranges.map((range) => range.max));
  const length = integers.reduce((sum, values) => sum + values.length, 0);
  return max - min <= Math.max(1024, 2 * length) ? encodeByTable(integers, min, max) : encodeByMap(integers);
}

interface Range {
  readonly min: number;
  readonly max: number;
}

function rangeOf(values: Int32Array): Range {
  if (values.length === 0) return { min: Infinity, max: -Infinity };
  let min = values[0] as number;
  let max = min;
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

/** Integers of a small range: the label itself is the place in a table. */
function encodeByTable(integers: readonly Int32Array[], min: number, max: number): EncodedSources {
  const marks = new Uint8Array(max - min + 1);
  for (const values of integers) mark(values, min, marks);
  const ranks = new Int32Array(marks.length);
  const classes: number[] = [];
  for (let place = 0; place < marks.length; place++) {
    if (marks[place] === 0) continue;
    ranks[place] = classes.length;
    classes.push(place + min);
  }
  // Labels that are 0, 1, 2, … are their own codes.
  if (min === 0 && classes.length === marks.length) return { classes, codes: integers };
  return { classes, codes: integers.map((values) => ranksOf(values, min, ranks)) };
}

function mark(values: Int32Array, min: number, marks: Uint8Array): void {
  for (let i = 0; i < values.length; i++) marks[(values[i] as number) - min] = 1;
}

function ranksOf(values: Int32Array, min: number, ranks: Int32Array): Int32Array {
  const codes = new Int32Array(values.length);
  for (let i = 0; i < codes.length; i++) codes[i] = ranks[(values[i] as number) - min] as number;
  return codes;
}

function encodeByMap(numbers: readonly (Float64Array | Int32Array)[]): EncodedSources {
  const positions = new Map<number, number>();
  const codes = numbers.map((values) => {
    const own = new Int32Array(values.length);
    for (let i = 0; i < own.length; i++) {
      const value = values[i] as number;
      let code = positions.get(value);
      if (code === undefined) positions.set(value, (code = positions.size));
      own[i] = code;
    }
    return own;
  });
  const found = [...positions.keys()];
  const sorted = Float64Array.from(found).sort();
  sorted.forEach((value, rank) => positions.set(value, rank));
  const ranks = Int32Array.from(found, (value) => positions.get(value) ?? 0);
  for (const each of codes) translateCodes(each, ranks);
  return { classes: Array.from(sorted, (value) => value + 0), codes };
}
