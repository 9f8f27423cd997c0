import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { CoreError, randomState } from "@mlsys/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

interface Reference {
  readonly p: readonly number[];
  readonly normals: readonly { readonly seed: number; readonly size: number; readonly sha256: string }[];
  readonly cases: readonly (Readonly<Record<string, readonly number[]>> & { readonly seed: number | number[] })[];
}

const reference = JSON.parse(
  readFileSync(new URL("../../test/parity/random-state.json", import.meta.url), "utf8"),
) as Reference;

describe("randomState", () => {
  it.each(reference.cases)("draws NumPy's stream for the seed $seed", ({ seed, ...expected }) => {
    const rng = randomState(seed);
    const shuffled = [0, 1, 2, 3, 4, 5, 6];
    const { p } = reference;
    const drawn = {
      words: [rng.uint32(), rng.uint32(), rng.uint32()],
      randomSample: rng.randomSample(5),
      randint: rng.randint(0, 10, 5),
      randintNegative: rng.randint(-5, 3, 4),
      randintWide: rng.randint(-(2 ** 40), 2 ** 45, 4),
      permutation: rng.permutation(10),
      shuffle: (rng.shuffle(shuffled), shuffled),
      standardNormal: rng.standardNormal(5),
      normal: rng.normal(3, 2, 4),
      uniform: rng.uniform(-1, 4, 3),
      choice: rng.choice(10, { size: 4 }),
      choiceWithoutReplacement: rng.choice(10, { size: 4, replace: false }),
      choiceWithP: rng.choice(10, { size: 4, p }),
      choiceWithPWithoutReplacement: rng.choice(10, { size: 6, replace: false, p }),
      after: rng.randomSample(2),
    };
    expect(Object.fromEntries(Object.entries(drawn).map(([name, values]) => [name, Array.from(values)]))).toEqual(
      expected,
    );
  });

  it.each(reference.normals)(
    "draws NumPy's $size normals for the seed $seed to the last bit",
    ({ seed, size, sha256 }) => {
      const normals = randomState(seed).standardNormal(size);
      expect(createHash("sha256").update(normals).digest("hex")).toBe(sha256);
    },
  );

  it("passes a generator through, so that calls share one stream", () => {
    const rng = randomState(7);
    expect(randomState(rng)).toBe(rng);
  });

  it("gives different numbers each time without a seed", () => {
    expect(randomState().randomSample(4)).not.toEqual(randomState().randomSample(4));
  });

  it("continues a clone from the same point, the spare normal included", () => {
    const rng = randomState(3);
    rng.standardNormal();
    const clone = rng.clone();
    expect(clone.standardNormal(5)).toEqual(rng.standardNormal(5));
  });

  it.each([-1, 1.5, 2 ** 32, NaN, [], [1, -1]])("refuses the seed %j", (seed) => {
    expect(() => randomState(seed)).toThrow(CoreError);
  });

  it.each([
    ["an array", (n: number) => Array.from({ length: n }, (_, i) => i)],
    ["integers", (n: number) => Int32Array.from({ length: n }, (_, i) => i)],
    ["bytes", (n: number) => Uint8Array.from({ length: n }, (_, i) => i)],
    ["doubles", (n: number) => Float64Array.from({ length: n }, (_, i) => i)],
  ])("shuffles %s in bulk as it shuffles draw by draw", (_, make) => {
    for (const n of [1, 2, 255, 511, 512, 513, 1024, 1025, 5000, 70_000]) {
      const [quick, slow] = [randomState(n), randomState(n)];
      const [shuffled, expected] = [make(n), make(n)];
      for (let round = 0; round < 3; round++) {
        quick.shuffle<unknown>(shuffled);
        for (let i = n - 1; i > 0; i--) {
          const j = slow.interval(i);
          [expected[i], expected[j]] = [expected[j] ?? 0, expected[i] ?? 0];
        }
      }
      expect(shuffled).toEqual(expected);
      expect(quick.uint32()).toBe(slow.uint32());
    }
  });

  it("shuffles what is no array of the engine draw by draw", () => {
    const [quick, slow] = [randomState(5), randomState(5)];
    const shuffled: { length: number; [index: number]: number } = { length: 700 };
    for (let i = 0; i < 700; i++) shuffled[i] = i;
    quick.shuffle(shuffled);
    expect(Array.from(shuffled)).toEqual(Array.from(slow.permutation(700)));
  });

  it("keeps the elements when it shuffles", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(2 ** 32 - 1), (array, seed) => {
        const shuffled = randomState(seed).permutation(array);
        expect(shuffled.sort((a, b) => a - b)).toEqual([...array].sort((a, b) => a - b));
      }),
    );
  });

  it("stays within the bounds of randint", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 2 ** 40 }), fc.nat(), (low, span, seed) => {
        fc.pre(Number.isSafeInteger(low + span));
        const value = randomState(seed).randint(low, low + span);
        expect(value >= low && value < low + span).toBe(true);
      }),
    );
  });

  it("names the argument when choice cannot serve", () => {
    const rng = randomState(0);
    expect(() => rng.choice(3, { size: 4, replace: false })).toThrow(
      /choice\): found size 4 of 3; give a smaller size/,
    );
    expect(() => rng.choice(3, { p: [0.5, 0.4, 0.2] })).toThrow(/sum to 1/);
    expect(() => rng.choice(3, { p: [1, 0] })).toThrow(/2 probabilities for 3 elements/);
    expect(() => rng.choice(3, { size: 2, replace: false, p: [1, 0, 0] })).toThrow(/fewer than 2/);
    expect(() => rng.choice([] as number[])).toThrow(/population of 0/);
    expect(() => rng.randint(3, 3)).toThrow(/low below high/);
    expect(() => rng.normal(0, -1)).toThrow(/scale -1/);
  });
});
