import { isMlsysError, oneOf, parseOptions } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import type { Check } from "../../definition/check.ts";

/** A rule of another tool, with how to make its check. */
export interface ForeignRule {
  /** What it is called there. */
  readonly name: string;
  readonly column: string | null;
  /** Makes the check; throws where there is none. */
  readonly make: () => Check;
}

/** What to do with rules that have no check here. */
export interface ImportOptions {
  /** Refuse the whole, naming all of them, or report each as an error in every run. Default `"throw"`. */
  readonly unsupported?: "throw" | "report" | undefined;
}

/**
 * Makes the checks of rules.
 *
 * @throws {ChecksError} `notSupported` with all rules that have no check, unless they are to be reported.
 */
export function translateAll(where: string, rules: readonly ForeignRule[], options: ImportOptions): Check[] {
  const { unsupported } = parseOptions(
    where,
    options,
    { unsupported: { rule: oneOf("throw", "report"), default: "throw" } },
    ChecksError,
  );
  const refused: { index: number; rule: string; reason: string }[] = [];
  const checks = rules.map((rule, index) => {
    try {
      return rule.make();
    } catch (error) {
      if (!isMlsysError(error)) throw error;
      refused.push({ index, rule: rule.name, reason: error.message });
      return unanswerable(rule, error.message);
    }
  });
  if (refused.length === 0 || unsupported === "report") return checks;
  const shown = refused.slice(0, 5).map(({ rule, reason }) => `${rule}: ${reason}`);
  if (refused.length > shown.length) shown.push(`and ${refused.length - shown.length} more`);
  throw new ChecksError({
    code: "notSupported",
    what: `${refused.length} ${refused.length === 1 ? "rule has" : "rules have"} no check`,
    where,
    found: shown.join("; "),
    fix: 'remove them, or give { unsupported: "report" } to see them as errors in each report',
    details: { refused },
  });
}

/** The objection that a rule has no check. */
export function noCheck(what: string, fix = "write a customCheck for it"): ChecksError {
  return new ChecksError({ code: "notSupported", what: `${what} has no check here`, fix });
}

/** A check that says in each run that it cannot be judged, so that nothing passes by omission. */
export function unanswerable({ name, column }: Pick<ForeignRule, "name" | "column">, reason: string): Check {
  return {
    check: name,
    column,
    columns: [],
    parameters: {},
    name,
    description: null,
    severity: "error",
    sentence: name,
    needs: {},
    judge: () => ({ outcome: "error", reason: "notSupported", message: reason }),
  };
}
