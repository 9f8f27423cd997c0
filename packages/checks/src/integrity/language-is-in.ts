import { showValue } from "@mlsys/core/basics";
import { ChecksError } from "../checks-error.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnName, inWords } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";

/** What a detector says of a text that it cannot tell the language of: nothing, or ISO 639's code for undetermined. */
const UNDETERMINED = ["", "und"];

/**
 * Texts must be in one of some languages. Which language a text is in says a detector of your choice, such as the function that the packages
 * `franc-min` or `tinyld` export; texts that it cannot tell (`""`, `"und"`, null) pass. For data in memory and streams.
 *
 * @param column - the column of texts.
 * @param languages - the languages, in the codes of the detector.
 * @param detect - gives the language of a text.
 * @param options - tolerance, condition, group, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { languageIsIn } from "@mlsys/checks/integrity";
 *
 * const detect = (text: string) => (/\b(?:the|and)\b/.test(text) ? "en" : /\b(?:der|und)\b/.test(text) ? "de" : null);
 * const report = await checkSuite("news", [languageIsIn("text", ["en"], detect)]).run({ text: ["the profit", "der Gewinn", "42"] });
 * report.results[0].unexpectedIndices; // => [1]
 * ```
 */
export function languageIsIn(
  column: string,
  languages: readonly string[],
  detect: (text: string) => string | null | undefined,
  options: RowCheckOptions = {},
): Check {
  const kind = "languageIsIn";
  const name = columnName(kind, column);
  const allowed = new Set<unknown>(Array.isArray(languages) ? languages : []);
  if (allowed.size === 0 || typeof detect !== "function")
    throw new ChecksError({
      code: "invalidCheck",
      what: "a check of languages needs languages and a detector",
      where: kind,
      found: `${showValue(languages)} and ${showValue(detect)}`,
      fix: "give an array of at least one code, and a function from a text to a code",
    });
  const parsed = parseRowOptions(kind, options, {});
  return rowCheck({
    check: kind,
    columns: [name],
    parameters: { languages: [...allowed] },
    sentence: `${name} must be in ${inWords([...allowed].map(String), "or")}`,
    rows: { op: "test", columns: [name], test: isAllowed, missing: "skip", pure: true },
    accepts: ["string"],
    options: parsed,
  });

  function isAllowed(text: unknown): boolean {
    if (typeof text !== "string") return false;
    const language = detect(text) ?? "";
    return UNDETERMINED.includes(language) || allowed.has(language);
  }
}
