import { Matrix, parseOptions } from "@mlsys/core";
import type { Label, MatrixLike } from "@mlsys/core";
import type { FitOptions, LabelsLike, ProbabilisticClassifier, ProbabilisticClassifierModel } from "../estimator.ts";
import { isLabelRows, labelRowsToFit } from "../internal/label-rows.ts";
import type { LabelRow, LabelRowsLike, OutputClasses, OutputShares } from "../internal/label-rows.ts";
import { labelsToFit } from "../internal/labels.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { labelAnswers, labelRowAnswers, logarithms, outputShares } from "../internal/answers.ts";
import { FittedNeighbors, readKeptRows, rowsToKeep } from "./fitted-neighbors.ts";
import type { KeptRows } from "./fitted-neighbors.ts";
import { neighborsSpecs } from "./neighbor-options.ts";
import type { NeighborsOptions, NeighborsSettings } from "./neighbor-options.ts";

/** An unfitted k-nearest-neighbors classifier. */
export interface KNeighborsClassifier extends ProbabilisticClassifier {
  /** Learns one label a row, or several (a row of labels each). */
  fit<Row extends LabelRow = readonly Label[]>(
    X: MatrixLike,
    y: LabelRowsLike<Row>,
    options?: FitOptions,
  ): MultiTargetKNeighborsClassifierModel<Row>;
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): KNeighborsClassifierModel<L>;
}

/**
 * The class that most of the nearest rows of the fit have; with several labels a row, of each. Rows have no weights. A sparse X is made dense. Neighbors at the same
 * distance come in scikit-learn's order (that of one thread).
 *
 * @param options - `nNeighbors`, `weights`, `algorithm`, `leafSize`, `p`, `metric`, `metricParams`, `nJobs`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.neighbors.KNeighborsClassifier.html
 *
 * @example
 * ```ts
 * import { kNeighborsClassifier } from "@mlsys/models";
 *
 * const model = kNeighborsClassifier({ nNeighbors: 2 }).fit([[0], [1], [8], [9]], ["low", "low", "high", "high"]);
 * model.predict([[2], [7]]); // => ["low", "high"]
 * const { distances, indices } = model.kneighbors([[2]]);
 * distances.toArray(); // => [[1, 2]]
 * indices.toArray(); // => [[1, 0]]
 * const both = kNeighborsClassifier({ nNeighbors: 1 }).fit([[0], [9]], [["low", true], ["high", false]]);
 * both.predict([[7]]); // => [["high", false]]
 * ```
 */
export function kNeighborsClassifier(options: NeighborsOptions = {}): KNeighborsClassifier {
  const settings: NeighborsSettings = parseOptions("kNeighborsClassifier", options, neighborsSpecs(), ModelsError);
  return {
    kind: "kNeighborsClassifier",
    estimatorType: "classifier",
    options: { ...settings },
    fit: ((X: MatrixLike, y: LabelsLike<Label> | LabelRowsLike<readonly Label[]>, fitOptions?: FitOptions) =>
      fit(settings, X, y, fitOptions)) as KNeighborsClassifier["fit"],
  };
}

/** A fitted k-nearest-neighbors classifier. */
export class KNeighborsClassifierModel<L extends Label = Label>
  extends FittedNeighbors<L[], LabelsLike<L>>
  implements ProbabilisticClassifierModel<L>
{
  readonly kind = "kNeighborsClassifier";
  /** The labels, sorted: numbers ascending, text by code point, false before true. */
  readonly classes: readonly L[];
  private readonly codes: Int32Array;

  /** @internal */
  constructor(rows: KeptRows, classes: readonly L[], codes: Int32Array) {
    super("kNeighborsClassifier", rows, labelAnswers(classes));
    this.classes = classes;
    this.codes = codes;
  }

  /**
   * The share of each class among the neighbors, rows × classes in the order of `classes`.
   *
   * @throws {ModelsError} as {@link FittedByAnswers.predict}.
   */
  predictProba(X: MatrixLike): Matrix {
    return this.values("predictProba", X);
  }

  /**
   * The natural logarithms of the shares.
   *
   * @throws {ModelsError} as {@link FittedByAnswers.predict}.
   */
  predictLogProba(X: MatrixLike): Matrix {
    return logarithms(this.values("predictLogProba", X));
  }

  protected means(places: Matrix, weights: Float64Array | undefined): Matrix {
    return sharesOf([this.codes], this.classes.length, places, weights);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { ...this.kept(), classes: this.classes, codes: this.codes };
  }
}

