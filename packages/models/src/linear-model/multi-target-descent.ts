import { Matrix } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { FitOptions, VectorLike } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { isVector, targetsOf, weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { fitByDescent, regressionData } from "./elastic-net-fit.ts";
import type { DescentSettings, FittedDescent } from "./elastic-net-fit.ts";
import { FittedMultiTargetModel } from "./linear-model.ts";
import type { LinearFacts } from "./linear-model.ts";

/** What fits by coordinate descent learned, one a target. */
export interface MultiTargetDescent {
  /** Targets × features. */
  readonly coef: Matrix;
  readonly intercept: Float64Array;
  readonly facts: LinearFacts & { readonly nIter: Int32Array; readonly dualGap: Float64Array };
}

/** What lasso and elastic net of several targets share once fitted: each target has its own descent. */
export abstract class FittedSparseMultiTargetModel extends FittedMultiTargetModel {
  /** Number of passes over the coefficients, one a target. */
  readonly nIter: Int32Array;
  /** How far the mean objective may lie above its minimum, one a target. */
  readonly dualGap: Float64Array;

  /** @internal */
  constructor({ coef, intercept, facts }: MultiTargetDescent) {
    super(coef, intercept, facts);
    this.nIter = facts.nIter;
    this.dualGap = facts.dualGap;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { intercept, nIter, dualGap } = this;
    return { coef: matrixState(this.coef), intercept, nIter, dualGap, featureNamesIn: this.featureNamesIn ?? null };
  }
}

/** The fit of an estimator: one target (one number a row), or several (rows × targets). */
export function descentFit<One, Several>(
  kind: string,
  settings: DescentSettings,
  one: (fitted: FittedDescent) => One,
  several: (fitted: MultiTargetDescent) => Several,
): (input: MatrixLike, y: VectorLike | MatrixLike, options?: FitOptions) => One | Several {
  return (input, y, options = {}) => {
    const rules = { isCheckedLater: true };
    if (isVector(y)) return one(fitByDescent(kind, settings, regressionData(kind, input, y, options, rules)));
    const owner = `${kind}.fit`;
    const { X: features, names } = featuresToFit(kind, input, rules);
    const [X, Y] = [toDense(owner, features), targetsOf(owner, y, features.rows)];
    const weights = weightsOf(owner, options, X.rows);
    const targets = Array.from({ length: Y.cols }, (_, k) => Y.column(k));
    return several(joined(targets.map((target) => fitByDescent(kind, settings, { X, y: target, weights, names }))));
  };
}

function joined(fits: readonly FittedDescent[]): MultiTargetDescent {
  const features = fits[0]?.facts.nFeaturesIn ?? 0;
  const coef = new Matrix(fits.length, features);
  fits.forEach((fit, k) => coef.data.set(fit.coef, k * features));
  return {
    coef,
    intercept: Float64Array.from(fits, ({ intercept }) => intercept),
    facts: {
      nFeaturesIn: features,
      featureNamesIn: fits[0]?.facts.featureNamesIn,
      warnings: fits.flatMap(({ facts }) => facts.warnings),
      nIter: Int32Array.from(fits, ({ facts }) => facts.nIter),
      dualGap: Float64Array.from(fits, ({ facts }) => facts.dualGap),
    },
  };
}

/** The parts of a saved model of several targets that was fitted by coordinate descent. */
export function readMultiTargetDescent(saved: SavedModel): MultiTargetDescent {
  const read = new StateReader(saved);
  const coef = read.matrix("coef");
  return {
    coef,
    intercept: read.vector("intercept", coef.rows),
    facts: {
      nIter: read.integers("nIter", coef.rows),
      dualGap: read.vector("dualGap", coef.rows),
      nFeaturesIn: coef.cols,
      featureNamesIn: read.optionalTexts("featureNamesIn"),
      warnings: [],
    },
  };
}
