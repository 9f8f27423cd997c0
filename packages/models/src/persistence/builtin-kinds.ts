import { linearRegressionKind, multiTargetLinearRegressionKind } from "../linear-model/linear-regression.ts";
import type { ModelKind } from "./model-from-json.ts";

/** All kinds of this package; a function, so that what does not call it does not carry them. */
export function builtinKinds(): readonly ModelKind[] {
  return [linearRegressionKind, multiTargetLinearRegressionKind];
}
