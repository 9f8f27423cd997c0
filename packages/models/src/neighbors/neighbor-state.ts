import { parseOptions } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import type { StateValue } from "../persistence/saved-model.ts";
import type { StateReader } from "../persistence/state-reader.ts";
import { neighborsSpecs } from "./neighbor-options.ts";
import type { NeighborsSettings } from "./neighbor-options.ts";

/** The options of a search, to be saved. */
export function settingsState(settings: NeighborsSettings): { readonly [key: string]: StateValue } {
  return { settings: { ...settings } };
}

/** Reads what {@link settingsState} gave. */
export function readSettings(read: StateReader): NeighborsSettings {
  return parseOptions("modelFromJSON, settings", read.record("settings"), neighborsSpecs(), ModelsError);
}
