import fc from "fast-check";
import { expect, it } from "vitest";
import { copyInto } from "./copy-into.ts";
import { sharedBuffer } from "./shared-buffer.ts";

it("copies as many numbers as there are, to and from shared memory, and no others", () => {
  const sizes = fc.oneof(fc.nat(40), fc.integer({ min: 505, max: 2100 }));
  fc.assert(
    fc.property(sizes, fc.nat(5), fc.constantFrom(Float64Array, Int32Array, Uint8Array), (length, before, Kind) => {
      const from = new Kind(length).map((_, i) => (i * 37 + 1) % 251);
      const buffer = sharedBuffer((before + length + 3) * Kind.BYTES_PER_ELEMENT);
      const shared = new Kind(buffer as ArrayBuffer);
      const part = shared.subarray(before, before + length);
      copyInto<Float64Array | Int32Array | Uint8Array>(part, from);
      expect(Array.from(shared)).toEqual([...Array<number>(before).fill(0), ...from, 0, 0, 0]);
      const back = new Kind(length);
      copyInto<Float64Array | Int32Array | Uint8Array>(back, part);
      expect(back).toEqual(from);
    }),
  );
});
