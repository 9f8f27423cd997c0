import { arrayOf, integer, text } from "@mlsys/core/basics";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link nullsAreSpelledOnce}. */
export interface NullsAreSpelledOnceOptions extends CheckOptions {
  /** Texts that mean a missing value, whatever their case. Default none, null, nan, na, the empty text and NUL. */
  readonly spellings?: readonly string[] | undefined;
  /** How many ways to say missing there may be, a real null being one. Default 1. */
  readonly max?: number | undefined;
}

const SPELLINGS = ["none", "null", "nan", "na", "", "\0"];

/**
 * Missing values must be written in one way: not here as null, there as `"NA"` and elsewhere as an empty text.
 *
 * @param column - the column.
 * @param options - `spellings`, `max`; condition, group, severity, name.
 * @returns the check; the observed value is the number of ways, `details` counts each.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { nullsAreSpelledOnce } from "@mlsys/checks/integrity";
 *
 * const report = await checkSuite("people", [nullsAreSpelledOnce("name")]).run({ name: ["Ada", null, "N/A", "na", "None"] });
 * report.results[0].details; // => { spellings: [{ value: null, count: 1 }, { value: "None", count: 1 }, { value: "na", count: 1 }] }
 * ```
 */
export function nullsAreSpelledOnce(column: string, options: NullsAreSpelledOnceOptions = {}): Check {
  const kind = "nullsAreSpelledOnce";
  const name = columnName(kind, column);
  const parsed = parseFigureOptions(kind, options, {
    spellings: { rule: arrayOf(text()), default: SPELLINGS },
    max: { rule: integer({ min: 1 }), default: 1 },
  });
  const { spellings, max } = parsed;
  const known = new Set(spellings.map((spelling) => spelling.toLowerCase()));
  return figureCheck({
    check: kind,
    columns: [name],
    parameters: { max, ...(spellings === SPELLINGS ? {} : { spellings }) },
    sentence: `missing values of ${name} must be written in ${max === 1 ? "one way" : `at most ${max} ways`}`,
    needs: { values: { ...valuesRequest, column: name } },
    options: parsed,
    find: ({ values }) => {
      const written = values.list().filter(({ value }) => typeof value === "string" && known.has(value.toLowerCase()));
      const missing = values.rows - values.count;
      const ways = [...(missing === 0 ? [] : [{ value: null, count: missing }]), ...written];
      return {
        observed: values.rows === 0 ? null : ways.length,
        holds: ways.length <= max,
        words:
          ways.length === 0
            ? "there is none"
            : `there are ${ways.map(({ value }) => JSON.stringify(value)).join(", ")}`,
        elementCount: values.rows,
        missingCount: missing,
        details: { spellings: ways },
      };
    },
  });
}
