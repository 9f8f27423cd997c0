import * as checks from "@mlsys/checks";
import type { Check } from "@mlsys/checks";
import * as integrity from "@mlsys/checks/integrity";
import { contractChecks, oddNumberChecks } from "../../src/testing/contract-checks.ts";

/** The contract's checks, and one of every other kind; some by group, which are asked for in a second pass. */
export function allChecks(): Check[] {
  const bounds = { min: 0, max: 1 };
  return [
    ...contractChecks(),
    ...oddNumberChecks(),
    checks.columnCountIsBetween({ min: 1 }),
    checks.columnExists("row"),
    checks.columnsExist(["row"]),
    checks.hasNoGaps("at", { longest: "1 d" }),
    checks.isForeignKey("integer", { key: "row" }),
    checks.isForeignKey(["category", "text"], { table: "contract", key: ["text", "category"] }),
    checks.isForeignKey("number", { table: "contract", key: "category", groupBy: "flag" }),
    checks.isFresh("at", { maxAge: "1 d", groupBy: "category" }),
    checks.isIsoDate("at"),
    checks.isJson("text"),
    checks.matchesAll("text", ["a", "b"]),
    checks.matchesDateFormat("text", "%Y"),
    checks.quantileIsBetween("number", 0.3, bounds),
    checks.rowCountEqualsTable("contract"),
    checks.isUnique("integer", { groupBy: "category" }),
    checks.medianIsBetween("number", { ...bounds, groupBy: "flag" }),
    checks.zScoreIsBelow("number", 1, { groupBy: "category" }),
    checks.isNotOutlier("integer", { where: checks.equals("flag", true) }),
    integrity.columnsAreNotAssociated(["number", "integer", "category", "flag", "at"]),
    integrity.columnsAreNotAssociated(["number"], { with: "category", where: checks.isAbove("integer", 0) }),
    integrity.columnsDiffer(["number", "integer", "category"]),
    integrity.hasNoFrequentPhrase("text"),
    integrity.hasNoVariants("text"),
    integrity.isAscii("text"),
    integrity.isNotInTable("integer", "contract", { key: "row" }),
    integrity.isNotOnlySymbols("text"),
    integrity.isNotTruncated("text"),
    integrity.labelsDoNotConflict(["category", "integer"], "flag"),
    integrity.lengthsAreAlike("text"),
    integrity.nullsAreSpelledOnce("text"),
    integrity.languageIsIn("text", ["en"], () => "en"),
    integrity.predictivePowerIsBelow(["number"], "category"),
    integrity.rowCountRatioIsBetween("contract", bounds),
    integrity.rowIsNotEmpty(["category", "text"]),
    integrity.rowIsNotOutlier(["number"]),
    integrity.startsAfterTable("at", "contract"),
    integrity.textIsNotRepeated("text"),
    integrity.typesAreNotMixed("text"),
    integrity.wordsAreKnown("text", ["a"]),
    integrity.columnsAreNotAssociated(["number", "category"], { measure: "mutualInformation" }),
    integrity.textPropertyIsBetween("text", "length", { max: 3 }),
    integrity.textPropertyIsBetween("text", "wordCount", { max: 1 }),
    integrity.textPropertyIsNotOutlier("text", "length"),
    integrity.textPropertyIsNotOutlier("text", "upperCaseShare"),
  ];
}
