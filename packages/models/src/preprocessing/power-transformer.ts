import { boolean, Matrix, oneOf, parseOptions } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { Transformer } from "../estimator.ts";
import { columnMoments } from "../internal/column-moments.ts";
import { mapColumns } from "../internal/columns.ts";
import { featuresToFit } from "../internal/features.ts";
import { withoutMissing } from "../internal/missing-numbers.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { bestPower } from "./best-power.ts";
import { FittedTransformer, readColumns, transformerOf } from "./fitted-transformer.ts";
import type { ColumnFacts } from "./fitted-transformer.ts";
import { powerOf } from "./power-functions.ts";
import type { PowerMethod } from "./power-functions.ts";
import { powersOfRows, rootsOfRows } from "./power-rows.ts";
import type { PowerRows } from "./power-rows.ts";

/** Options of {@link powerTransformer}. */
export interface PowerTransformerOptions {
  /** The family of transformations; Box and Cox's takes positive numbers only. Default `"yeo-johnson"`. */
  readonly method?: PowerMethod;
  /** Whether the result gets mean 0 and variance 1. Default true. */
  readonly standardize?: boolean;
}

const specs = () =>
  ({
    method: { rule: oneOf("yeo-johnson", "box-cox"), default: "yeo-johnson" as PowerMethod },
    standardize: { rule: boolean(), default: true },
  }) as const;

interface Settings {
  readonly method: PowerMethod;
  readonly standardize: boolean;
}

/** An unfitted power transformer. */
export type PowerTransformer = Transformer<MatrixLike, Matrix, PowerTransformerModel>;

/**
 * Makes columns more like a normal distribution by a power whose exponent is the most likely one. NaN, a missing number, is left
 * out and stays. A sparse X is made dense. An exponent is bounded so that powers can be squared, and still tell the numbers apart.
 *
 * @param options - `method`, `standardize`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.PowerTransformer.html
 * @see Yeo and Johnson, A new family of power transformations to improve normality or symmetry (2000).
 *
 * @example
 * ```ts
 * import { powerTransformer } from "@mlsys/models";
 *
 * const model = powerTransformer({ standardize: false }).fit([[1], [2], [4], [8], [16]]);
 * model.lambdas.length; // => 1
 * model.lambdas.every((lambda) => lambda < 0.1); // => true
 * ```
 */
export function powerTransformer(options: PowerTransformerOptions = {}): PowerTransformer {
  const settings: Settings = parseOptions("powerTransformer", options, specs(), ModelsError);
  return transformerOf("powerTransformer", { ...settings }, (X: MatrixLike) => fit(settings, X));
}

function fit(settings: Settings, input: MatrixLike): PowerTransformerModel {
  const owner = "powerTransformer.fit";
  const { X, names } = featuresToFit("powerTransformer", input, { allowNaN: true });
  const dense = toDense(owner, X);
  const { method, standardize } = settings;
  if (method === "box-cox") assertPositive(owner, dense);
  const { isConstant } = columnMoments(dense, undefined);
  const exponents = mapColumns(dense, (each, j) => {
    const column = withoutMissing(each, NaN);
    const isEmpty = column.length === 0;
    if (!isEmpty && isConstant[j] !== 1) return bestPower(column, method);
    if (method === "box-cox" && column.every((value) => value === column[0]))
      throw nothingToTransform(`${owner}, X, column ${j}`, isEmpty);
    return 1;
  });
  const lambdas = Float64Array.from(exponents);
  const powers = powersOf(owner, dense, { lambdas }, method);
  const moments = columnMoments(powers, undefined);
  const mean = standardize ? moments.means : undefined;
  const scale = standardize
    ? moments.variances.map((variance, j) => (moments.isConstant[j] === 1 ? 1 : Math.sqrt(variance)))
    : undefined;
  const wide = scale?.findIndex((each, j) => !Number.isFinite(each) && !Number.isNaN(moments.means[j])) ?? -1;
  if (wide >= 0) throw overflow(`${owner}, X, column ${wide}`, "powers whose variance is none", "scale the column");
  return new PowerTransformerModel(method, { lambdas, mean, scale }, { nFeaturesIn: X.cols, featureNamesIn: names });
}

