import type { TermTable } from "./term-table.ts";

/** Units from this one on share one digit of a key. */
const LAST_DIGIT = 127;
const FEW = 12;

/**
 * Sorts terms by code point, without making strings: the next few units of each become one number with the term's place, numbers
 * are sorted natively, and terms that agree so far are sorted by what follows.
 */
export function sortTerms(table: TermTable, ids: Int32Array): void {
  sortFrom(table, ids, 0);
}

/** Sorts terms that agree in their first `depth` units. */
function sortFrom(table: TermTable, ids: Int32Array, depth: number): void {
  if (ids.length <= FEW) {
    insertionSort(table, ids, depth);
    return;
  }
  const places = 2 ** Math.ceil(Math.log2(ids.length));
  const digits = Math.floor((53 - Math.log2(places)) / 7);
  const keys = new Float64Array(ids.length);
  for (let i = 0; i < ids.length; i++) keys[i] = keyOf(table, ids[i] as number, depth, digits) * places + i;
  keys.sort();
  const before = ids.slice();
  let start = 0;
  for (let i = 0; i < ids.length; i++) {
    const key = keys[i] as number;
    ids[i] = before[key % places] as number;
    const isLast = i + 1 === ids.length || Math.floor((keys[i + 1] as number) / places) !== Math.floor(key / places);
    if (!isLast) continue;
    if (i > start) sortEqual(table, ids.subarray(start, i + 1), depth, digits);
    start = i + 1;
  }
}

/** Sorts terms whose keys are equal: by what follows, or one by one where a digit stands for many units. */
function sortEqual(table: TermTable, ids: Int32Array, depth: number, digits: number): void {
  const first = ids[0] as number;
  const start = table.startOf(first) + depth;
  const end = Math.min(start + digits, table.endOf(first));
  const isPlain = end - start === digits && table.pool.subarray(start, end).every((unit) => unit < LAST_DIGIT);
  if (isPlain) sortFrom(table, ids, depth + digits);
  else ids.set([...ids].sort((a, b) => compareTerms(table, a, b, depth)));
}

/** The next units as one number; after a unit that shares its digit with others nothing more is told. */
function keyOf(table: TermTable, id: number, depth: number, digits: number): number {
  const { pool } = table;
  const start = table.startOf(id) + depth;
  const end = table.endOf(id);
  let key = 0;
  let isTold = true;
  for (let at = start; at < start + digits; at++) {
    const unit: number = at < end && isTold ? (pool[at] as number) : 0;
    isTold &&= unit < LAST_DIGIT;
    key = key * 128 + (unit < LAST_DIGIT ? unit : LAST_DIGIT);
  }
  return key;
}

function insertionSort(table: TermTable, ids: Int32Array, depth: number): void {
  for (let i = 1; i < ids.length; i++) {
    const id = ids[i] as number;
    let at = i - 1;
    for (; at >= 0 && compareTerms(table, ids[at] as number, id, depth) > 0; at--) ids[at + 1] = ids[at] as number;
    ids[at + 1] = id;
  }
}

/** By code point: surrogates stand for what lies above all other units. */
function compareTerms(table: TermTable, a: number, b: number, depth: number): number {
  const { pool } = table;
  let [i, j] = [table.startOf(a) + depth, table.startOf(b) + depth];
  const [endOfA, endOfB] = [table.endOf(a), table.endOf(b)];
  for (; i < endOfA && j < endOfB; i++, j++) {
    const difference = rank(pool[i] as number) - rank(pool[j] as number);
    if (difference !== 0) return difference;
  }
  return endOfA - i - (endOfB - j);
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
