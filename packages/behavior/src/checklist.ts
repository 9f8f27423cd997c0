export { loadCheckListSuite, readCheckListTests } from "./checklist/load-suite.ts";
export type { CheckListSource, CheckListSuite, LoadCheckListOptions } from "./checklist/load-suite.ts";
