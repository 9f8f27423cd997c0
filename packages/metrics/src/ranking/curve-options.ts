import { boolean, parseOptions } from "@mlsys/core";
import { labelRule } from "../classification/averaging.ts";
import { loggerSpec } from "../input/logger.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";

/** The options of a curve over thresholds, defaults filled in. */
export function parseCurve(owner: string, options: object | undefined, dropIntermediate: boolean) {
  return parseOptions(
    owner,
    options,
    {
      sampleWeight: weightSpec,
      posLabel: { rule: labelRule },
      dropIntermediate: { rule: boolean(), default: dropIntermediate },
      logger: loggerSpec(),
    },
    MetricsError,
  );
}

/** Both ends, and the points at which the true positives change before or after. */
export function turns(truePositives: Float64Array): number[] {
  const last = truePositives.length - 1;
  return [...truePositives.keys()].filter(
    (at) =>
      at === 0 ||
      at === last ||
      truePositives[at] !== truePositives[at - 1] ||
      truePositives[at + 1] !== truePositives[at],
  );
}
