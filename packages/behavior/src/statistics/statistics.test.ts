import {
  adjustPValues,
  BehaviorError,
  clopperPearsonInterval,
  fisherTest,
  mcNemarTest,
  wilsonInterval,
} from "@mlsys/behavior";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("p-values adjusted", () => {
  const pValues = fc.array(
    fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
    { minLength: 1, maxLength: 20 },
  );

  it("are never smaller, never above 1, and keep their order", () => {
    const property = fc.property(
      pValues,
      fc.constantFrom("holm" as const, "benjaminiHochberg" as const),
      (given, how) => {
        const adjusted = adjustPValues(given, how);
        adjusted.forEach((p, i) => {
          expect(p).toBeGreaterThanOrEqual(given[i] ?? 0);
          expect(p).toBeLessThanOrEqual(1);
          given.forEach((other, j) => {
            if ((given[i] ?? 0) <= other) expect(p).toBeLessThanOrEqual(adjusted[j] ?? 0);
          });
        });
      },
    );
    fc.assert(property);
  });

  it("are equal for equal ones, which a rank by one argsort would miss", () => {
    expect(adjustPValues([0.04, 0.01, 0.04], "benjaminiHochberg")).toEqual([0.04, 0.03, 0.04]);
  });
});

describe("intervals", () => {
  it("contain the rate, and grow with the level", () => {
    const property = fc.property(fc.nat(200), fc.nat(200), (a, b) => {
      const [failed, n] = [Math.min(a, b), Math.max(a, b)];
      for (const interval of [wilsonInterval, clopperPearsonInterval]) {
        const [narrow, wide] = [interval(failed, n, 0.8), interval(failed, n, 0.99)];
        if (n > 0) expect(narrow[0] <= failed / n && failed / n <= narrow[1]).toBe(true);
        expect(wide[0] <= narrow[0] && narrow[1] <= wide[1]).toBe(true);
      }
    });
    fc.assert(property);
  });

  it.each([
    [-1, 5],
    [6, 5],
    [1.5, 5],
    [0, NaN],
  ])("refuse %d of %d", (failed, n) => {
    expect(() => wilsonInterval(failed, n)).toThrow(BehaviorError);
    expect(() => clopperPearsonInterval(failed, n)).toThrow(BehaviorError);
  });
});

it("McNemar's test is symmetric and counts what changed alone", () => {
  expect(mcNemarTest(9, 27)).toBe(mcNemarTest(27, 9));
  expect([mcNemarTest(0, 5), mcNemarTest(2, 2), mcNemarTest(0, 0)]).toEqual([0.0625, 1, 1]);
  expect(() => mcNemarTest(-1, 2)).toThrow(BehaviorError);
});

it("Fisher's test is symmetric in its groups", () => {
  expect(fisherTest(3, 10, 8, 12)).toBe(fisherTest(8, 12, 3, 10));
  expect(fisherTest(0, 0, 0, 0)).toBe(1);
  expect(() => fisherTest(3, 2, 0, 1)).toThrow(BehaviorError);
});
