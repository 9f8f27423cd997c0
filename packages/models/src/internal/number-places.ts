import type { Category } from "./categorical-columns.ts";

/** Whole numbers from 0 up to here are looked up in a table, others in a map. */
const TABLE = 4096;

/** Slots of numbers that were met before. */
const SLOTS = 1024;

/** The slot of a number, by digits of its fraction that are far apart for numbers that are near. */
const slotOf = (value: number): number => (value * 40503.6180339887) & (SLOTS - 1);

/** The distinct numbers of a column. */
export function distinctNumbers(column: Float64Array): Set<Category> {
  const isSeen = new Uint8Array(TABLE);
  const others = new Set<Category>();
  // Most others are one of those that were met before in the same slot, which is found out without a set of objects.
  const met = new Float64Array(SLOTS).fill(NaN);
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as number;
    const place = value | 0;
    if (place === value && place >= 0 && place < TABLE) isSeen[place] = 1;
    else {
      const slot = slotOf(value);
      if (met[slot] === value) continue;
      met[slot] = value;
      others.add(value);
    }
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
  const met = new Float64Array(SLOTS).fill(NaN);
  const codesMet = new Int32Array(SLOTS);
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as number;
    const whole = value | 0;
    if (whole === value && whole >= 0 && whole < TABLE) {
      codes[i] = table[whole] as number;
      continue;
    }
    const slot = slotOf(value);
    if (met[slot] !== value) {
      met[slot] = value;
      codesMet[slot] = places.get(value) ?? -1;
    }
    codes[i] = codesMet[slot] as number;
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
