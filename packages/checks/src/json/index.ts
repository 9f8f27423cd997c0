export { suiteFromJson } from "./suite-from-json.ts";
export { suiteToJson } from "./suite-to-json.ts";
export type { CheckJson, SuiteJson } from "./suite-to-json.ts";
