export { profile } from "./profile.ts";
export type { ProfileOptions } from "./profile.ts";
export type {
  ColumnProfile,
  NumericProfile,
  ProfileAlert,
  ProfileType,
  TableProfile,
  TextProfile,
} from "./table-profile.ts";
export { suggestSuite, withoutFailing } from "./suggest-suite.ts";
export type { SuggestSuiteOptions } from "./suggest-suite.ts";
export { suggestFrom } from "./suggest-from.ts";
export type { SuggestFromOptions } from "./suggest-from.ts";
export { updateSuite } from "./update-suite.ts";
export type { SuiteUpdate } from "./update-suite.ts";
export type { SuggestedSuite, Suggestion } from "./suggested-suite.ts";
