import { expect, test } from "vitest";
import { Pcg64 } from "./pcg64.ts";

test("arrays are shuffled as NumPy's default generator shuffles them", () => {
  // numpy.random.default_rng(seed).shuffle(numpy.arange(13)), NumPy 2.4; three times in a row.
  const expected: readonly (readonly [number, readonly number[][]])[] = [
    [
      0,
      [
        [10, 2, 7, 4, 5, 12, 0, 3, 6, 9, 11, 8, 1],
        [10, 9, 5, 4, 2, 7, 6, 1, 3, 11, 8, 0, 12],
        [6, 5, 4, 9, 7, 2, 3, 11, 10, 12, 8, 1, 0],
      ],
    ],
    [
      1,
      [
        [1, 10, 7, 9, 12, 4, 5, 8, 0, 2, 11, 6, 3],
        [8, 3, 1, 6, 9, 7, 0, 10, 4, 5, 11, 12, 2],
        [0, 8, 6, 10, 3, 2, 7, 4, 9, 5, 1, 11, 12],
      ],
    ],
    [
      12345,
      [
        [11, 10, 7, 6, 4, 1, 12, 3, 8, 0, 2, 9, 5],
        [0, 12, 8, 6, 3, 7, 2, 4, 11, 1, 5, 10, 9],
        [11, 12, 1, 4, 9, 8, 5, 3, 6, 7, 0, 2, 10],
      ],
    ],
    [
      4294967294,
      [
        [3, 5, 1, 0, 7, 6, 4, 11, 10, 2, 12, 8, 9],
        [8, 3, 2, 4, 11, 1, 6, 5, 9, 0, 7, 12, 10],
        [1, 5, 0, 8, 10, 2, 3, 4, 9, 6, 11, 12, 7],
      ],
    ],
  ];
  for (const [seed, orders] of expected) {
    const rng = new Pcg64(seed);
    for (const order of orders) {
      const values = Uint8Array.from(order.keys());
      rng.shuffle(values);
      expect(Array.from(values)).toEqual(order);
    }
  }
});
