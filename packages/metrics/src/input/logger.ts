import { satisfying, silentLogger } from "@mlsys/core";
import type { Logger, OptionSpec } from "@mlsys/core";

/** An option of the metrics that can be undefined. */
export interface LoggerOption {
  /** Takes a warning where a result is undefined. Default: none. */
  readonly logger?: Logger | undefined;
}

function isLogger(value: unknown): value is Logger {
  return typeof value === "object" && value !== null && "warn" in value;
}

/** The rule of the option `logger`. */
export function loggerSpec(): { readonly rule: OptionSpec<Logger>["rule"]; readonly default: Logger } {
  return { rule: satisfying("a logger", isLogger), default: silentLogger };
}
