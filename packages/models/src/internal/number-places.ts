import type { Category } from "./categorical-columns.ts";

/** Whole numbers from 0 up to here are looked up in a table, others in a map. */
const TABLE = 4096;

/** The distinct numbers of a column. */
export function distinctNumbers(column: Float64Array): Set<Category> {
  const isSeen = new Uint8Array(TABLE);
  const others = new Set<Category>();
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as number;
    const place = value | 0;
    if (place === value && place >= 0 && place < TABLE) isSeen[place] = 1;
    else others.add(value);
  }
  isSeen.forEach((seen, place) => {
    if (seen === 1) others.add(place);
  });
  return others;
}

/** The place of each number among the categories, −1 where it is none of them. */
export function numberCodes(places: ReadonlyMap<Category, number>, column: Float64Array): Int32Array {
  const table = new Int32Array(TABLE).fill(-1);
  for (const [category, place] of places) {
    if (typeof category === "number" && category >= 0 && category < TABLE) table[category] = place;
  }
  const codes = new Int32Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as number;
    const whole = value | 0;
    const isInTable = whole === value && whole >= 0 && whole < TABLE;
    codes[i] = isInTable ? (table[whole] as number) : (places.get(value) ?? -1);
  }
  return codes;
}

/** How often each whole number of the table occurs; undefined where there are other numbers. */
export function countsOfPlaces(column: Float64Array): Int32Array | undefined {
  const counts = new Int32Array(TABLE);
  for (let i = 0; i < column.length; i++) {
    const place = (column[i] as number) | 0;
    if (!Object.is(place, column[i]) || place < 0 || place >= TABLE) return undefined;
    counts[place] = (counts[place] as number) + 1;
  }
  return counts;
}
