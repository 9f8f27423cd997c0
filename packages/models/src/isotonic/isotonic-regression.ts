import { boolean, either, oneOf, parseOptions, real, toMatrix } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, RegressorModel, VectorLike } from "../estimator.ts";
import { assertFinite, retold } from "../internal/features.ts";
import { r2 } from "../internal/r2.ts";
import { isVector, numbersOf, weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { curveAt, fitCurve, risesOnTheWhole } from "./isotonic-curve.ts";
import type { IsotonicCurve } from "./isotonic-curve.ts";

/** Options of {@link isotonicRegression}. */
export interface IsotonicRegressionOptions {
  /** The least value of the curve. Default null, none. */
  readonly yMin?: number | null;
  /** The largest value of the curve. Default null, none. */
  readonly yMax?: number | null;
  /** Whether the curve rises or falls; `"auto"` tells by Spearman's rank correlation. Default true. */
  readonly increasing?: boolean | "auto";
  /** What is predicted outside of the places of the fit: NaN, the nearest end, or an error. Default `"nan"`. */
  readonly outOfBounds?: "nan" | "clip" | "raise";
}

const specs = () =>
  ({
    yMin: { rule: either(real(), oneOf(null)), default: null },
    yMax: { rule: either(real(), oneOf(null)), default: null },
    increasing: { rule: either(boolean(), oneOf("auto")), default: true },
    outOfBounds: { rule: oneOf("nan", "clip", "raise"), default: "nan" },
  }) as const;

type Settings = Required<IsotonicRegressionOptions>;

/** One place a row: a vector, or anything that is a matrix of one column. */
export type PlacesLike = VectorLike | MatrixLike;

/** An unfitted isotonic regression. */
export type IsotonicRegression = Regressor<PlacesLike, IsotonicRegressionModel>;

/**
 * The monotonic curve nearest to y by weighted squares, straight between its points. X has one column, or is a vector.
 *
 * @param options - `yMin`, `yMax`, `increasing`, `outOfBounds`.
 * @returns the unfitted regressor.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.isotonic.IsotonicRegression.html
 *
 * @example
 * ```ts
 * import { isotonicRegression } from "@mlsys/models";
 *
 * const model = isotonicRegression().fit([1, 2, 3, 4], [1, 3, 2, 4]);
 * model.predict([1, 2, 3, 3.5]); // => Float64Array.of(1, 2.5, 2.5, 3.25)
 * ```
 */
export function isotonicRegression(options: IsotonicRegressionOptions = {}): IsotonicRegression {
  const settings: Settings = parseOptions("isotonicRegression", options, specs(), ModelsError);
  return {
    kind: "isotonicRegression",
    estimatorType: "regressor",
    options: { ...settings },
    fit: (X, y, fitOptions = {}) => {
      const owner = "isotonicRegression.fit";
      const x = placesOf("isotonicRegression.fit", X);
      if (x.length === 0) {
        throw new ModelsError({
          code: "shapeMismatch",
          what: "X has no rows",
          where: `${owner}, X`,
          fix: "give at least one",
        });
      }
      const target = numbersOf(owner, "y", y, x.length);
      const weights = weightsOf(owner, fitOptions, x.length);
      const { increasing, yMin, yMax, outOfBounds } = settings;
      const rises = increasing === "auto" ? risesOnTheWhole(x, target) : increasing;
      const curve = fitCurve(x, target, weights, { increasing: rises, yMin, yMax });
      return new IsotonicRegressionModel(curve, rises, outOfBounds);
    },
  };
}

/** A fitted isotonic regression. */
export class IsotonicRegressionModel extends Fitted implements RegressorModel<PlacesLike> {
  readonly kind = "isotonicRegression";
  /** The places of the curve's points, ascending. */
  readonly XThresholds: Float64Array;
  /** The curve at those places. */
  readonly yThresholds: Float64Array;
  /** Whether the curve rises. */
  readonly increasing: boolean;
  private readonly outOfBounds: Settings["outOfBounds"];

  /** @internal */
  constructor({ x, y }: IsotonicCurve, increasing: boolean, outOfBounds: Settings["outOfBounds"]) {
    super();
    this.XThresholds = x;
    this.yThresholds = y;
    this.increasing = increasing;
    this.outOfBounds = outOfBounds;
  }

  /** The smallest place of the fit. */
  get XMin(): number {
    return this.XThresholds[0] as number;
  }

  /** The largest place of the fit. */
  get XMax(): number {
    return this.XThresholds.at(-1) as number;
  }

  /**
   * The curve at each place.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`; `invalidInput` outside of the fit with `outOfBounds: "raise"`.
   */
  predict(X: PlacesLike): Float64Array {
    return this.at("predict", X);
  }

  /**
   * The same as {@link IsotonicRegressionModel.predict}.
   *
   * @throws {ModelsError} as {@link IsotonicRegressionModel.predict}.
   */
  transform(X: PlacesLike): Float64Array {
    return this.at("transform", X);
  }

  /**
   * The coefficient of determination R² on X and y.
   *
   * @throws {ModelsError} as {@link IsotonicRegressionModel.predict}; `lengthMismatch`.
   */
  score(X: PlacesLike, y: VectorLike, fitOptions: FitOptions = {}): number {
    const predicted = this.predict(X);
    const owner = "isotonicRegression.score";
    const weights = weightsOf(owner, fitOptions, predicted.length);
    return r2(numbersOf(owner, "y", y, predicted.length), predicted, weights);
  }

  private at(method: string, X: PlacesLike): Float64Array {
    const places = placesOf(`isotonicRegression.${method}`, X);
    const curve = { x: this.XThresholds, y: this.yThresholds };
    const [low, high] = [this.XMin, this.XMax];
    return places.map((place, i) => {
      // One point makes a constant.
      if ((place >= low && place <= high) || curve.x.length === 1) return curveAt(curve, place);
      if (this.outOfBounds === "nan") return NaN;
      if (this.outOfBounds === "clip") return curveAt(curve, Math.min(high, Math.max(low, place)));
      throw new ModelsError({
        code: "invalidInput",
        what: "a place lies outside of those of the fit",
        where: `isotonicRegression.${method}, X[${i}]`,
        found: `${place}, outside of ${low} to ${high}`,
        fix: 'set outOfBounds to "clip" or "nan"',
      });
    });
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { XThresholds, yThresholds, increasing, outOfBounds } = this;
    return { XThresholds, yThresholds, increasing, outOfBounds };
  }
}

function placesOf(owner: string, X: PlacesLike): Float64Array {
  if (typeof X === "object" && (X as unknown) !== null && isVector(X)) {
    return numbersOf(owner, "X", X, "length" in X ? X.length : 0);
  }
  const where = `${owner}, X`;
  const matrix = retold(where, () => toMatrix(X as MatrixLike, where));
  if (matrix.rows > 0 && matrix.cols !== 1) {
    throw new ModelsError({
      code: "shapeMismatch",
      what: "X has not one column",
      where,
      found: `${matrix.rows} × ${matrix.cols}`,
      fix: "give one number per row, or a matrix of one column",
    });
  }
  assertFinite(matrix, where);
  return matrix.rows === 0 ? new Float64Array(0) : matrix.column(0);
}

/** How a saved isotonic regression is read. */
export const isotonicRegressionKind = {
  kind: "isotonicRegression",
  fromState: (saved: SavedModel): IsotonicRegressionModel => {
    const read = new StateReader(saved);
    const x = read.vector("XThresholds");
    const outOfBounds = read.text("outOfBounds");
    const curve = { x, y: read.vector("yThresholds", x.length) };
    const known = outOfBounds === "clip" || outOfBounds === "raise" ? outOfBounds : "nan";
    return new IsotonicRegressionModel(curve, read.boolean("increasing"), known);
  },
} as const;
