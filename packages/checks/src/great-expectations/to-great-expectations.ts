import { isMlsysError } from "@mlsys/core/basics";
import { ChecksError } from "../checks-error.ts";
import { checkToExpectation } from "../internal/great-expectations/check-to-expectation.ts";
import type { ExpectationJson } from "../internal/great-expectations/check-to-expectation.ts";
import type { CheckSuite } from "../suite/check-suite.ts";

/** An expectation as JSON: `type` since 1.0, `expectation_type` before. */
export interface GreatExpectation extends Omit<ExpectationJson, "type"> {
  readonly type?: string;
  readonly expectation_type?: string;
}

/** A suite as Great Expectations' JSON. */
export interface GreatExpectationsSuite {
  readonly name?: string;
  readonly expectation_suite_name?: string;
  readonly expectations: readonly GreatExpectation[];
  readonly meta: Readonly<Record<string, unknown>>;
}

/** Options of {@link toGreatExpectations}. */
export interface ToGreatExpectationsOptions {
  /** The version of Great Expectations: the names of fields differ. Default `"1"`. */
  readonly version?: "0.18" | "1" | undefined;
  /** What to do with checks that it has no expectation for: refuse the suite, or leave them out. Default `"throw"`. */
  readonly unsupported?: "throw" | "skip" | undefined;
}

/**
 * Writes a suite as Great Expectations' JSON.
 *
 * @param suite - the suite.
 * @param options - version, what to do with checks that it has no expectation for.
 * @returns the suite's JSON.
 * @throws {ChecksError} `notSupported`, with all checks that have no expectation.
 *
 * @example
 * ```ts
 * import { checkSuite, isBetween } from "@mlsys/checks";
 * import { toGreatExpectations } from "@mlsys/checks/great-expectations";
 *
 * const { expectations } = toGreatExpectations(checkSuite("payments", [isBetween("amount", { min: 0, mostly: 0.9 })]));
 * expectations[0]?.kwargs; // => { column: "amount", min_value: 0, mostly: 0.9 }
 * ```
 */
export function toGreatExpectations(
  suite: CheckSuite,
  { version = "1", unsupported = "throw" }: ToGreatExpectationsOptions = {},
): GreatExpectationsSuite {
  const refused: { check: string; reason: string }[] = [];
  const expectations = suite.checks.flatMap((check) => {
    try {
      return [checkToExpectation(check)];
    } catch (error) {
      if (!isMlsysError(error)) throw error;
      refused.push({ check: check.name, reason: error.message });
      return [];
    }
  });
  if (refused.length > 0 && unsupported === "throw")
    throw new ChecksError({
      code: "notSupported",
      what: `${refused.length} ${refused.length === 1 ? "check has" : "checks have"} no expectation`,
      where: "toGreatExpectations",
      found: refused.map(({ reason }) => reason).join("; "),
      fix: 'remove them, or give { unsupported: "skip" }',
      details: { refused },
    });
  if (version === "1") return { name: suite.name, expectations, meta: {} };
  const older = expectations.map(({ type, ...rest }) => ({ expectation_type: type, ...rest }));
  return { expectation_suite_name: suite.name, expectations: older, meta: {} };
}
