import { readFileSync } from "node:fs";
import { mcnemarTest, wilcoxonSignedRankTest } from "@mlsys/metrics";
import { expect, test } from "vitest";
import { binomialAtMost, fUpper, studentTwoSided } from "../../src/distributions/beta.ts";
import { upperGamma } from "../../src/distributions/gamma.ts";
import { normalCdf, normalQuantile } from "../../src/distributions/normal.ts";

interface Reference {
  readonly tolerance: number;
  readonly wilcoxon: readonly { a: number[]; b: number[]; statistic: number; pValue: number }[];
  readonly mcnemar: readonly { onlyA: number; onlyB: number; exact: number; corrected: number }[];
  readonly distributions: Readonly<Record<string, readonly (readonly number[])[]>>;
}

const reference = JSON.parse(readFileSync(new URL("test-cases.json", import.meta.url), "utf8")) as Reference;

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  normalCdf,
  normalQuantile,
  upperGamma,
  studentTwoSided,
  fUpper,
  binomialAtMost,
};

test.each(Object.keys(functions))("%s equals SciPy's", (name) => {
  for (const row of reference.distributions[name] ?? []) {
    const expected = row.at(-1) ?? NaN;
    const found = functions[name]?.(...row.slice(0, -1)) ?? NaN;
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(reference.tolerance * Math.max(Math.abs(expected), 1e-3));
  }
});

test("Wilcoxon's test equals SciPy's, exact and approximate", () => {
  for (const { a, b, statistic, pValue } of reference.wilcoxon) {
    const method = new Set(b.map((value, i) => Math.abs(value - (a[i] ?? 0)))).size === a.length ? "auto" : "normal";
    const found = wilcoxonSignedRankTest(a, b, {
      method: a.some((value) => value !== Number(value.toFixed(1))) ? method : "normal",
    });
    expect([found.statistic, Math.abs(found.pValue - pValue) < 1e-9]).toEqual([statistic, true]);
  }
});

test("McNemar's test equals SciPy's binomial and chi-squared tests", () => {
  for (const { onlyA, onlyB, exact, corrected } of reference.mcnemar) {
    expect(Math.abs(mcnemarTest(onlyA, onlyB).pValue - exact)).toBeLessThan(1e-11);
    expect(Math.abs(mcnemarTest(onlyA, onlyB, { method: "corrected" }).pValue - corrected)).toBeLessThan(1e-11);
  }
});
