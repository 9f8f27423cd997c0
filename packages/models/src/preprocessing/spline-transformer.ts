import { boolean, CsrMatrix, either, integer, Matrix, oneOf, parseOptions, satisfying } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { AnyMatrix, FitOptions, Transformer } from "../estimator.ts";
import { allFinite } from "../internal/all-finite.ts";
import { noExtremes, widenExtremes } from "../internal/column-extremes.ts";
import { mapColumns } from "../internal/columns.ts";
import { featuresToFit } from "../internal/features.ts";
import { withoutMissing } from "../internal/missing-numbers.ts";
import { linspace, quantileOfSorted, rangeOf, weightedQuantile } from "../internal/quantiles.ts";
import { sorted } from "../internal/sorted.ts";
import { weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { bSplineBasis } from "./b-spline.ts";
import { FittedTransformer, readColumns, transformerOf } from "./fitted-transformer.ts";
import type { ColumnFacts } from "./fitted-transformer.ts";

/** What happens outside of the knots. */
export type SplineExtrapolation = "error" | "constant" | "linear" | "continue" | "periodic";

/** Options of {@link splineTransformer}. */
export interface SplineTransformerOptions {
  /** Number of knots, where `knots` is a word. Default 5. */
  readonly nKnots?: number;
  /** The degree of the polynomials. Default 3. */
  readonly degree?: number;
  /** Where the knots lie: evenly, at quantiles, or given, knots × columns. Default `"uniform"`. */
  readonly knots?: "uniform" | "quantile" | readonly (readonly number[])[];
  /** What happens outside of the knots. Default `"constant"`. */
  readonly extrapolation?: SplineExtrapolation;
  /** Whether the last spline of each column is kept; all of them add up to 1. Default true. */
  readonly includeBias?: boolean;
  /** Whether NaN is refused, or gives splines of 0. Default `"error"`. */
  readonly handleMissing?: "error" | "zeros";
  /** Whether the result is sparse. Default false. */
  readonly sparseOutput?: boolean;
}

const isKnots = (value: unknown): value is readonly (readonly number[])[] =>
  Array.isArray(value) &&
  value.length > 1 &&
  value.every((row) => Array.isArray(row) && row.every((each) => typeof each === "number" && Number.isFinite(each)));

const specs = () =>
  ({
    nKnots: { rule: integer({ min: 2 }), default: 5 },
    degree: { rule: integer({ min: 0 }), default: 3 },
    knots: {
      rule: either(oneOf("uniform", "quantile"), satisfying("at least two rows of numbers, one a column", isKnots)),
      default: "uniform" as "uniform" | "quantile" | readonly (readonly number[])[],
    },
    extrapolation: {
      rule: oneOf("error", "constant", "linear", "continue", "periodic"),
      default: "constant" as SplineExtrapolation,
    },
    includeBias: { rule: boolean(), default: true },
    handleMissing: { rule: oneOf("error", "zeros"), default: "error" as "error" | "zeros" },
    sparseOutput: { rule: boolean(), default: false },
  }) as const;

interface Settings {
  readonly nKnots: number;
  readonly degree: number;
  readonly knots: "uniform" | "quantile" | readonly (readonly number[])[];
  readonly extrapolation: SplineExtrapolation;
  readonly includeBias: boolean;
  readonly handleMissing: "error" | "zeros";
  readonly sparseOutput: boolean;
}

/** An unfitted spline transformer. */
export type SplineTransformer = Transformer<MatrixLike, AnyMatrix, SplineTransformerModel>;

/**
 * Replaces each column by B-splines, piecewise polynomials between knots, with which linear models fit curves. A sparse X is made
 * dense. Rows of weight 0 do not count for knots; other weights only where knots are quantiles. With degree 1, linear extrapolation goes on from the outermost knots of every column; scikit-learn 1.9 does so for the first
 * column only.
 *
 * @param options - `nKnots`, `degree`, `knots`, `extrapolation`, `includeBias`, `handleMissing`,
 * `sparseOutput`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.SplineTransformer.html
 *
 * @example
 * ```ts
 * import { splineTransformer } from "@mlsys/models";
 *
 * const model = splineTransformer({ nKnots: 3, degree: 1 }).fit([[0], [4]]);
 * model.transform([[0], [1], [2], [9]]).toArray(); // => [[1, 0, 0], [0.5, 0.5, 0], [0, 1, 0], [0, 0, 1]]
 * ```
 */
export function splineTransformer(options: SplineTransformerOptions = {}): SplineTransformer {
  const settings: Settings = parseOptions("splineTransformer", options, specs(), ModelsError);
  const count = typeof settings.knots === "string" ? settings.nKnots : settings.knots.length;
  if (settings.extrapolation === "periodic" && count <= settings.degree) {
    throw refusal("periodic splines need more knots than their degree", `${count} knots, degree ${settings.degree}`);
  }
  return transformerOf(
    "splineTransformer",
    { ...settings },
    (X: MatrixLike, _y?: unknown, options: FitOptions = {}) => fit(settings, X, options),
    true,
  );
}

function refusal(what: string, found: string): ModelsError {
  return new ModelsError({ code: "invalidOption", what, where: "splineTransformer", found, fix: "give other knots" });
}

function fit(settings: Settings, input: MatrixLike, fitOptions: FitOptions): SplineTransformerModel {
  const owner = "splineTransformer.fit";
  const { X, names } = featuresToFit("splineTransformer", input, { allowNaN: settings.handleMissing === "zeros" });
  if (X.rows < 2) {
    throw new ModelsError({
      code: "shapeMismatch",
      what: "knots need at least two rows",
      where: `${owner}, X`,
      found: "1 row",
      fix: "give more rows",
    });
  }
  const weights = weightsOf(owner, fitOptions, X.rows);
  const dense = toDense(owner, X);
  const base =
    settings.knots === "uniform" && weights === undefined
      ? evenKnots(dense, settings.nKnots)
      : mapColumns(dense, (column, j) => baseKnots(settings, column, weights, { cols: X.cols, j }));
  const knots = base.map((each) => allKnots(settings, each));
  const wide = knots.findIndex((each) => !allFinite(each));
  if (wide >= 0) {
    throw new ModelsError({
      code: "nonFinite",
      what: "the range of a column is too large for a double",
      where: `${owner}, X, column ${wide}`,
      fix: "divide the column by 10",
    });
  }
  return new SplineTransformerModel(settings, knots, { nFeaturesIn: X.cols, featureNamesIn: names });
}

/** Knots at one distance, of all columns in one pass over the rows. */
function evenKnots(X: Matrix, nKnots: number): Float64Array[] {
  const extremes = noExtremes(X.cols);
  widenExtremes(X, extremes);
  return Array.from(extremes.low, (low, j) =>
    low === Infinity ? new Float64Array(nKnots) : linspace(low, extremes.high[j] as number, nKnots),
  );
}

/** The knots of a column, which is used up, from its first to its last. */
function baseKnots(
  { knots, nKnots }: Settings,
  column: Float64Array,
  weights: Float64Array | undefined,
  { cols, j }: { readonly cols: number; readonly j: number },
): Float64Array {
  if (typeof knots !== "string") {
    const given = Float64Array.from(knots, (row) => row[j] ?? NaN);
    const fits = knots.every((row) => row.length === cols);
    const isSorted = given.every((knot, i) => i === 0 || knot > (given[i - 1] as number));
    if (fits && isSorted) return given;
    throw refusal("knots have one ascending column a column of X", fits ? "not ascending" : "another width");
  }
  const counts = (i: number): boolean => !Number.isNaN(column[i]) && weights?.[i] !== 0;
  const numbers = weights === undefined ? withoutMissing(column, NaN) : column.filter((_, i) => counts(i));
  if (numbers.length === 0) return new Float64Array(nKnots);
  if (knots === "uniform") {
    const [low, high] = rangeOf(numbers);
    return linspace(low, high, nKnots);
  }
  // By way of percents, whose rounding decides where numbers repeat.
  const shares = linspace(0, 1, nKnots).map((share) => (share * 100) / 100);
  if (weights !== undefined) {
    const own = weights.filter((_, i) => counts(i));
    return shares.map((share) => weightedQuantile(numbers, own, share));
  }
  const ascending = sorted(numbers);
  return shares.map((share) => quantileOfSorted(ascending, share));
}

/** The knots with as many beyond each end as the degree. */
function allKnots({ degree, extrapolation }: Settings, base: Float64Array): Float64Array {
  const n = base.length;
  const [first, last] = [base[0] as number, base[n - 1] as number];
  if (extrapolation === "periodic") {
    const period = last - first;
    const before = Array.from(base.subarray(n - 1 - degree, n - 1), (knot) => knot - period);
    const after = Array.from(base.subarray(1, degree + 1), (knot) => knot + period);
    return Float64Array.of(...before, ...base, ...after);
  }
  const low = (base[1] as number) - first;
  const high = last - (base[n - 2] as number);
  const before = linspace(first - degree * low, first - low, degree);
  const after = linspace(last + high, last + degree * high, degree);
  return Float64Array.of(...before, ...base, ...after);
}

type UseSettings = Omit<Settings, "nKnots" | "knots">;

/** A fitted spline transformer. */
export class SplineTransformerModel extends FittedTransformer {
  readonly kind = "splineTransformer";
  /** The knots of each column, with those beyond the ends. */
  readonly knots: readonly Float64Array[];
  private readonly settings: UseSettings;

  /** @internal */
  constructor(settings: UseSettings, knots: readonly Float64Array[], facts: ColumnFacts) {
    super(facts);
    this.settings = settings;
    this.knots = knots;
  }

  /** Number of output columns. */
  get nFeaturesOut(): number {
    return this.nFeaturesIn * (this.count - (this.settings.includeBias ? 0 : 1));
  }

  /** The names of the splines. */
  override get featureNamesOut(): readonly string[] {
    const each = this.count - (this.settings.includeBias ? 0 : 1);
    return this.knots.flatMap((_, j) => Array.from({ length: each }, (__, k) => `${this.nameOf(j)}_sp_${k}`));
  }

  /**
   * The splines of rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`; `invalidInput` outside of the knots with
   * `extrapolation: "error"`.
   */
  transform(X: MatrixLike): AnyMatrix {
    const owner = "splineTransformer.transform";
    const features = toDense(owner, this.input("transform", X, this.settings.handleMissing === "zeros"));
    return this.settings.sparseOutput ? this.sparse(owner, features) : this.dense(owner, features);
  }

  private dense(owner: string, X: Matrix): Matrix {
    const result = new Matrix(X.rows, this.nFeaturesOut);
    const kept = this.nFeaturesOut / X.cols;
    const [splines, basis] = this.scratch();
    for (let i = 0, at = 0; i < X.rows; i++) {
      for (let j = 0; j < X.cols; j++) {
        this.fill(splines, basis, owner, X, i, j);
        for (let k = 0; k < kept; k++) result.data[at++] = splines[k] as number;
      }
    }
    return result;
  }

  private sparse(owner: string, X: Matrix): CsrMatrix {
    const kept = this.nFeaturesOut / X.cols;
    const [splines, basis] = this.scratch();
    const most = X.rows * X.cols * Math.min(basis.length, splines.length);
    const [data, indices, indptr] = [new Float64Array(most), new Int32Array(most), new Int32Array(X.rows + 1)];
    let at = 0;
    for (let i = 0; i < X.rows; i++) {
      for (let j = 0; j < X.cols; j++) {
        this.fill(splines, basis, owner, X, i, j);
        for (let k = 0; k < kept; k++) {
          if (splines[k] === 0) continue;
          indices[at] = j * kept + k;
          data[at++] = splines[k] as number;
        }
      }
      indptr[i + 1] = at;
    }
    return new CsrMatrix(X.rows, this.nFeaturesOut, data.slice(0, at), indices.slice(0, at), indptr);
  }

  /** Room for the splines of a number, and for those that are not 0. */
  private scratch(): readonly [splines: Float64Array, basis: Float64Array] {
    return [new Float64Array(this.count), new Float64Array(this.settings.degree + 1)];
  }

  /** Writes the splines of one number of X. */
  private fill(splines: Float64Array, basis: Float64Array, owner: string, X: Matrix, i: number, j: number): void {
    const value = X.data[i * X.cols + j] as number;
    for (let k = 0; k < splines.length; k++) splines[k] = 0;
    if (Number.isNaN(value)) return;
    const isWritten = this.write(splines, basis, this.knots[j] as Float64Array, value);
    if (!isWritten) throw outsideOfKnots(`${owner}, row ${i}, column ${j}`, value);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { degree, extrapolation, includeBias, handleMissing, sparseOutput } = this.settings;
    const { knots, nFeaturesIn } = this;
    const featureNamesIn = this.featureNamesIn ?? null;
    const settings = { degree, extrapolation, includeBias, handleMissing, sparseOutput };
    return { ...settings, knots, nFeaturesIn, featureNamesIn };
  }

  /** Number of splines of a column. */
  private get count(): number {
    const { degree, extrapolation } = this.settings;
    return (this.knots[0]?.length ?? 0) - degree - 1 - (extrapolation === "periodic" ? degree : 0);
  }

  /** Writes the splines of a number; false where there are none of it. */
  private write(splines: Float64Array, basis: Float64Array, knots: Float64Array, value: number): boolean {
    const { degree, extrapolation } = this.settings;
    const [low, high] = [knots[degree] as number, knots[knots.length - degree - 1] as number];
    const isInside = value >= low && value <= high;
    if (extrapolation === "periodic") {
      const period = high - low;
      add(splines, basis, knots, period > 0 ? low + floored(value - low, period) : low);
    } else if (isInside || extrapolation === "continue") {
      add(splines, basis, knots, value);
    } else if (extrapolation === "error") {
      return false;
    } else {
      const edge = value < low ? low : high;
      add(splines, basis, knots, edge);
      if (extrapolation === "linear") addSlopes(splines, basis, knots, edge, value - edge);
      else if (degree === 0) splines.fill(0);
    }
    return true;
  }
}

function outsideOfKnots(where: string, value: number): ModelsError {
  return new ModelsError({
    code: "invalidInput",
    what: "a number lies outside of the knots",
    where,
    found: String(value),
    fix: "choose another extrapolation",
  });
}

/** Adds the splines at a place; with periodic knots, those beyond the end are the first ones again. */
function add(splines: Float64Array, basis: Float64Array, knots: Float64Array, x: number): void {
  const first = bSplineBasis(knots, basis.length - 1, x, false, basis);
  for (let r = 0; r < basis.length; r++) {
    const at = first + r < splines.length ? first + r : first + r - splines.length;
    splines[at] = (splines[at] as number) + (basis[r] as number);
  }
}

function addSlopes(
  splines: Float64Array,
  basis: Float64Array,
  knots: Float64Array,
  edge: number,
  distance: number,
): void {
  const degree = basis.length - 1;
  if (degree === 0) return;
  const first = bSplineBasis(knots, degree, edge, true, basis);
  for (let r = 0; r <= degree; r++) {
    const at = first + r;
    if (at < splines.length) splines[at] = (splines[at] as number) + (basis[r] as number) * distance;
  }
}

/** The remainder with the sign of the divisor. */
function floored(value: number, divisor: number): number {
  const rest = value % divisor;
  return rest < 0 ? rest + divisor : rest;
}

/** How a saved spline transformer is read. */
export const splineTransformerKind = {
  kind: "splineTransformer",
  fromState: (saved: SavedModel): SplineTransformerModel => {
    const read = new StateReader(saved);
    const names = ["degree", "extrapolation", "includeBias", "handleMissing", "sparseOutput"];
    const found = Object.fromEntries(names.map((name) => [name, read.value(name)]));
    const knots = read
      .list("knots")
      .map((each) => (each instanceof Float64Array ? each : read.refuse("knots", "vectors")));
    return new SplineTransformerModel(
      parseOptions("splineTransformer", found, specs(), ModelsError),
      knots,
      readColumns(read),
    );
  },
} as const;
