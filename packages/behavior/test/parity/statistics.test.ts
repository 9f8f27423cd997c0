import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { adjustPValues, clopperPearsonInterval, fisherTest, mcNemarTest, wilsonInterval } from "@mlsys/behavior";
import { expect, test } from "vitest";

interface Reference {
  readonly relativeTolerance: number;
  readonly wilson: readonly Bounds[];
  readonly clopperPearson: readonly Bounds[];
  readonly mcNemar: readonly (readonly [broken: number, fixed: number, p: number])[];
  readonly fisher: readonly (readonly [number, number, number, number, p: number])[];
  readonly adjusted: readonly (readonly [p: number[], holm: number[], benjaminiHochberg: number[]])[];
}

type Bounds = readonly [failed: number, n: number, level: number, low: number, high: number];

const python = process.env["PYTHON"] ?? "python3";
const isRequired = process.env["MLSYS_REQUIRE_SERVICES"] === "1";
const script = fileURLToPath(new URL("statistics.py", import.meta.url));

test("intervals, exact tests and adjusted p-values equal the stored ones of SciPy", () => {
  const stored = readFileSync(new URL("statistics.json", import.meta.url), "utf8");
  expect(differences(JSON.parse(stored) as Reference)).toEqual([]);
});

test.skipIf(!isRequired && !hasSciPy())(
  "and those of the installed SciPy, with 1,000 lists of p-values with ties (skipped without Python and SciPy)",
  { timeout: 120_000 },
  () => {
    const reference = JSON.parse(run(script, "1000")) as Reference;
    expect(reference.adjusted).toHaveLength(1000);
    expect(differences(reference)).toEqual([]);
  },
);

test("a rank by one argsort, which is no rank, gives other p-values for most of the stored lists", () => {
  const { adjusted } = JSON.parse(readFileSync(new URL("statistics.json", import.meta.url), "utf8")) as Reference;
  const oneArgsort = (p: readonly number[]): number[] => {
    const order = [...p.keys()].sort((a, b) => (p[a] ?? NaN) - (p[b] ?? NaN));
    return p.map((value, i) => Math.min(1, (value * p.length) / ((order[i] ?? NaN) + 1)));
  };
  const others = adjusted.filter(([p, , fdr]) =>
    oneArgsort(p).some((value, i) => Math.abs(value - (fdr[i] ?? NaN)) > 1e-9),
  );
  expect(others.length).toBeGreaterThan(adjusted.length / 2);
});

function differences({ relativeTolerance, wilson, clopperPearson, mcNemar, fisher, adjusted }: Reference): unknown[] {
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= relativeTolerance * Math.max(1e-3, Math.abs(b));
  const all = (a: readonly number[], b: readonly number[]): boolean => a.every((value, i) => same(value, b[i] ?? NaN));
  return [
    ...wilson.filter(([k, n, level, ...bounds]) => !all(wilsonInterval(k, n, level), bounds)),
    ...clopperPearson.filter(([k, n, level, ...bounds]) => !all(clopperPearsonInterval(k, n, level), bounds)),
    ...mcNemar.filter(([broken, fixed, p]) => !same(mcNemarTest(broken, fixed), p)),
    ...fisher.filter(([a, n, b, m, p]) => !same(fisherTest(a, n, b, m), p)),
    ...adjusted.filter(([p, holm]) => !all(adjustPValues(p, "holm"), holm)),
    ...adjusted.filter(([p, , fdr]) => !all(adjustPValues(p, "benjaminiHochberg"), fdr)),
  ];
}

function run(...args: readonly string[]): string {
  return execFileSync(python, args, { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "pipe"] });
}

function hasSciPy(): boolean {
  try {
    return run("-c", "import scipy; print(scipy.__version__)").startsWith("1.");
  } catch {
    return false;
  }
}
