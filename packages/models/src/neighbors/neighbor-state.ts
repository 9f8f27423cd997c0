import { parseOptions } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import type { StateValue } from "../persistence/saved-model.ts";
import type { StateReader } from "../persistence/state-reader.ts";
import { neighborsSpecs } from "./neighbor-options.ts";
import type { NeighborsSettings } from "./neighbor-options.ts";

/** The options of a search, to be saved. */
export function settingsState(owner: string, settings: NeighborsSettings): { readonly [key: string]: StateValue } {
  const { metric, weights, metricParams } = settings;
  if (typeof metric === "function" || typeof weights === "function") {
    throw new ModelsError({
      code: "notSupported",
      what: "neighbors by a function of the caller's cannot be saved",
      where: owner,
      fix: "name the metric and the weights",
    });
  }
  const w = metricParams?.w;
  return { settings: { ...settings, metric, weights, metricParams: w === undefined ? null : { w: Array.from(w) } } };
}

/** Reads what {@link settingsState} gave. */
export function readSettings(read: StateReader): NeighborsSettings {
  return parseOptions("modelFromJSON, settings", read.record("settings"), neighborsSpecs(), ModelsError);
}
