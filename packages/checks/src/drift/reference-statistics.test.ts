import { randomState } from "@mlsys/core";
import { detectDrift, referenceStatistics } from "@mlsys/checks/drift";
import { describe, expect, test } from "vitest";

const rng = randomState(3);

function table(size: number, shift = 0): Record<string, ArrayLike<unknown>> {
  return {
    x: Array.from(rng.normal(shift, 1, size), (value, i) => (i % 10 === 0 ? null : value)),
    c: Array.from(rng.randint(0, 4, size), (code) => `c${code}`),
    t: Array.from({ length: size }, (_, i) => `sentence ${i} ${shift > 0 && i % 2 === 0 ? "late" : "early"}`),
    e: new Array<null>(size).fill(null),
  };
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe("stored reference statistics", () => {
  test("of a table no longer than what is kept give the report of the table", () => {
    const [training, today] = [table(800), table(600, 0.5)];
    const stored = throughJson(referenceStatistics(training));
    expect(detectDrift(stored, today)).toEqual(detectDrift(training, today));
    expect(detectDrift(stored, today, { method: { x: "jensenShannon", c: "g" } })).toEqual(
      detectDrift(training, today, { method: { x: "jensenShannon", c: "g" } }),
    );
  });

  test("of a longer one are small, exact for methods of counts and near for the others", () => {
    const [training, today] = [table(20_000), table(2000, 0.3)];
    const stored = throughJson(referenceStatistics(training, { columns: ["x", "c"], points: 500 }));
    expect(JSON.stringify(stored).length).toBeLessThan(15_000);
    const options = { columns: ["x", "c"], method: { x: "populationStability" } } as const;
    // The picture alone is of what stands for the values.
    const columns = (reference: Parameters<typeof detectDrift>[0]): object[] =>
      detectDrift(reference, today, options).columns.map((column) => ({ ...column, histogram: null }));
    expect(columns(stored)).toEqual(columns(training));
    const [ours] = detectDrift(stored, today).columns;
    const [exact] = detectDrift(training, today).columns;
    expect([ours?.n, ours?.drifted]).toEqual([exact?.n, true]);
    expect(Math.abs((ours?.statistic ?? 0) - (exact?.statistic ?? 1))).toBeLessThan(0.002);
  });

  test("raise no false alarm where words of the reference were not kept", () => {
    const draw = (): Record<string, string[]> => ({
      t: Array.from(
        { length: 600 },
        () => `w${rng.interval(300)} w${rng.interval(300)} w${rng.interval(300)} x${rng.interval(1e6)}`,
      ),
    });
    const stored = referenceStatistics(draw(), { words: 20 });
    expect(detectDrift(stored, draw()).columns[0]).toMatchObject({ kind: "text", drifted: false });
  });

  test("do for a preset only where all values are kept", () => {
    const training = table(300);
    const current = table(200);
    const options = { preset: "evidently", columns: ["x"] } as const;
    expect(detectDrift(referenceStatistics(training), current, options)).toEqual(
      detectDrift(training, current, options),
    );
    expect(() => detectDrift(referenceStatistics(training, { points: 50 }), current, options)).toThrow(
      expect.objectContaining({ code: "notSupported" }) as Error,
    );
    expect(() => detectDrift(referenceStatistics(training), current, { wholeTable: true })).toThrow(
      /rows of the reference/,
    );
  });
});
