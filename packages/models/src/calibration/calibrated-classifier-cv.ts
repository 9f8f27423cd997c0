import { boolean, either, Matrix, oneOf, parseOptions } from "@mlsys/core";
import type { Label, MatrixLike } from "@mlsys/core";
import { FittedMetaClassifier } from "../classification/fitted-meta-classifier.ts";
import { classifierRule, responses } from "../classification/responses.ts";
import type {
  Classifier,
  ClassifierModel,
  FitOptions,
  FittedModel,
  LabelsLike,
  ProbabilisticClassifier,
} from "../estimator.ts";
import { rowsToFit } from "../internal/count-rows.ts";
import { labelsToFit } from "../internal/labels.ts";
import { takeRows } from "../internal/take-rows.ts";
import { weightsOf } from "../internal/targets.ts";
import { crossValidationRule, foldsOf } from "../model-selection/folds.ts";
import type { CrossValidation } from "../model-selection/folds.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { isSavedModel, StateReader } from "../persistence/state-reader.ts";
import { linearSVC } from "../svm/linear-svc.ts";
import { calibrate, calibratorFromState, calibratorState, fitCalibrator } from "./calibrator.ts";
import type { CalibrationMethod, Calibrator } from "./calibrator.ts";
import { toldByPlace } from "../internal/place-in-whole.ts";

/** Options of {@link calibratedClassifierCV}. */
export interface CalibratedClassifierCVOptions<In> {
  /** The classifier whose scores become probabilities. Default null, `linearSVC()`. */
  readonly estimator?: Classifier<In> | null;
  /** A sigmoid, a rising curve, or a temperature. Default `"sigmoid"`. */
  readonly method?: CalibrationMethod;
  /** How rows are divided: each classifier is calibrated on rows that it was not fitted on. Default null, 5 stratified folds. */
  readonly cv?: CrossValidation | null;
  /** Whether each fold's classifier is kept and the probabilities averaged, or one is fitted on all rows. Default true. */
  readonly ensemble?: boolean | "auto";
}

/** An unfitted calibrated classifier. */
export interface CalibratedClassifierCV<In = MatrixLike> extends ProbabilisticClassifier<In> {
  fit<L extends Label>(X: In, y: LabelsLike<L>, options?: FitOptions): CalibratedClassifierCVModel<L, In>;
}

interface Settings<In> {
  readonly estimator: Classifier<In>;
  readonly method: CalibrationMethod;
  readonly cv: CrossValidation;
  readonly ensemble: boolean;
}

/**
 * Turns a classifier's scores into probabilities that hold what they say, learned on rows that the classifier was not fitted on. The
 * sigmoid is at its optimum, where scikit-learn's stops a little earlier.
 *
 * @param options - `estimator`, `method`, `cv`, `ensemble`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.calibration.CalibratedClassifierCV.html
 *
 * @example
 * ```ts
 * import { calibratedClassifierCV, gaussianNB } from "@mlsys/models";
 *
 * const X = Array.from({ length: 20 }, (_, i) => [i]);
 * const y = X.map(([x]) => ((x ?? 0) < 10 ? "low" : "high"));
 * const model = calibratedClassifierCV({ estimator: gaussianNB(), cv: 2 }).fit(X, y);
 * model.predict([[1], [18]]); // => ["low", "high"]
 * model.calibratedClassifiers.length; // => 2
 * ```
 */
export function calibratedClassifierCV<In = MatrixLike>(
  options: CalibratedClassifierCVOptions<In> = {},
): CalibratedClassifierCV<In> {
  const specs = {
    estimator: { rule: either(classifierRule<In>(), oneOf(null)), default: null },
    method: { rule: oneOf("sigmoid", "isotonic", "temperature"), default: "sigmoid" },
    cv: { rule: either(crossValidationRule(), oneOf(null)), default: null },
    ensemble: { rule: either(boolean(), oneOf("auto")), default: "auto" },
  } as const;
  const parsed = parseOptions("calibratedClassifierCV", options, specs, ModelsError);
  const settings: Settings<In> = {
    estimator: parsed.estimator ?? (linearSVC() as unknown as Classifier<In>),
    method: parsed.method,
    cv: parsed.cv ?? 5,
    ensemble: parsed.ensemble !== false,
  };
  return {
    kind: "calibratedClassifierCV",
    estimatorType: "classifier",
    options: { ...parsed },
    fit: (X, y, fitOptions) => fit(settings, X, y, fitOptions),
  };
}

/** A classifier with the map of its scores. */
export interface CalibratedPart<In> {
  readonly estimator: ClassifierModel<Label, In>;
  readonly calibrator: Calibrator;
}

/** A fitted calibrated classifier. */
export class CalibratedClassifierCVModel<L extends Label = Label, In = MatrixLike> extends FittedMetaClassifier<L, In> {
  readonly kind = "calibratedClassifierCV";
  /** The classifiers, each with the map of its scores: one a fold, or one alone. */
  readonly calibratedClassifiers: readonly CalibratedPart<In>[];

  /** @internal */
  constructor(classes: readonly L[], parts: readonly CalibratedPart<In>[]) {
    super(
      classes,
      parts.flatMap(({ estimator }) => estimator.warnings),
    );
    this.calibratedClassifiers = parts;
  }

  protected get inner(): readonly FittedModel[] {
    return this.calibratedClassifiers.map(({ estimator }) => estimator);
  }

