import { ChecksError } from "../../checks-error.ts";
import type { factoriesFor } from "./judge-rare.ts";
import type { rareOperand } from "./operand-rare.ts";
import type { textKernel } from "./text-kernels.ts";

/** What conditions need beside those on bounds, missing values and NaN. */
export interface RareConditions {
  readonly factoriesFor: typeof factoriesFor;
  readonly rareOperand: typeof rareOperand;
  readonly textKernel: typeof textKernel;
}

let loaded: RareConditions | undefined;

/** Puts them at hand once they are loaded. */
export function haveRareConditions(conditions: RareConditions): void {
  loaded = conditions;
}

/** These, where they are loaded. */
export function loadedConditions(): RareConditions | undefined {
  return loaded;
}

/** These, which were loaded before. */
export function rareConditions(): RareConditions {
  if (loaded !== undefined) return loaded;
  throw new ChecksError({ code: "notSupported", what: "a condition was judged before what it needs was loaded" });
}
