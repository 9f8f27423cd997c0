import { parseOptions, satisfying } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";

const anything = { rule: satisfying("anything", (_value: unknown): _value is unknown => true) } as const;

/** Refuses options of a fit or of a score that have no meaning, and tells the nearest name that has one. */
export function assertFitOptions(owner: string, options: object | undefined, others: readonly string[] = []): void {
  if (options === undefined) return;
  const names = ["sampleWeight", ...others];
  parseOptions(owner, options, Object.fromEntries(names.map((name) => [name, anything])), ModelsError);
}
