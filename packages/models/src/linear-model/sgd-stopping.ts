import { allFinite } from "../internal/all-finite.ts";
import { ModelsError } from "../models-error.ts";
import type { SgdSettings } from "./sgd-options.ts";
import type { SgdRun } from "./sgd-run.ts";

/** Decides after each pass whether a descent still gains. */
export class SgdStopping {
  private readonly run: SgdRun;
  private readonly settings: SgdSettings;
  private readonly trained: number;
  private bestObjective = Infinity;
  private bestScore = -Infinity;
  private idle = 0;
  private epoch = 0;

  constructor(run: SgdRun, settings: SgdSettings) {
    this.run = run;
    this.settings = settings;
    this.trained =
      run.isValidation === undefined ? run.X.rows : run.isValidation.reduce((n, each) => n - each, run.X.rows);
  }

  /**
   * Whether enough passes were idle, this one included; then counts anew.
   *
   * @throws {ModelsError} `nonFinite`.
   */
  isIdle(objective: number, weights: Float64Array, intercept: number): boolean {
    const { validationScore } = this.run;
    const { tol, earlyStopping, nIterNoChange } = this.settings;
    this.epoch += 1;
    if (!Number.isFinite(intercept) || !allFinite(weights)) throw overflow(this.run.owner, this.epoch);
    if (earlyStopping && validationScore !== undefined) {
      const score = validationScore(weights, intercept);
      this.idle = tol !== null && score < this.bestScore + tol ? this.idle + 1 : 0;
      this.bestScore = Math.max(this.bestScore, score);
    } else {
      const mean = objective / this.trained;
      this.idle = tol !== null && mean > this.bestObjective - tol ? this.idle + 1 : 0;
      this.bestObjective = Math.min(this.bestObjective, mean);
    }
    if (this.idle < nIterNoChange) return false;
    this.idle = 0;
    return true;
  }
}

/** The refusal of coefficients that are no longer finite. */
export function overflow(owner: string, epoch: number): ModelsError {
  return new ModelsError({
    code: "nonFinite",
    what: "the coefficients outgrew the range of doubles",
    where: owner,
    found: `at epoch ${epoch}`,
    fix: "scale the features with standardScaler or minMaxScaler, or lower eta0",
    details: { epoch },
  });
}
