import type { Logger } from "@mlsys/core";
import type { ModelWarning } from "../model-warning.ts";

/** Tells the logger, and gives the warning back for the model. */
export function warn(logger: Logger, warning: ModelWarning): ModelWarning {
  logger.warn(warning.message, { code: warning.code, ...warning.details });
  return warning;
}