/** A fitted k-nearest-neighbors classifier of several labels a row. */
export class MultiTargetKNeighborsClassifierModel<
  Row extends readonly Label[] = readonly Label[],
> extends FittedNeighbors<Row[], LabelRowsLike<Row>> {
  readonly kind = "multiTargetKNeighborsClassifier";
  /** The labels of each output, sorted: numbers ascending, text by code point, false before true. */
  readonly classes: OutputClasses<Row>;
  private readonly codes: readonly Int32Array[];

  /** @internal */
  constructor(rows: KeptRows, classes: OutputClasses<Row>, codes: readonly Int32Array[]) {
    super("kNeighborsClassifier", rows, labelRowAnswers<Row>(classes));
    this.classes = classes;
    this.codes = codes;
  }

  /**
   * For each output the share of each class among the neighbors, rows × classes in the order of `classes`.
   *
   * @throws {ModelsError} as {@link FittedByAnswers.predict}.
   */
  predictProba(X: MatrixLike): OutputShares<Row> {
    return outputShares(this.values("predictProba", X), this.classes);
  }

  /**
   * The natural logarithms of the shares.
   *
   * @throws {ModelsError} as {@link FittedByAnswers.predict}.
   */
  predictLogProba(X: MatrixLike): OutputShares<Row> {
    return outputShares(logarithms(this.values("predictLogProba", X)), this.classes);
  }

  protected means(places: Matrix, weights: Float64Array | undefined): Matrix {
    const classes: readonly (readonly Label[])[] = this.classes;
    return sharesOf(this.codes, Math.max(...classes.map(({ length }) => length)), places, weights);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { ...this.kept(), classes: this.classes, codes: this.codes };
  }
}

/** The shares of the classes of each output among neighbors: rows × (outputs × `width`). */
function sharesOf(
  codes: readonly Int32Array[],
  width: number,
  { rows, cols: k, data: places }: Matrix,
  weights: Float64Array | undefined,
): Matrix {
  const shares = new Matrix(rows, codes.length * width);
  codes.forEach((own, output) => {
    for (let i = 0; i < rows; i++) {
      const votes = shares.row(i).subarray(output * width, (output + 1) * width);
      let total = 0;
      for (let at = i * k; at < (i + 1) * k; at++) {
        const code = own[places[at] as number] as number;
        votes[code] = (votes[code] as number) + (weights === undefined ? 1 : (weights[at] as number));
      }
      for (let c = 0; c < width; c++) total += votes[c] as number;
      for (let c = 0; c < width; c++) votes[c] = (votes[c] as number) / total;
    }
  });
  return shares;
}

function fit(
  settings: NeighborsSettings,
  input: MatrixLike,
  y: LabelsLike<Label> | LabelRowsLike<readonly Label[]>,
  options?: FitOptions,
): KNeighborsClassifierModel | MultiTargetKNeighborsClassifierModel {
  const owner = "kNeighborsClassifier.fit";
  const rows = rowsToKeep("kNeighborsClassifier", settings, input, options);
  if (isLabelRows(y)) {
    const { classes, codes } = labelRowsToFit(owner, y, rows.X.rows);
    return new MultiTargetKNeighborsClassifierModel(rows, classes, codes);
  }
  const { classes, codes } = labelsToFit(owner, y, rows.X.rows, { allowOneClass: true });
  return new KNeighborsClassifierModel(rows, classes, codes);
}

/** How a saved k-nearest-neighbors classifier is read. */
export const kNeighborsClassifierKind = {
  kind: "kNeighborsClassifier",
  fromState: (saved: SavedModel): KNeighborsClassifierModel => {
    const read = new StateReader(saved);
    const rows = readKeptRows(read);
    return new KNeighborsClassifierModel(rows, read.labels("classes"), read.integers("codes", rows.X.rows));
  },
} as const;

/** How a saved k-nearest-neighbors classifier of several labels a row is read. */
export const multiTargetKNeighborsClassifierKind = {
  kind: "multiTargetKNeighborsClassifier",
  fromState: (saved: SavedModel): MultiTargetKNeighborsClassifierModel => {
    const read = new StateReader(saved);
    const codes = read
      .list("codes")
      .map((each) => (each instanceof Int32Array ? each : read.refuse("codes", "vectors of whole numbers")));
    return new MultiTargetKNeighborsClassifierModel(readKeptRows(read), read.labelLists("classes"), codes);
  },
} as const;
