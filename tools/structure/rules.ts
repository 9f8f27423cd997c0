import { fileRules } from "./file-rules.ts";
import { manifestRules } from "./manifest-rules.ts";
import type { Rule } from "./rule.ts";
import { sourceRules } from "./source-rules.ts";

/** Every rule that a package must keep. */
export const rules: readonly Rule[] = [...manifestRules, ...fileRules, ...sourceRules];
