import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { detectDrift } from "@mlsys/checks/drift";
import { describe, expect, test } from "vitest";

interface Finding {
  readonly method: string;
  readonly score: number;
  readonly drifted?: boolean;
}

interface Reference {
  readonly tolerance: number;
  readonly pairs: readonly ({ readonly title: string; readonly a: unknown[]; readonly b: unknown[] } & Readonly<
    Record<"evidently" | "deepchecks" | "tfdv", Finding>
  >)[];
}

const file = fileURLToPath(new URL("presets.json", import.meta.url));
const { pairs, tolerance } = JSON.parse(readFileSync(file, "utf8")) as Reference;

test.each(["evidently", "deepchecks", "tfdv"] as const)("the preset %s gives that tool's figures", (preset) => {
  const options = preset === "tfdv" ? { preset, minEffect: 0.01 } : { preset };
  const found = pairs.flatMap(({ title, a, b, ...theirs }) => {
    const [column] = detectDrift({ x: a }, { x: b }, options).columns;
    const { method, score, drifted } = theirs[preset];
    const ours = column?.pValue ?? column?.statistic ?? NaN;
    const same = Math.abs(ours - score) <= tolerance * Math.max(1, Math.abs(score)) && column?.method === method;
    return same && (drifted ?? column.drifted) === column.drifted
      ? []
      : [`${title}: ${column?.method} ${ours} ${column?.drifted} for ${method} ${score} ${drifted}`];
  });
  expect(found).toEqual([]);
});

/** Two values in each of ten buckets of equal width, the ends of the range among them: a histogram of equal counts. */
function even(low: number, high: number): number[] {
  const width = (high - low) / 10;
  const inner = Array.from({ length: 10 }, (_, i) => [low + (i + 0.25) * width, low + (i + 0.75) * width]).flat();
  return [low, ...inner.slice(1, -1), high];
}

describe("the figures that TensorFlow Data Validation publishes in its tests", () => {
  const distance = (
    a: readonly unknown[],
    b: readonly unknown[],
  ): [string | null | undefined, number | null | undefined] => {
    const [column] = detectDrift({ x: a }, { x: b }, { preset: "tfdv", minEffect: 0.01 }).columns;
    return [column?.method, column?.statistic];
  };
  const times = (counts: Readonly<Record<string, number>>): string[] =>
    Object.entries(counts).flatMap(([value, count]) => new Array<string>(count).fill(value));

  test.each([
    ["a normal distribution", { hello: 1, world: 9 }, { hello: 3, world: 7 }, 0.2],
    ["a value that is missing in both", { b: 9, c: 1 }, { a: 3, b: 7 }, 0.3],
    ["the same, flipped", { a: 3, b: 7 }, { b: 9, c: 1 }, 0.3],
    ["counts of section 3.2", { a: 50, b: 30, c: 20 }, { a: 40, b: 35, c: 20, d: 5 }, 0.1],
  ])("L-infinity of %s", (_, a, b, expected) => {
    const [method, figure] = distance(times(a), times(b));
    expect(method).toBe("L-infinity");
    expect(Math.abs((figure ?? NaN) - expected)).toBeLessThan(1e-12);
  });

  test.each([
    ["different bucket boundaries", even(1, 3), even(2, 6), 0.65563906222],
    ["no overlap", even(0, 2), even(3, 6), 1],
    ["all values in one bucket", [1, 1, 1, 1], even(2, 6), 1],
    ["NaN beside values", [NaN, 1, 1.5, 2], [1, 1.5, 2, 1, 1.5, 2], 0.13792538096],
    ["the same statistics", [...even(1, 5), NaN], [...even(1, 5), NaN], 0],
  ])("Jensen-Shannon divergence of %s", (_, a, b, expected) => {
    const [method, figure] = distance(a, b);
    expect(method).toBe("Jensen-Shannon divergence");
    expect(Math.abs((figure ?? NaN) - expected)).toBeLessThan(1e-10);
  });
});

test.each(["evidently", "deepchecks", "tfdv"] as const)(
  "the preset %s judges free text by words and lengths",
  (preset) => {
    const texts = (word: string): string[] =>
      Array.from({ length: 300 }, (_, i) => `message ${i} of ${i % 5} parts ${i % 3 === 0 ? word : "came"}`);
    const options = preset === "tfdv" ? { preset, minEffect: 0.1 } : { preset };
    const [same] = detectDrift({ t: texts("late") }, { t: texts("late") }, options).columns;
    const [changed] = detectDrift({ t: texts("late") }, { t: texts("lost") }, options).columns;
    expect([same?.method, same?.outcome, changed?.outcome]).toEqual(["words and lengths, ours", "noDrift", "drift"]);
  },
);
