import fc from "fast-check";

/** A row of the random tables: a column of each kind, with everything that goes wrong in it. */
export interface RandomRow {
  readonly number: number | null;
  readonly other: number | null;
  readonly integer: number | null;
  readonly big: bigint | null;
  readonly category: string | null;
  readonly text: string | null;
  readonly flag: boolean | null;
  readonly at: Date | null;
  readonly mixed: unknown;
}

const odd = fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 1, 2, 2 ** 53);
const number = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: -3, max: 3 }) }, { weight: 1, arbitrary: odd });
const finite = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -4, max: 4, noNaN: true }));

function orNull<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 5, arbitrary: values }, { weight: 1, arbitrary: fc.constant(null) });
}

const row: fc.Arbitrary<RandomRow> = fc.record({
  number: orNull(number),
  other: orNull(number),
  integer: orNull(finite),
  big: orNull(fc.oneof(fc.bigInt({ min: -3n, max: 3n }), fc.constantFrom(2n ** 53n + 1n, -(2n ** 60n)))),
  category: orNull(fc.constantFrom("a", "b", "ab", "", "🙂")),
  text: orNull(fc.string({ unit: "binary", maxLength: 4 })),
  flag: orNull(fc.boolean()),
  at: orNull(fc.integer({ min: -3, max: 3 }).map((day) => new Date(day * 86_400_000))),
  mixed: fc.constantFrom<unknown>(1, 1n, "1", true, null, NaN, "a", new Date(0), [1], { a: 1 }),
});

/** Random tables as rows. */
export const randomRows: fc.Arbitrary<RandomRow[]> = fc.array(row, { maxLength: 40 });

/** Ways to cut rows into batches: sizes that are used in turn. */
export const cuts: fc.Arbitrary<number[]> = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

/** Gives rows in batches of the sizes, some of them empty, in turns as rows and as columns. */
export async function* batches(
  rows: readonly RandomRow[],
  sizes: readonly number[],
): AsyncGenerator<readonly object[]> {
  let at = 0;
  for (let i = 0; at < rows.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    yield rows.slice(at, at + size);
    at += size;
    if (i % 3 === 0) yield [];
  }
}

/** Whether a value counts as missing. */
export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}
