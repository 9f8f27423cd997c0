import { Column, either, Matrix, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { Label } from "@mlsys/core";
import { kFold, stratifiedKFold } from "@mlsys/split";
import type { LabelsLike, Transformer, TransformerModel, VectorLike } from "../estimator.ts";
import { categoricalColumns, columnsToFit } from "../internal/categorical-columns.ts";
import type { CategoricalColumns, CategoriesLike, Category } from "../internal/categorical-columns.ts";
import { codesOf, learnCategories } from "../internal/category-levels.ts";
import { labelsToFit } from "../internal/labels.ts";
import { isListOfCategories } from "../internal/option-rules.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { numbersOf } from "../internal/targets.ts";
import { crossValidationRule, foldsOf } from "../model-selection/folds.ts";
import type { CrossValidation } from "../model-selection/folds.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { assertWidth, namesOfColumns } from "../internal/features.ts";
import { withoutWeights } from "../internal/refuse-weights.ts";

/** What y holds. */
export type TargetType = "continuous" | "binary" | "multiclass";

/** Options of {@link targetEncoder}. */
export interface TargetEncoderOptions {
  /** The categories of each column, or `"auto"`: those found, sorted. Default `"auto"`. */
  readonly categories?: "auto" | readonly (readonly Category[])[];
  /** What y holds, or `"auto"`: classes where all are texts, truth values or whole numbers. Default `"auto"`. */
  readonly targetType?: "auto" | TargetType;
  /** How many rows of the overall mean each category is mixed with, or `"auto"`: by the variances. Default `"auto"`. */
  readonly smooth?: "auto" | number;
  /** How rows are divided where the fit also transforms: a number of shuffled folds, a splitter, or indices. Default 5. */
  readonly cv?: CrossValidation;
}

const specs = () =>
  ({
    categories: {
      rule: either(oneOf("auto"), satisfying("an array of categories a column", isListOfCategories)),
      default: "auto" as "auto" | readonly (readonly Category[])[],
    },
    targetType: {
      rule: oneOf("auto", "continuous", "binary", "multiclass"),
      default: "auto" as "auto" | TargetType,
    },
    smooth: { rule: either(oneOf("auto"), real({ min: 0 })), default: "auto" as "auto" | number },
    cv: { rule: crossValidationRule(), default: 5 as CrossValidation },
  }) as const;

interface Settings {
  readonly categories: "auto" | readonly (readonly Category[])[];
  readonly targetType: "auto" | TargetType;
  readonly smooth: "auto" | number;
  readonly cv: CrossValidation;
}

/** An unfitted target encoder. */
export type TargetEncoder = Transformer<CategoriesLike, Matrix, TargetEncoderModel>;

/**
 * Replaces each category by the mean of y over its rows, mixed with the overall mean; one column a class for three or more classes.
 * Where the fit also transforms (`fitTransform`, and in a pipeline), each row is encoded by what the other folds tell, so that its
 * own y does not leak into it. Categories that the fit did not see get the overall mean.
 *
 * @param options - `categories`, `targetType`, `smooth`, `cv`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.TargetEncoder.html
 * @see Micci-Barreca, A preprocessing scheme for high-cardinality categorical attributes (2001).
 *
 * @example
 * ```ts
 * import { targetEncoder } from "@mlsys/models";
 *
 * const model = targetEncoder({ smooth: 0 }).fit([["a"], ["a"], ["b"]], [1.5, 2.5, 9.5]);
 * model.transform([["a"], ["b"], ["c"]]).toArray(); // => [[2], [9.5], [4.5]]
 * ```
 */
export function targetEncoder(options: TargetEncoderOptions = {}): TargetEncoder {
  const settings: Settings = parseOptions("targetEncoder", options, specs(), ModelsError);
  const fitWithOutput = (X: CategoriesLike, y?: unknown) => {
    const data = dataOf(settings, X, y);
    return { model: modelOf(settings, data), output: crossFitted(settings, data) };
  };
  return withoutWeights({
    kind: "targetEncoder",
    estimatorType: "transformer",
    options: { ...settings },
    fit: (X, y) => modelOf(settings, dataOf(settings, X, y)),
    fitTransform: (X, y) => fitWithOutput(X, y).output,
    fitWithOutput,
  });
}

/** X as codes and y as numbers. */
interface Data {
  readonly categories: readonly (readonly Category[])[];
  readonly names: readonly string[] | undefined;
  /** Per column, the place of each row's category. */
  readonly codes: readonly Int32Array[];
  readonly targetType: TargetType;
  readonly classes: readonly Label[] | undefined;
  /** Per target (one, or one a class), its numbers. */
  readonly targets: readonly Float64Array[];
  /** The classes of the rows, where there are any. */
  readonly strata: ArrayLike<number> | undefined;
}

function dataOf(settings: Settings, X: CategoriesLike, y: unknown): Data {
  const owner = "targetEncoder.fit";
  const input = columnsToFit(owner, X);
  const categories = learnCategories(owner, input, settings.categories, true);
  const codes = input.columns.map((column, j) => codesOf(categories[j] ?? [], column));
  const shared = { categories, names: input.names, codes };
  const targetType = settings.targetType === "auto" ? typeOf(y) : settings.targetType;
  if (targetType === "continuous") {
    const targets = [numbersOf(owner, "y", (y ?? null) as VectorLike, input.rows)];
    return { ...shared, targetType, classes: undefined, targets, strata: undefined };
  }
  const encoded = labelsToFit(owner, y as LabelsLike<Label>, input.rows, { allowOneClass: true });
  const isBinary = targetType === "binary" || (settings.targetType === "auto" && encoded.classes.length <= 2);
  const places = isBinary ? [1] : Array.from(encoded.classes.keys());
  return {
    ...shared,
    targetType: isBinary ? "binary" : "multiclass",
    classes: encoded.classes,
    targets: places.map((place) => Float64Array.from(encoded.codes, (code) => (code === place ? 1 : 0))),
    strata: encoded.codes,
  };
}

/** Numbers that are not whole are continuous; all else is classes. */
function typeOf(y: unknown): TargetType {
  const values = y instanceof Column ? y.toArray() : Array.from((y ?? []) as ArrayLike<unknown>);
  const isContinuous = values.some((value) => typeof value === "number" && !Number.isInteger(value));
  return isContinuous ? "continuous" : "multiclass";
}

function modelOf({ smooth }: Settings, data: Data): TargetEncoderModel {
  const rows = Int32Array.from({ length: data.codes[0]?.length ?? 0 }, (_, i) => i);
  const learned = encodingsOf(data, rows, smooth);
  return new TargetEncoderModel({ ...learned, ...data });
}

interface Encodings {
  /** Per column and target, the number of each category. */
  readonly encodings: readonly Float64Array[];
  readonly targetMean: Float64Array;
}

function encodingsOf({ codes, categories, targets }: Data, rows: Int32Array, smooth: "auto" | number): Encodings {
  const chosen = targets.map((target) => taken(target, new Float64Array(rows.length), rows));
  const moments = chosen.map(momentsOf);
  const own = new Int32Array(rows.length);
  const encodings = codes.flatMap((column, j) => {
    taken(column, own, rows);
    const count = categories[j]?.length ?? 0;
    return chosen.map((values, t) => {
      const target = moments[t] as TargetMoments;
      if (smooth === "auto") return byVariances(own, count, values, target);
      return bySmoothing(own, count, values, target.mean, smooth);
    });
  });
  const targetMean = Float64Array.from(moments, ({ mean }) => mean);
  return { encodings, targetMean };
}

/** Copies the numbers of some rows. */
function taken<Numbers extends Float64Array | Int32Array>(from: Numbers, into: Numbers, rows: Int32Array): Numbers {
  for (let i = 0; i < rows.length; i++) into[i] = from[rows[i] as number] as number;
  return into;
}

function bySmoothing(codes: Int32Array, count: number, y: Float64Array, mean: number, smooth: number): Float64Array {
  const { sums, counts } = sumsOf(codes, count, y, smooth * mean, smooth);
  return sums.map((sum, code) => (counts[code] === 0 ? mean : sum / (counts[code] as number)));
}

/** The sum of y and the number of rows of each category, above what they begin with. */
function sumsOf(codes: Int32Array, count: number, y: Float64Array, firstSum: number, firstCount: number) {
  const [sums, counts] = [new Float64Array(count).fill(firstSum), new Float64Array(count).fill(firstCount)];
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    if (code < 0) continue;
    sums[code] = (sums[code] as number) + (y[i] as number);
    counts[code] = (counts[code] as number) + 1;
  }
  return { sums, counts };
}

