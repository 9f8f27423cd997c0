import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseNumber } from "./parse-number.ts";

function parsed(text: string): number {
  const bytes = new TextEncoder().encode(`,${text},`);
  return parseNumber(bytes, 1, bytes.length - 1);
}

describe("parseNumber", () => {
  it("agrees with Number on what doubles print", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(parsed(String(value))).toBe(Number(String(value)));
      }),
      { numRuns: 20_000 },
    );
  });

  it("agrees with Number on decimals of any length", () => {
    const digits = (max: number) => fc.array(fc.nat(9), { maxLength: max }).map((each) => each.join(""));
    fc.assert(
      fc.property(
        fc.constantFrom("", "-", "+"),
        digits(22),
        fc.boolean(),
        digits(26),
        (sign, whole, point, fraction) => {
          fc.pre(whole + (point ? fraction : "") !== "");
          const text = sign + whole + (point ? `.${fraction}` : "");
          expect(parsed(text)).toBe(Number(text));
        },
      ),
      { numRuns: 50_000 },
    );
  });

  it("agrees with Number next to the middle between two doubles, where rounding is decided", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 2n ** 53n, max: 10n ** 18n }),
        fc.nat(22),
        fc.integer({ min: -2, max: 2 }),
        (integer, places, nudge) => {
          // The doubles around an 18-digit integer are whole: their middle is one too.
          const double = BigInt(Number(integer));
          const step = BigInt(2 ** Math.max(0, Math.floor(Math.log2(Number(integer))) - 52));
          const middle = double + step / 2n + BigInt(nudge);
          const all = middle.toString().padStart(places + 1, "0");
          const text = places === 0 ? all : `${all.slice(0, -places)}.${all.slice(-places)}`;
          expect(parsed(text)).toBe(Number(text));
        },
      ),
      { numRuns: 50_000 },
    );
  });

  it.each(["", "-", ".", "-.", "1e", "e5", "1.2.3", "0x10", "1_000", "--1", "1 2", "NaN", "infinite", "1e5x", "١"])(
    "refuses %j",
    (text) => {
      expect(parsed(text)).toBeNaN();
    },
  );

  it.each([
    ["-0", -0],
    ["1.", 1],
    [".5", 0.5],
    ["+7", 7],
    [" 1.5\t", 1.5],
    ["1E-3", 0.001],
    ["00.5", 0.5],
    ["-inf", -Infinity],
    ["1e400", Infinity],
    ["5e-324", 5e-324],
    ["9007199254740993", 9007199254740992],
  ])("reads %j", (text, value) => {
    expect(parsed(text)).toBe(value);
  });
});
