import type { FittedModel } from "../estimator.ts";
import type { ModelWarning } from "../model-warning.ts";
import { encodeState } from "./encode-state.ts";
import type { ModelJson, SavedModel, StateValue } from "./saved-model.ts";
import { warningsState } from "./warnings-state.ts";

/** What all our fitted models share: how they are saved. */
export abstract class Fitted implements FittedModel {
  /** The factory's name. */
  abstract readonly kind: string;
  /** What the fit had to report; empty when all went well. */
  readonly warnings: readonly ModelWarning[];

  protected constructor(warnings: readonly ModelWarning[] = []) {
    this.warnings = warnings;
  }

  /** Whether the fit ended by itself: false where a limit of steps ended it, of which a warning tells more. */
  get converged(): boolean {
    return this.warnings.every(({ code }) => code !== "didNotConverge");
  }

  /** What was learned, by name. */
  protected abstract learned(): { readonly [key: string]: StateValue };

  /** Everything learned, as plain values and typed arrays. */
  toState(): SavedModel {
    return { kind: this.kind, version: 1, state: { ...this.learned(), ...warningsState(this.warnings) } };
  }

  /** Everything learned, as JSON data; `modelFromJSON` makes the model again. */
  toJSON(): ModelJson {
    return encodeState(this.toState());
  }
}
