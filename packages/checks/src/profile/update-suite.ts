import { arrayOf, parseOptions, satisfying } from "@mlsys/core/basics";
import { ChecksError } from "../checks-error.ts";
import type { Check } from "../definition/check.ts";
import { widened } from "../internal/profile/widened.ts";
import { checkSuite } from "../suite/check-suite.ts";
import type { CheckSuite } from "../suite/check-suite.ts";
import type { DataSource, MemoryData } from "../sources/source.ts";
import { profile } from "./profile.ts";
import { suggestSuite } from "./suggest-suite.ts";
import type { Suggestion } from "./suggested-suite.ts";

/** What new data would change in a suite. */
export interface SuiteUpdate {
  /** The suite with the proposals in it. */
  readonly suite: CheckSuite;
  /** Checks that the new data does not meet, each with one that it meets: wider bounds, more values, more tolerance. */
  readonly changed: readonly { readonly before: Check; readonly after: Check; readonly because: string }[];
  /** Checks for columns that the suite says nothing of. */
  readonly added: readonly Suggestion[];
  /** Checks of columns that are no longer there. */
  readonly removed: readonly Check[];
  /** Checks that fail and that no proposal helps; they stay in the suite. */
  readonly failing: readonly Check[];
}

/**
 * Proposes what to change in a suite so that it holds for new data that is known to be good: only changes, so that proposing twice changes nothing
 * more. Somebody should read them; data that is not good would teach the suite its faults.
 *
 * @param suite - the suite, suggested or written.
 * @param data - the new data; not a stream, as it is read twice.
 * @param options - `ignore`: columns that are left alone.
 * @returns the proposals, and the suite with them.
 * @throws {ChecksError} `invalidData`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isBetween, isIn } from "@mlsys/checks";
 * import { updateSuite } from "@mlsys/checks/profile";
 *
 * const suite = checkSuite("sales", [isIn("kind", ["a", "b"]), isBetween("amount", { min: 0, max: 10 })]);
 * const data = Array.from({ length: 400 }, (_, i) => ({ kind: ["a", "b", "c"][i % 3], amount: i % 10 }));
 * const update = await updateSuite(suite, data);
 * update.changed.map(({ after }) => after.sentence); // => ['kind must be one of ["a", "b", "c"]']
 * (await update.suite.run(data)).passed; // => true
 * ```
 */
export async function updateSuite(
  suite: CheckSuite,
  data: Exclude<MemoryData, AsyncIterable<unknown>> | DataSource,
  options: { readonly ignore?: readonly string[] | undefined } = {},
): Promise<SuiteUpdate> {
  const specs = {
    ignore: { rule: arrayOf(satisfying("a name", (value): value is string => typeof value === "string")), default: [] },
  };
  const { ignore } = parseOptions("updateSuite", options, specs, ChecksError);
  const [report, facts] = [await suite.run(data), await profile(data)];
  const { suggestions } = suggestSuite(facts);
  const known = new Set(suite.checks.flatMap(({ columns }) => columns));
  const [changed, removed, failing]: [SuiteUpdate["changed"][number][], Check[], Check[]] = [[], [], []];
  const kept = suite.checks.flatMap((check, i) => {
    const { outcome, reason = null, message = "" } = report.results[i] ?? {};
    if (
      outcome === "passed" ||
      (outcome === "notEvaluated" && reason !== "columnMissing") ||
      check.columns.some((name) => ignore.includes(name))
    )
      return [check];
    if (check.columns.some((name) => !facts.columns.some(({ column }) => column === name))) {
      removed.push(check);
      return [];
    }
    const after = widened(check, suggestions);
    if (after === undefined) failing.push(check);
    else changed.push({ before: check, after, because: message });
    return [after ?? check];
  });
  const added = suggestions.filter(
    ({ check: { column } }) => column !== null && !known.has(column) && !ignore.includes(column),
  );
  return {
    suite: checkSuite(suite.name, [...kept, ...added.map(({ check }) => check)]),
    changed,
    added,
    removed,
    failing,
  };
}