  protected probabilities(X: In): Matrix {
    const all = this.calibratedClassifiers.map(({ estimator, calibrator }) =>
      calibrate(
        calibrator,
        responses(estimator, X, calibrator.method === "temperature"),
        columnsOf(estimator, this.classes),
        this.classes.length,
      ),
    );
    const first = all[0] as Matrix;
    const means = first.data.map((_, at) => all.reduce((sum, each) => sum + (each.data[at] as number), 0) / all.length);
    return new Matrix(first.rows, first.cols, means);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const parts = this.calibratedClassifiers.map(({ estimator, calibrator }) => ({
      estimator: { ...estimator.toState() },
      calibrator: calibratorState(calibrator),
    }));
    return { classes: this.classes, parts };
  }
}

/** The class that each column of a classifier's scores is of: of two classes, one column is the second's. */
function columnsOf(model: ClassifierModel<Label, never>, classes: readonly Label[]): readonly number[] {
  const places = model.classes.map((label) => classes.indexOf(label));
  return places.length === 2 ? places.slice(1) : places;
}

function fit<L extends Label, In>(
  settings: Settings<In>,
  X: In,
  y: LabelsLike<L>,
  fitOptions: FitOptions = {},
): CalibratedClassifierCVModel<L, In> {
  const owner = "calibratedClassifierCV.fit";
  const rows = rowsToFit(owner, X);
  const { classes, codes } = labelsToFit(owner, y, rows);
  const weights = weightsOf(owner, fitOptions, rows);
  const labels = Array.from(codes, (code) => classes[code] as L);
  assertEnoughRows(owner, settings.cv, classes, codes);
  const folds = foldsOf(owner, settings.cv, rows, { y: labels, isClassification: true });
  const own = (indices: ArrayLike<number>) => ({
    X: takeRows(owner, X, indices),
    labels: Array.from(indices, (i) => labels[i] as L),
    codes: Int32Array.from(indices, (i) => codes[i] as number),
    weights: weights === undefined ? undefined : Float64Array.from(indices, (i) => weights[i] as number),
  });
  const fitted = folds.map(({ train, test }) => {
    const part = own(train);
    const estimator = toldByPlace(train, () =>
      settings.estimator.fit(part.X, part.labels, { sampleWeight: part.weights }),
    );
    const held = own(test);
    return {
      estimator,
      test,
      scores: toldByPlace(test, () => responses(estimator, held.X, settings.method === "temperature")),
      codes: held.codes,
      weights: held.weights,
    };
  });
  if (settings.ensemble) {
    const parts = fitted.map(({ estimator, ...scored }) => {
      const columns = columnsOf(estimator, classes);
      return { estimator, calibrator: fitCalibrator(settings.method, { ...scored, columns }) };
    });
    return new CalibratedClassifierCVModel<L, In>(classes, parts);
  }
  const estimator = settings.estimator.fit(X, labels, { sampleWeight: weights });
  const scores = gathered(fitted, rows);
  const columns = columnsOf(estimator, classes);
  const calibrator = fitCalibrator(settings.method, { scores, codes, weights, columns });
  return new CalibratedClassifierCVModel<L, In>(classes, [{ estimator, calibrator }]);
}

/** A class of fewer rows than folds is one that some fold does not know. */
function assertEnoughRows(owner: string, cv: CrossValidation, classes: readonly Label[], codes: Int32Array): void {
  if (typeof cv !== "number") return;
  const counts = new Int32Array(classes.length);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  const rare = counts.findIndex((count) => count < cv);
  if (rare < 0) return;
  throw new ModelsError({
    code: "invalidInput",
    what: "a class has fewer rows than there are folds",
    where: `${owner}, cv`,
    found: `${counts[rare] as number} of ${JSON.stringify(classes[rare])}, ${cv} folds`,
    fix: "give more rows of it, fewer folds, or a splitter",
  });
}

/** The scores of all rows, each from the fold that left it out. */
function gathered(
  folds: readonly { readonly test: ArrayLike<number>; readonly scores: Matrix }[],
  rows: number,
): Matrix {
  const cols = folds[0]?.scores.cols ?? 1;
  const all = new Matrix(rows, cols);
  const seen = new Uint8Array(rows);
  const areAlike = folds.every(({ scores }) => scores.cols === cols);
  for (const { test, scores } of areAlike ? folds : []) {
    for (let n = 0; n < test.length; n++) {
      const row = test[n] as number;
      all.row(row).set(scores.row(n));
      seen[row] = 1;
    }
  }
  const missed = seen.indexOf(0);
  if (areAlike && missed < 0) return all;
  throw new ModelsError({
    code: "invalidInput",
    what: areAlike ? "a row is in no fold" : "a fold lacks a class",
    where: "calibratedClassifierCV.fit, cv",
    found: areAlike ? `row ${missed}` : "scores of different widths",
    fix: "divide the rows so that each is left out once, and each fold has all classes",
  });
}

/** How a saved calibrated classifier is read. */
export const calibratedClassifierCVKind = {
  kind: "calibratedClassifierCV",
  fromState: (saved: SavedModel, read: (saved: SavedModel) => FittedModel): CalibratedClassifierCVModel => {
    const reader = new StateReader(saved);
    const parts = reader.records("parts").map(({ estimator, calibrator }) => {
      const part = new StateReader({ kind: saved.kind, version: 1, state: { calibrator: calibrator ?? null } });
      const model = isSavedModel(estimator) ? read(estimator) : reader.refuse("parts", "saved models");
      return {
        estimator: model as unknown as ClassifierModel,
        calibrator: calibratorFromState(saved.kind, part.record("calibrator")),
      };
    });
    return new CalibratedClassifierCVModel(reader.labels("classes"), parts);
  },
} as const;
