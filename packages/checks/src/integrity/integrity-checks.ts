import { arrayOf, parseOptions, text } from "@mlsys/core/basics";
import { classRatioIsBetween } from "../checks/class-ratio-is-between.ts";
import { distinctCountIsBetween } from "../checks/distinct-count-is-between.ts";
import { isUnique } from "../checks/is-unique.ts";
import { nullShareIsBetween } from "../checks/null-share-is-between.ts";
import { ChecksError } from "../checks-error.ts";
import type { Check } from "../definition/check.ts";
import { columnNames } from "../internal/define/columns.ts";
import { columnsAreNotAssociated } from "./columns-are-not-associated.ts";
import { columnsDiffer } from "./columns-differ.ts";
import { hasNoVariants } from "./has-no-variants.ts";
import { labelsDoNotConflict } from "./labels-do-not-conflict.ts";
import { lengthsAreAlike } from "./lengths-are-alike.ts";
import { nullsAreSpelledOnce } from "./nulls-are-spelled-once.ts";
import { rowIsNotEmpty } from "./row-is-not-empty.ts";
import { typesAreNotMixed } from "./types-are-not-mixed.ts";

/** Options of {@link integrityChecks}. */
export interface IntegrityChecksOptions {
  /** The column of the label: its classes, conflicts between rows, and features that give it away. Default none. */
  readonly label?: string | undefined;
  /** Columns of categories or other short texts: how they are written. Default none. */
  readonly texts?: readonly string[] | undefined;
  /** Columns that identify a row and must not tell the label. Default none. */
  readonly ids?: readonly string[] | undefined;
}

/**
 * Checks of what is commonly wrong with a table before a model is trained on it, whatever it holds: constant, empty and equal columns, repeated
 * and empty rows, categories that are written in several ways, conflicting labels, features that give the label away. All are warnings.
 *
 * @param columns - the columns of the features.
 * @param options - `label`, `texts`, `ids`.
 * @returns the checks, for a suite.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { integrityChecks } from "@mlsys/checks/integrity";
 *
 * const rows = { a: [1, 2, 3, 1], b: [7, 7, 7, 7], kind: ["x", "X", "y", "x"], label: ["p", "n", "p", "n"] };
 * const suite = checkSuite("integrity", integrityChecks(["a", "b", "kind"], { label: "label", texts: ["kind"] }));
 * const { results } = await suite.run(rows);
 * const failed = results.filter(({ outcome }) => outcome === "failed");
 * failed.map(({ check, columns }) => `${check} ${columns.join()}`);
 * // => ["distinctCountIsBetween b", "isUnique a,b,kind", "hasNoVariants kind", "labelsDoNotConflict a,b,kind,label"]
 * ```
 */
export function integrityChecks(columns: readonly string[], options: IntegrityChecksOptions = {}): Check[] {
  const name = text({ minLength: 1 });
  const { label, texts, ids } = parseOptions(
    "integrityChecks",
    options,
    {
      label: { rule: name },
      texts: { rule: arrayOf(name), default: [] },
      ids: { rule: arrayOf(name), default: [] },
    },
    ChecksError,
  );
  const names = columnNames("integrityChecks", columns, 1);
  const severity = "warning";
  return [
    ...names.map((each) => distinctCountIsBetween(each, { min: 2, severity, name: `${each} is not constant` })),
    ...names.map((each) => nullShareIsBetween(each, { max: 0.99, severity, name: `${each} is not empty` })),
    ...(names.length < 2 ? [] : [columnsDiffer(names, { severity })]),
    isUnique(names, { report: "extra", skip: "never", severity }),
    rowIsNotEmpty(names, { severity }),
    ...texts.flatMap((each) => [
      hasNoVariants(each, { severity }),
      nullsAreSpelledOnce(each, { severity }),
      typesAreNotMixed(each, { severity }),
      lengthsAreAlike(each, { severity }),
    ]),
    ...(label === undefined ? [] : ofLabel(names, label, ids)),
  ];
}

function ofLabel(names: readonly string[], label: string, ids: readonly string[]): Check[] {
  const severity = "warning";
  return [
    classRatioIsBetween(label, { min: 0.1, severity }),
    labelsDoNotConflict(names, label, { severity }),
    columnsAreNotAssociated(names, { with: label, max: 0.8, severity }),
    ...ids.map((id) => columnsAreNotAssociated([id], { with: label, max: 0.2, severity })),
  ];
}
