export { equalOrNotNegative, equalStripped, equalSubstituted, impliedPair } from "./checklist/answer-rules.ts";
export { loadCheckListSuite, readCheckListTests } from "./checklist/load-suite.ts";
export type { CheckListSource, CheckListSuite, LoadCheckListOptions } from "./checklist/load-suite.ts";
export { importCheckList } from "./checklist/import-checklist.ts";
export type { ImportCheckListOptions, ImportedSuite, UnmappedExpectation } from "./checklist/import-checklist.ts";
export { recordedPredictor } from "./checklist/recorded-predictor.ts";