/** The more y varies within a category, the more of the overall mean it gets. */
function byVariances(
  codes: Int32Array,
  count: number,
  y: Float64Array,
  { mean, variance }: TargetMoments,
): Float64Array {
  const { sums, counts } = sumsOf(codes, count, y, 0, 0);
  const means = sums.map((sum, code) => sum / (counts[code] as number));
  const squares = new Float64Array(count);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    if (code < 0) continue;
    const distance = (y[i] as number) - (means[code] as number);
    squares[code] = (squares[code] as number) + distance * distance;
  }
  return means.map((own, code) => {
    const weight = variance * (counts[code] as number);
    const share = weight / (weight + (squares[code] as number) / (counts[code] as number));
    return Number.isNaN(share) ? mean : share * own + (1 - share) * mean;
  });
}

interface TargetMoments {
  readonly mean: number;
  readonly variance: number;
}

function momentsOf(y: Float64Array): TargetMoments {
  const mean = pairwiseSum(y) / y.length;
  const squares = new Float64Array(y.length);
  for (let i = 0; i < y.length; i++) squares[i] = ((y[i] as number) - mean) ** 2;
  return { mean, variance: pairwiseSum(squares) / y.length };
}

/** Each row encoded by the rows of the other folds. */
function crossFitted({ cv, smooth }: Settings, data: Data): Matrix {
  const rows = data.codes[0]?.length ?? 0;
  const output = new Matrix(rows, data.codes.length * data.targets.length);
  const isClassification = data.strata !== undefined;
  const shuffled = { shuffle: true, randomState: 0 };
  const splitter =
    typeof cv !== "number"
      ? cv
      : isClassification
        ? stratifiedKFold({ nSplits: cv, ...shuffled })
        : kFold({ nSplits: cv, ...shuffled });
  const y = data.strata ?? data.targets[0];
  for (const { train, test } of foldsOf("targetEncoder.fitTransform", splitter, rows, { y, isClassification })) {
    encode(output, data, encodingsOf(data, train, smooth), test);
  }
  return output;
}

