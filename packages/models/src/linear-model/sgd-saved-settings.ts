import { parseOptions } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import type { StateReader } from "../persistence/state-reader.ts";
import { sgdSpecs } from "./sgd-options.ts";
import type { SgdSettings } from "./sgd-options.ts";

/** The settings of a saved model, checked like options. */
export function readSgdSettings(read: StateReader): SgdSettings {
  const { logger: _, ...specs } = sgdSpecs();
  const found = Object.fromEntries(
    Object.keys(specs).map((name) => [name, name === "average" ? averageOption(read) : read.value(name)]),
  );
  return sgdSettings(parseOptions("sgd", found, sgdSpecs(), ModelsError));
}

function averageOption(read: StateReader): boolean | number {
  const average = read.number("average");
  return average === 0 ? false : average;
}

/** Options once parsed, as settings: `average` is a number of steps. */
export function sgdSettings(
  parsed: Omit<SgdSettings, "average"> & { readonly average: boolean | number },
): SgdSettings {
  return { ...parsed, average: Number(parsed.average) };
}
