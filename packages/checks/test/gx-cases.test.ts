import type { CheckResult } from "@mlsys/checks";
import { isMlsysError } from "@mlsys/core";
import { fromGreatExpectations, toGreatExpectations } from "@mlsys/checks/great-expectations";
import { describe, expect, test } from "vitest";
import { columnsOf, dataOf, gxCases, gxCasesExist } from "./support/gx-cases.ts";
import type { GxCase } from "./support/gx-cases.ts";

/** Cases where we answer otherwise on purpose, by `expectation: title`, with the reason. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "expect_column_min_to_be_between: raise_valueerror_with_both_max_and_min_are_missing":
    "Great Expectations 1.x no longer raises without bounds, and we follow it",
  "expect_column_sum_to_be_between: raise_valueerror_with_both_max_and_min_are_missing":
    "Great Expectations 1.x no longer raises without bounds, and we follow it",
  "expect_column_values_to_be_of_type: negative_pandas_datetime_with_timezone":
    "an instant is a date, with and without a time zone",
  "expect_column_values_to_match_strftime_format: negative_test_input_already_datetimes":
    "Great Expectations 1.x no longer raises, and we follow it",
};

/** What differs between our answer and the definition's; empty when the case holds. */
async function differences(gx: GxCase): Promise<string[]> {
  let result: CheckResult | undefined;
  try {
    const suite = fromGreatExpectations({ expectations: [{ type: gx.expectation, kwargs: gx.kwargs }] });
    result = (await suite.run(dataOf(gx), { examples: Infinity })).results[0];
  } catch (error) {
    if (!isMlsysError(error)) throw error;
    return gx.expected.exception === undefined ? [`threw ${error.message}`] : [];
  }
  if (result === undefined) return ["no result"];
  if (gx.expected.exception !== undefined && (result.outcome === "error" || gx.expected.success === undefined))
    return result.outcome === "error" ? [] : [`no exception but ${result.outcome}: ${result.message}`];
  return compare(gx, result);
}

function compare({ expected, measured = {}, tolerance = 1e-6 }: GxCase, result: CheckResult): string[] {
  const found: string[] = [];
  const differ = (what: string, ours: unknown, theirs: unknown): void => {
    if (theirs !== undefined && !same(ours, theirs, tolerance))
      found.push(`${what}: ${JSON.stringify(ours)} for ${JSON.stringify(theirs)}`);
  };
  differ("success", result.success, expected.success);
  differ("indices", result.unexpectedIndices, expected.unexpected_index_list);
  if (result.unexpectedCount !== null) {
    differ(
      "unexpected",
      result.unexpectedCount,
      expected.unexpected_list?.length ?? expected.unexpected_count ?? measured.unexpected_count,
    );
    differ("elements", result.elementCount, expected.element_count ?? measured.element_count);
    if (!result.check.startsWith("isN"))
      differ("missing", result.missingCount, expected.missing_count ?? measured.missing_count);
  } else if (typeof expected.observed_value !== "object")
    differ("observed", result.observedValue, expected.observed_value);
  return found;
}

function same(ours: unknown, theirs: unknown, tolerance: number): boolean {
  if (typeof ours === "number" && typeof theirs === "number")
    return Math.abs(ours - theirs) <= tolerance * Math.max(1, Math.abs(theirs));
  if (typeof theirs === "string" && typeof ours === "string" && ours.endsWith("Z")) return ours.startsWith(theirs);
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

describe.skipIf(!gxCasesExist)("Great Expectations' own tests (skipped where the data is not there)", () => {
  const cases = gxCasesExist ? gxCases() : [];

  test("hold, but for those that are listed with a reason", async () => {
    const failing: string[] = [];
    for (const gx of cases) {
      const found = await differences(gx);
      const name = `${gx.expectation}: ${gx.title}`;
      if (found.length > 0 && !Object.hasOwn(OTHERWISE, name)) failing.push(`${name}: ${found.join("; ")}`);
      if (found.length === 0 && Object.hasOwn(OTHERWISE, name)) failing.push(`${name}: holds after all`);
    }
    expect(failing.sort()).toEqual([]);
    expect(cases.length).toBe(318);
  });

  test("p-values of named distributions are SciPy's far into the tail", async () => {
    const tails = cases.filter(({ expectation }) => expectation.includes("parameterized"));
    for (const gx of tails) {
      const suite = fromGreatExpectations({ expectations: [{ type: gx.expectation, kwargs: gx.kwargs }] });
      const [result] = (await suite.run(columnsOf(gx))).results;
      const error = Math.abs(Number(result?.observedValue) / Number(gx.expected.observed_value) - 1);
      // SciPy takes Pelz and Good's approximation in the middle, which is right to about 1e-7.
      expect([gx.title, error < 1e-6 ? "equal" : result?.observedValue]).toEqual([gx.title, "equal"]);
    }
    expect(tails.length).toBe(14);
  });

  test("still hold once a suite went through ours and back", async () => {
    const [changed, kept]: [string[], string[]] = [[], []];
    for (const gx of cases) {
      let suite;
      try {
        suite = fromGreatExpectations({ expectations: [{ type: gx.expectation, kwargs: gx.kwargs }] });
      } catch {
        continue;
      }
      const back = toGreatExpectations(suite, { unsupported: "skip", version: "0.18" });
      if (back.expectations.length === 0) continue;
      kept.push(gx.expectation);
      const run = async (own: typeof suite): Promise<unknown> => {
        const { success, unexpectedIndices, observedValue } = (await own.run(dataOf(gx))).results[0] ?? {};
        return { success, unexpectedIndices, observedValue };
      };
      const [first, second] = [await run(suite), await run(fromGreatExpectations(JSON.stringify(back)))];
      if (JSON.stringify(first) !== JSON.stringify(second)) changed.push(`${gx.expectation}: ${gx.title}`);
    }
    expect(changed).toEqual([]);
    expect(kept.length).toBeGreaterThan(250);
  });
});