function encode(
  output: Matrix,
  { codes, targets }: { readonly codes: readonly Int32Array[]; readonly targets: { readonly length: number } },
  { encodings, targetMean }: Encodings,
  rows: Int32Array,
): void {
  const width = targets.length;
  for (let start = 0; start < rows.length; start += ROWS) {
    const end = Math.min(rows.length, start + ROWS);
    codes.forEach((column, j) => {
      for (let t = 0; t < width; t++) {
        const numbers = encodings[j * width + t] as Float64Array;
        const mean = targetMean[t] as number;
        for (let at = start; at < end; at++) {
          const i = rows[at] as number;
          const code = column[i] as number;
          output.data[i * output.cols + j * width + t] = code < 0 ? mean : (numbers[code] as number);
        }
      }
    });
  }
}

/** Rows that are written together. */
const ROWS = 256;

interface Learned extends Encodings {
  readonly categories: readonly (readonly Category[])[];
  readonly names: readonly string[] | undefined;
  readonly targetType: TargetType;
  readonly classes: readonly Label[] | undefined;
}

/** A fitted target encoder. */
export class TargetEncoderModel extends Fitted implements TransformerModel<CategoriesLike, Matrix> {
  readonly kind = "targetEncoder";
  /** The categories of each column. */
  readonly categories: readonly (readonly Category[])[];
  /** The number of each category, one list a column; with three or more classes one a column and class. */
  readonly encodings: readonly Float64Array[];
  /** The overall mean; with three or more classes one a class. */
  readonly targetMean: Float64Array;
  /** What y held. */
  readonly targetType: TargetType;
  /** The labels, sorted; undefined for numbers. */
  readonly classes: readonly Label[] | undefined;
  /** Number of columns. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;

  /** @internal */
  constructor(learned: Learned) {
    super();
    this.categories = learned.categories;
    this.encodings = learned.encodings;
    this.targetMean = learned.targetMean;
    this.targetType = learned.targetType;
    this.classes = learned.classes;
    this.nFeaturesIn = learned.categories.length;
    this.featureNamesIn = learned.names;
  }

  /** The names of the columns, with three or more classes one a column and class. */
  get featureNamesOut(): readonly string[] {
    if (this.targetType !== "multiclass" || this.classes === undefined) return namesOfColumns(this);
    const { classes } = this;
    return this.categories.flatMap((_, j) =>
      classes.map((label) => `${this.featureNamesIn?.[j] ?? `x${j}`}_${String(label)}`),
    );
  }

  /**
   * Encodes rows by what the whole fit told.
   *
   * @throws {ModelsError} `shapeMismatch`, `invalidInput`.
   */
  transform(X: CategoriesLike): Matrix {
    const owner = "targetEncoder.transform";
    const { columns, rows }: CategoricalColumns = categoricalColumns(owner, X);
    if (rows > 0) assertWidth(`${owner}, X`, columns.length, this.nFeaturesIn);
    const codes = columns.map((column, j) => codesOf(this.categories[j] ?? [], column));
    const output = new Matrix(rows, this.encodings.length);
    const all = Int32Array.from({ length: rows }, (_, i) => i);
    encode(output, { codes, targets: this.targetMean }, this, all);
    return output;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      categories: this.categories,
      encodings: this.encodings,
      targetMean: this.targetMean,
      targetType: this.targetType,
      classes: this.classes ?? null,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }
}

/** How a saved target encoder is read. */
export const targetEncoderKind = {
  kind: "targetEncoder",
  fromState: (saved: SavedModel): TargetEncoderModel => {
    const read = new StateReader(saved);
    const types = ["continuous", "binary", "multiclass"] as const;
    return new TargetEncoderModel({
      categories: read.list("categories") as readonly (readonly Category[])[],
      encodings: read
        .list("encodings")
        .map((each) => (each instanceof Float64Array ? each : read.refuse("encodings", "vectors"))),
      targetMean: read.vector("targetMean"),
      targetType:
        types.find((type) => type === read.text("targetType")) ?? read.refuse("targetType", "a type of target"),
      classes: read.value("classes") === null ? undefined : read.labels("classes"),
      names: read.optionalTexts("featureNamesIn"),
    });
  },
} as const;
