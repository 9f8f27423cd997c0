import { oneOf, parseOptions, text } from "@mlsys/core/basics";
import { ChecksError } from "../checks-error.ts";
import { columnsExist } from "../checks/columns-exist.ts";
import { RULES } from "../internal/profile/rules.ts";
import { suggestionOf } from "../internal/profile/suggest.ts";
import { checkSuite } from "../suite/check-suite.ts";
import type { DataSource, MemoryData } from "../sources/source.ts";
import type { SuggestedSuite, Suggestion } from "./suggested-suite.ts";
import type { TableProfile } from "./table-profile.ts";

/** Options of {@link suggestSuite}. */
export interface SuggestSuiteOptions {
  /** Name of the suite. Default `"suggested"`. */
  readonly name?: string | undefined;
  /**
   * How bold suggestions may be: `"loose"` leaves out what would only warn (ranges, means, lengths), `"usual"` has all. Default
   * `"usual"`.
   */
  readonly strictness?: "loose" | "usual" | undefined;
}

/**
 * Suggests a suite for further data like that of a profile: types, completeness, keys, value sets, ranges, means, formats, lengths. A
 * rule speaks only where there are rows enough, and leaves room for what they did not show; each suggestion carries its evidence
 * and confidence. The same profile gives the same suite.
 *
 * @param profile - the profile of {@link profile}.
 * @param options - name, strictness.
 * @returns the suite, ready to run, with its suggestions and itself as a TypeScript module.
 * @throws {ChecksError} `invalidOption`.
 *
 * @example
 * ```ts
 * import { profile, suggestSuite } from "@mlsys/checks/profile";
 *
 * const rows = Array.from({ length: 400 }, (_, id) => ({ id, label: id % 2 === 0 ? "good" : "bad" }));
 * const suite = suggestSuite(await profile(rows));
 * suite.suggestions.filter(({ rule }) => rule === "value set").map(({ source }) => source); // => ['isIn("label", ["bad", "good"])']
 * (await suite.run(rows)).passed; // => true
 * ```
 */
export function suggestSuite(profile: TableProfile, options: SuggestSuiteOptions = {}): SuggestedSuite {
  const { name, strictness } = parseOptions(
    "suggestSuite",
    options,
    {
      name: { rule: text({ minLength: 1 }), default: "suggested" },
      strictness: { rule: oneOf("loose", "usual"), default: "usual" },
    },
    ChecksError,
  );
  const suggestions = suggestionsFor(profile).filter(
    ({ check }) => strictness === "usual" || check.severity === "error",
  );
  return suggestedSuite(name, suggestions);
}

/**
 * Leaves out of a suggested suite what does not hold on other data of the same kind, such as a part of the rows that the profile did
 * not see.
 *
 * @param suite - the suggested suite.
 * @param data - the other data.
 * @returns the suite without the checks that failed or could not be judged.
 * @throws {ChecksError} `invalidData`, `sourceFailed`.
 *
 * @example
 * ```ts
 * import { profile, suggestSuite, withoutFailing } from "@mlsys/checks/profile";
 *
 * const suite = suggestSuite(await profile({ x: Array.from({ length: 400 }, (_, i) => i % 7) }));
 * const kept = await withoutFailing(suite, { x: [1, 2, 99] });
 * kept.checks.some(({ check }) => check === "isIn"); // => false
 * ```
 */
export async function withoutFailing(suite: SuggestedSuite, data: MemoryData | DataSource): Promise<SuggestedSuite> {
  const { results } = await suite.run(data);
  const kept = suite.suggestions.filter(
    (_, i) => results[i]?.outcome === "passed" || results[i]?.outcome === "notEvaluated",
  );
  return suggestedSuite(suite.name, kept);
}

function suggestionsFor(profile: TableProfile): Suggestion[] {
  const names = profile.columns.map(({ column }) => column);
  if (names.length === 0) return [];
  const schema = suggestionOf("columns", {
    factory: columnsExist,
    parameters: [names],
    evidence: { columns: names.length },
    confidence: 1,
  });
  const ofColumns = profile.columns.flatMap((column) =>
    RULES.flatMap(({ rule, suggest }) => {
      const suggestion = suggest(column, profile);
      return suggestion === undefined ? [] : [suggestionOf(rule, suggestion)];
    }),
  );
  return [schema, ...ofColumns];
}

function suggestedSuite(name: string, suggestions: readonly Suggestion[]): SuggestedSuite {
  const suite = checkSuite(
    name,
    suggestions.map(({ check }) => check),
  );
  return { ...suite, suggestions, source: moduleOf(name, suggestions) };
}

function moduleOf(name: string, suggestions: readonly Suggestion[]): string {
  const functions = ["checkSuite", ...new Set(suggestions.map(({ check }) => check.check))].sort();
  return [
    `import { ${functions.join(", ")} } from "@mlsys/checks";`,
    "",
    `export const suite = checkSuite(${JSON.stringify(name)}, [`,
    ...suggestions.map(({ source }) => `  ${source},`),
    "]);",
    "",
  ].join("\n");
}
