import { oneOf, parseOptions } from "@mlsys/core";
import { binomialAtMost } from "../distributions/beta.ts";
import { upperGamma } from "../distributions/gamma.ts";
import { MetricsError } from "../metrics-error.ts";

/** Options of {@link mcnemarTest}. */
export interface McnemarOptions {
  /** From the binomial distribution, or chi-squared with continuity correction, or without. Default `"exact"`. */
  readonly method?: "exact" | "corrected" | "uncorrected" | undefined;
}

/** The result of a test. */
export interface TestResult {
  /** The name of the test. */
  readonly test: string;
  readonly statistic: number;
  /** The chance of such a result, were there no difference; two-sided. */
  readonly pValue: number;
}

/**
 * McNemar's test of two models on the same rows: only rows on which exactly one of them is right tell them apart.
 *
 * @param onlyA - number of rows on which only model A is right.
 * @param onlyB - number of rows on which only model B is right.
 * @param options - exact or approximate.
 * @returns the statistic (of the exact test: the smaller number) and the two-sided chance.
 * @throws {@link MetricsError} `invalidInput` when a number is no count; `invalidOption`.
 * @see McNemar, "Note on the sampling error of the difference between correlated proportions", Psychometrika 12 (1947).
 *
 * @example
 * ```ts
 * import { mcnemarTest } from "@mlsys/metrics";
 *
 * mcnemarTest(2, 10).pValue.toFixed(6); // => "0.038574"
 * mcnemarTest(2, 10, { method: "corrected" }).statistic.toFixed(4); // => "4.0833"
 * ```
 */
export function mcnemarTest(onlyA: number, onlyB: number, options?: McnemarOptions): TestResult {
  const rule = oneOf("exact", "corrected", "uncorrected");
  const specs = { method: { rule, default: "exact" as "exact" | "corrected" | "uncorrected" } };
  const { method } = parseOptions("mcnemarTest", options, specs, MetricsError);
  for (const [name, count] of Object.entries({ onlyA, onlyB })) {
    if (Number.isSafeInteger(count) && count >= 0) continue;
    throw new MetricsError({
      code: "invalidInput",
      what: "this is no count",
      where: `mcnemarTest, ${name}`,
      found: String(count),
      fix: "give a whole number of at least 0",
      details: { argument: name },
    });
  }
  const test = `McNemar (${method})`;
  const n = onlyA + onlyB;
  if (method === "exact") {
    const least = Math.min(onlyA, onlyB);
    return { test, statistic: least, pValue: n === 0 ? 1 : Math.min(1, 2 * binomialAtMost(least, n, 0.5)) };
  }
  const distance = Math.max(0, Math.abs(onlyA - onlyB) - (method === "corrected" ? 1 : 0));
  const statistic = n === 0 ? 0 : distance ** 2 / n;
  return { test, statistic, pValue: upperGamma(0.5, statistic / 2) };
}
