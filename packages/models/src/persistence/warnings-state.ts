import type { FittedModel } from "../estimator.ts";
import type { ModelWarning } from "../model-warning.ts";
import type { SavedModel, StateValue } from "./saved-model.ts";
import { StateReader } from "./state-reader.ts";

/** What a fit had to report, as state; nothing where there was nothing. */
export function warningsState(warnings: readonly ModelWarning[]): { readonly warnings?: readonly StateValue[] } {
  if (warnings.length === 0) return {};
  return {
    warnings: warnings.map(({ code, message, details }) => ({
      code,
      message,
      details: Object.fromEntries(Object.entries(details).filter(isKnown)),
    })),
  };
}

/** Gives a model that was just read what its fit had to report; a composed one has it from its parts. */
export function restoreWarnings<Model extends FittedModel>(model: Model, saved: SavedModel): Model {
  if (saved.state["warnings"] === undefined || model.warnings.length > 0) return model;
  const warnings = new StateReader(saved).records("warnings").map((record): ModelWarning => {
    const read = new StateReader({ kind: saved.kind, version: 1, state: record });
    return {
      code: read.text("code") as ModelWarning["code"],
      message: read.text("message"),
      details: read.record("details"),
    };
  });
  return Object.defineProperty(model, "warnings", { value: warnings, enumerable: true });
}

function isKnown(entry: [string, unknown]): entry is [string, StateValue] {
  return entry[1] !== undefined;
}