function nothingToTransform(where: string, isEmpty: boolean): ModelsError {
  return new ModelsError({
    code: "invalidInput",
    what: isEmpty ? "a column holds no number" : "a column is constant, to which Box and Cox have no power",
    where,
    fix: 'drop the column, or set method to "yeo-johnson"',
  });
}

type Exponents = Pick<PowerRows, "lambdas" | "mean" | "scale">;

/** The powers of numbers, standardised where that is asked for; those that are too large for a double are refused. */
function powersOf(owner: string, X: Matrix, { lambdas, mean, scale }: Exponents, method: PowerMethod): Matrix {
  const { rows, cols, data } = X;
  const powers = new Matrix(rows, cols);
  if (powersOfRows({ numbers: data, lambdas, method, mean, scale }, powers.data)) return powers;
  const at = powers.data.findIndex((power, place) => {
    const value = data[place] as number;
    if (Number.isFinite(power) || Number.isNaN(value)) return false;
    return !Number.isFinite(powerOf(value, lambdas[place % cols] as number, method));
  });
  if (at < 0) return powers;
  const [row, column] = [Math.floor(at / cols), at % cols];
  const found = `${String(data[at])} to the power of ${String(lambdas[column])}`;
  throw overflow(`${owner}, X, row ${row}, column ${column}`, found, "leave such rows out, or bound the column");
}

function overflow(where: string, found: string, fix: string): ModelsError {
  return new ModelsError({ code: "nonFinite", what: "a power is too large for a double", where, found, fix });
}

function assertPositive(owner: string, X: Matrix): void {
  const at = firstNotPositive(X.data);
  if (at < 0) return;
  throw new ModelsError({
    code: "invalidInput",
    what: "the Box-Cox transformation takes positive numbers only",
    where: `${owner}, X, row ${Math.floor(at / X.cols)}, column ${at % X.cols}`,
    found: String(X.data[at]),
    fix: 'set method to "yeo-johnson"',
  });
}

function firstNotPositive(values: Float64Array): number {
  for (let at = 0; at < values.length; at++) if ((values[at] as number) <= 0) return at;
  return -1;
}

interface Learned {
  readonly lambdas: Float64Array;
  readonly mean: Float64Array | undefined;
  readonly scale: Float64Array | undefined;
}

/** A fitted power transformer. */
export class PowerTransformerModel extends FittedTransformer<Matrix> {
  readonly kind = "powerTransformer";
  /** The exponent of each column. */
  readonly lambdas: Float64Array;
  private readonly method: PowerMethod;
  private readonly moments: Omit<Learned, "lambdas">;

  /** @internal */
  constructor(method: PowerMethod, { lambdas, ...moments }: Learned, facts: ColumnFacts) {
    super(facts);
    this.method = method;
    this.lambdas = lambdas;
    this.moments = moments;
  }

  /**
   * Transforms rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`; `invalidInput` where Box and Cox's takes no number.
   */
  transform(X: MatrixLike): Matrix {
    const features = toDense("powerTransformer.transform", this.input("transform", X, true));
    if (this.method === "box-cox") assertPositive("powerTransformer.transform", features);
    const { lambdas, moments, method } = this;
    return powersOf("powerTransformer.transform", features, { lambdas, ...moments }, method);
  }

  /**
   * Undoes {@link PowerTransformerModel.transform}.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`.
   */
  inverseTransform(X: MatrixLike): Matrix {
    const features = this.output("inverseTransform", X, this.nFeaturesIn, true);
    const { rows, cols, data } = toDense("powerTransformer", features);
    const roots = new Matrix(rows, cols);
    const { lambdas, moments, method } = this;
    rootsOfRows({ numbers: data, lambdas, ...moments, method }, roots.data);
    return roots;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      method: this.method,
      lambdas: this.lambdas,
      mean: this.moments.mean ?? null,
      scale: this.moments.scale ?? null,
      nFeaturesIn: this.nFeaturesIn,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }
}

/** How a saved power transformer is read. */
export const powerTransformerKind = {
  kind: "powerTransformer",
  fromState: (saved: SavedModel): PowerTransformerModel => {
    const read = new StateReader(saved);
    const method = read.text("method") === "box-cox" ? "box-cox" : "yeo-johnson";
    const [mean, scale] = [read.optionalVector("mean"), read.optionalVector("scale")];
    return new PowerTransformerModel(method, { lambdas: read.vector("lambdas"), mean, scale }, readColumns(read));
  },
} as const;
