import { parseOptions, satisfying, silentLogger } from "@mlsys/core";
import type { Label, Logger, ProgressListener } from "@mlsys/core";
import type { TrainTestIndices } from "@mlsys/split";
import type { Classifier, LabelsLike, Regressor, VectorLike } from "../estimator.ts";
import { isLogger } from "../internal/option-rules.ts";
import { assertLength } from "../internal/targets.ts";
import { nJobsSpec } from "../internal/threads/thread-count.ts";
import { ModelsError } from "../models-error.ts";
import type { AnyPredictor, FitData, PredictionMethod } from "./fit-task.ts";
import { foldsOf } from "./folds.ts";
import type { CrossValidation } from "./folds.ts";
import type { Scoring } from "./judge.ts";
import { Pauses } from "./pauses.ts";
import { rowCount } from "./rows-at.ts";
import { runFits } from "./run-fits.ts";
import type { FitResults } from "./run-fits.ts";

/** A classifier or a regressor of rows of `In`, a pipeline included. */
export type Predictor<In> = Classifier<In> | Regressor<In>;

/** Labels or numbers, one a row. */
export type TargetLike = LabelsLike<Label> | VectorLike;

/** How rows are divided, and what goes with a long run. */
export interface FoldOptions {
  /** How rows are divided: a number of folds (stratified for classifiers), a splitter of `@mlsys/split`, or indices. Default 5. */
  readonly cv?: CrossValidation | null;
  /** One group a row, for splitters that keep groups together. */
  readonly groups?: ArrayLike<unknown>;
  /** One weight a row: for the fits and the scores. */
  readonly sampleWeight?: VectorLike;
  /** Told after each fit. */
  readonly onProgress?: ProgressListener;
  /** Ends the run between two fits, or at once where they are on other threads. */
  readonly signal?: AbortSignal;
  /**
   * Threads that fit at once, at most; null for as many as the machine runs at once. They are taken when that is quicker and everything
   * can be sent to them: not tables, functions or estimators of others. Results are the same. Default null.
   */
  readonly nJobs?: number | null;
}

/** What becomes of fits that fail. */
export interface ErrorScoreOptions {
  /**
   * The scores of a fit that fails, or of a model that cannot be judged: a number such as NaN, of which `logger` is told; or `"raise"`, which
   * ends the run with the error. Where all fits fail, it ends in any case. Default `"raise"`; scikit-learn's is NaN.
   */
  readonly errorScore?: number | "raise";
  /** Told of fits that failed. Default: none. */
  readonly logger?: Logger;
}

/** What is fitted and judged, fold by fold. */
export interface FoldWork {
  /** For each fit a fold the estimator, and the training rows where they are not all of the fold's. */
  readonly fits: readonly { readonly estimator: unknown; readonly train?: (fold: number) => ArrayLike<number> }[];
  readonly scoring: readonly Scoring[];
  readonly scoresTrain?: boolean;
  readonly method?: PredictionMethod;
  readonly classCount?: number | undefined;
  readonly keepsModels?: boolean;
}

/** A run over folds. */
export class FoldRun {
  readonly folds: readonly TrainTestIndices[];
  private readonly owner: string;
  private readonly data: FitData;
  private readonly options: FoldOptions & ErrorScoreOptions;

  constructor(owner: string, estimator: unknown, X: unknown, y: unknown, options: FoldOptions & ErrorScoreOptions) {
    requireEstimator(owner, estimator);
    const { cv, groups, sampleWeight } = options;
    const rows = rowCount(owner, X);
    assertAlike(owner, "y", y, rows);
    if (sampleWeight !== undefined) assertAlike(owner, "sampleWeight", sampleWeight, rows);
    const isClassification = (estimator as AnyPredictor).estimatorType === "classifier";
    this.owner = owner;
    this.data = { X, y, sampleWeight };
    this.options = options;
    this.folds = foldsOf(owner, cv ?? 5, rows, { y: y as ArrayLike<unknown>, groups, isClassification });
  }

  /** Does all fits of each fold: what came of them, fold after fold; reports, and stops when asked to. */
  fit({ fits, scoring, scoresTrain, method, classCount, keepsModels }: FoldWork): Promise<FitResults> {
    const { owner, data, folds, options } = this;
    const { nJobs, errorScore, logger } = parseRun(owner, options);
    const { signal, onProgress } = options;
    const total = folds.length * fits.length;
    let completed = 0;
    return runFits({
      owner,
      estimators: fits.map(({ estimator }) => estimator),
      data,
      tasks: folds.flatMap(({ train, test }, fold) =>
        fits.map((each, estimator) => ({ estimator, train: each.train?.(fold) ?? train, test })),
      ),
      scoring,
      judges: { scoresTrain: scoresTrain ?? false, method, classCount },
      keepsModels: keepsModels ?? false,
      errorScore,
      logger,
      nJobs,
      signal,
      pauses: new Pauses(owner, signal),
      done: () => {
        completed += 1;
        onProgress?.({ task: owner, completed, total, unit: "fits" });
      },
    });
  }
}

/** The names of {@link FoldOptions}. */
export const FOLD_OPTIONS = ["cv", "groups", "sampleWeight", "onProgress", "signal", "nJobs"];
/** The names of {@link ErrorScoreOptions} besides. */
export const SCORE_OPTIONS = [...FOLD_OPTIONS, "scoring", "errorScore", "logger"];

/**
 * Refuses options that are not known: one that is misspelt would leave its default in place.
 *
 * @param owner - the function, for messages.
 * @param options - the options given.
 * @param known - their names.
 * @throws {ModelsError} `invalidOption`, with the nearest name.
 */
export function requireKnownOptions(owner: string, options: object, known: readonly string[]): void {
  const any = { rule: satisfying("anything", (_: unknown): _ is unknown => true) };
  parseOptions(owner, options, Object.fromEntries(known.map((name) => [name, any])), ModelsError);
}

/** One value a row; what the values are, each fit sees to. */
function assertAlike(owner: string, argument: "y" | "sampleWeight", given: unknown, rows: number): void {
  if (given === undefined || given === null) {
    throw new ModelsError({
      code: "noLabels",
      what: `${argument} is missing`,
      where: `${owner}, ${argument}`,
      found: String(given),
      fix: "give one label or number per row of X",
    });
  }
  assertLength(rowCount(owner, given, argument), rows, owner, argument);
}

function requireEstimator(owner: string, estimator: unknown): void {
  if (typeof (estimator as { readonly fit?: unknown } | null | undefined)?.fit === "function") return;
  throw new ModelsError({
    code: "invalidInput",
    what: "the estimator cannot be fitted",
    where: owner,
    found: "no method fit",
    fix: "give the unfitted estimator or pipeline, not its model; it is fitted anew for each fold",
  });
}

function parseRun(owner: string, { nJobs, errorScore, logger }: FoldOptions & ErrorScoreOptions) {
  const isScore = (value: unknown): value is number | "raise" => typeof value === "number" || value === "raise";
  const specs = {
    nJobs: nJobsSpec(),
    errorScore: { rule: satisfying('a number, NaN included, or "raise"', isScore), default: "raise" as const },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  };
  return parseOptions(owner, { nJobs, errorScore, logger }, specs, ModelsError);
}
