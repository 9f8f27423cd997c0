import fc from "fast-check";
import { expect, it } from "vitest";
import { Mt19937 } from "../mt19937.ts";
import { PlainDraws } from "./plain-draws.ts";
import { wasmDraws } from "./wasm-draws.ts";

it("draws the same with WebAssembly as without, and leaves the generator at the same point", () => {
  const [fast, plain] = [wasmDraws(), new PlainDraws()];
  if (fast === undefined) throw new RangeError("this platform has no WebAssembly with SIMD");
  const top = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 2 ** 31 - 2 }));
  fc.assert(
    fc.property(
      fc.nat(2 ** 32 - 1),
      fc.nat(1300),
      fc.array(top, { minLength: 1, maxLength: 16 }),
      (seed, used, tops) => {
        const generator = Mt19937.fromInteger(seed);
        for (let i = 0; i < used; i++) generator.int32();
        const [ours, twins] = [fast, plain].map((draws) => {
          const bits = generator.clone();
          draws.open(bits);
          const drawn = tops.map((first) => Array.from(draws.drawn.slice(0, draws.descend(first))));
          draws.close(bits);
          return [drawn, bits.uint32(), bits.position];
        });
        expect(ours).toEqual(twins);
      },
    ),
  );
});

it("draws down to 1", () => {
  for (const draws of [wasmDraws(), new PlainDraws()]) {
    draws?.open(Mt19937.fromInteger(1));
    expect(draws?.descend(3)).toBe(3);
    expect(draws?.descend(5000)).toBe(256);
  }
});
