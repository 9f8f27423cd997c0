import type { Label, Matrix, MatrixLike } from "@mlsys/core";
import type { AnyMatrix, FitOptions, LabelsLike, Transformer } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { labelsToFit } from "../internal/labels.ts";
import { isRecordOf } from "../internal/option-rules.ts";
import { refuseWeights } from "../internal/refuse-weights.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedTransformer, readColumns } from "../preprocessing/fitted-transformer.ts";
import type { ColumnFacts } from "../preprocessing/fitted-transformer.ts";
import { toDense } from "../internal/to-dense.ts";

/** Rows and labels once resampled. */
export interface Resampled<L extends Label = Label> {
  readonly X: AnyMatrix;
  readonly y: L[];
}

/**
 * Makes classes more alike in size. Inside a pipeline it changes the rows of the fit only: rows to predict pass through as they are,
 * and in cross-validation so do the test rows.
 */
export interface Resampler extends Transformer<MatrixLike, AnyMatrix, ResamplerModel> {
  /** Rows and labels, resampled. */
  fitResample<L extends Label>(X: MatrixLike, y: LabelsLike<L>): Resampled<L>;
}

/**
 * Which classes get how many rows more or fewer. Of several smallest classes the first is the minority, and of largest ones the majority.
 */
export type SamplingStrategy =
  | "auto"
  | "all"
  | "minority"
  | "majority"
  | "not minority"
  | "not majority"
  | number
  | Readonly<Record<string, number>>;

/** Whether a class is changed. */
type Choose = (isMinority: boolean, isMajority: boolean, grows: boolean) => boolean;

const choices: Readonly<Record<Extract<SamplingStrategy, string>, Choose>> = {
  auto: (isMinority, isMajority, grows) => !(grows ? isMajority : isMinority),
  all: () => true,
  minority: (isMinority) => isMinority,
  majority: (_, isMajority) => isMajority,
  "not minority": (isMinority) => !isMinority,
  "not majority": (_, isMajority) => !isMajority,
};

/** The rows of each class. */
export interface ClassRows {
  readonly X: AnyMatrix;
  readonly codes: Int32Array;
  readonly classes: readonly Label[];
  /** Per class, the places of its rows. */
  readonly places: readonly Int32Array[];
}

export function resamplerOf(
  kind: string,
  options: Readonly<Record<string, unknown>>,
  resample: (rows: ClassRows) => { readonly X: AnyMatrix; readonly codes: Int32Array },
): Resampler {
  const fitResample = <L extends Label>(input: MatrixLike, y: LabelsLike<L>): Resampled<L> => {
    const owner = `${kind}.fitResample`;
    const { X } = featuresToFit(kind, input);
    const { classes, codes } = labelsToFit(owner, y, X.rows);
    const places = classes.map((_, code) => Int32Array.from(codes.keys()).filter((i) => codes[i] === code));
    const result = resample({ X, codes, classes, places });
    return { X: result.X, y: Array.from(result.codes, (code) => classes[code] as L) };
  };
  const fit = (input: MatrixLike, _y?: unknown, options?: FitOptions): ResamplerModel => {
    refuseWeights(`${kind}.fit`, options);
    const { X, names } = featuresToFit(kind, input);
    return new ResamplerModel(kind, { nFeaturesIn: X.cols, featureNamesIn: names });
  };
  return {
    kind,
    estimatorType: "transformer",
    options: { ...options },
    fit,
    fitTransform: (X, y, options) => fit(X, y, options).transform(X),
    fitWithOutput: (X, y, options) => {
      const model = fit(X, y, options);
      return { model, output: model.transform(X) };
    },
    fitResample,
  };
}

/** A fitted resampler: rows to predict pass through. */
export class ResamplerModel extends FittedTransformer {
  readonly kind: string;

  /** @internal */
  constructor(kind: string, facts: ColumnFacts) {
    super(facts);
    this.kind = kind;
  }

  /**
   * The rows as they are.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  transform(X: MatrixLike): AnyMatrix {
    return this.input("transform", X, false);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { nFeaturesIn: this.nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }
}

function readResampler(saved: SavedModel): ResamplerModel {
  return new ResamplerModel(saved.kind, readColumns(new StateReader(saved)));
}

/** How a saved random over-sampler is read. */
export const randomOverSamplerKind = { kind: "randomOverSampler", fromState: readResampler } as const;

/** How a saved random under-sampler is read. */
export const randomUnderSamplerKind = { kind: "randomUnderSampler", fromState: readResampler } as const;

/** How a saved SMOTE is read. */
export const smoteKind = { kind: "smote", fromState: readResampler } as const;

/** What {@link isStrategy} accepts. */
export const STRATEGIES =
  "auto, all, minority, majority, not minority, not majority, a ratio up to 1, or numbers of rows by label";

export const isStrategy = (value: unknown): value is SamplingStrategy => {
  if (typeof value === "string") return Object.hasOwn(choices, value);
  if (typeof value === "number") return value > 0 && value <= 1;
  return isRecordOf(value, isCount);
};

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

/** How many rows each class should have in the end; undefined for one that is left as it is. */
export function wantedCounts(
  owner: string,
  strategy: SamplingStrategy,
  { classes, places }: ClassRows,
  grows: boolean,
): readonly (number | undefined)[] {
  const counts = places.map(({ length }) => length);
  if (typeof strategy === "object") return countsByLabel(owner, strategy, classes, counts, grows);
  const least = counts.reduce((a, b) => Math.min(a, b));
  const most = counts.reduce((a, b) => Math.max(a, b));
  const [minority, majority] = [counts.indexOf(least), counts.indexOf(most)];
  if (typeof strategy === "number") {
    if (classes.length > 2) throw refusal(owner, `a ratio for ${classes.length} classes`, "give counts by label");
    const wanted = Math.trunc(grows ? most * strategy : least / strategy);
    const other = counts[grows ? minority : majority] as number;
    if (grows ? wanted <= other : wanted > other) {
      throw refusal(owner, `${wanted} rows by the ratio, and ${other} before`, "raise the ratio");
    }
    return counts.map((_, code) => (code === (grows ? majority : minority) ? undefined : wanted));
  }
  if (strategy === (grows ? "majority" : "minority")) {
    throw refusal(owner, strategy, grows ? "let smaller classes grow" : "let larger classes shrink");
  }
  const choose = choices[strategy];
  return counts.map((_, code) =>
    choose(code === minority, code === majority, grows) ? (grows ? most : least) : undefined,
  );
}

function countsByLabel(
  owner: string,
  strategy: Readonly<Record<string, number>>,
  classes: readonly Label[],
  counts: readonly number[],
  grows: boolean,
): readonly (number | undefined)[] {
  const unknown = Object.keys(strategy).find((label) => !classes.some((each) => String(each) === label));
  if (unknown !== undefined) throw refusal(owner, unknown, `name classes of y: ${classes.map(String).join(", ")}`);
  return classes.map((label, code) => {
    const count = counts[code] as number;
    const wanted = strategy[String(label)];
    if (wanted === undefined || (grows ? wanted >= count : wanted <= count)) return wanted;
    throw refusal(
      owner,
      `${String(label)}: ${wanted} of ${count} rows`,
      grows ? "ask for more rows" : "ask for fewer rows",
    );
  });
}

function refusal(owner: string, found: string, fix: string): ModelsError {
  return new ModelsError({
    code: "invalidOption",
    what: "samplingStrategy does not fit the classes",
    where: owner,
    found,
    fix,
  });
}

export function denseRows(X: AnyMatrix): Matrix {
  return toDense("smote", X);
}
