import { either, integer, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { Label, MatrixLike } from "@mlsys/core";
import type { AnyMatrix, LabelsLike, Transformer, VectorLike } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { quantileOfSorted } from "../internal/quantiles.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { transformerOf } from "../preprocessing/fitted-transformer.ts";
import type { ColumnFacts } from "../preprocessing/fitted-transformer.ts";
import { assertSomeKept, FittedSelector, readSelector } from "./fitted-selector.ts";
import { mutualInfoClassif, mutualInfoRegression } from "./mutual-info.ts";
import { chi2, fClassif, fRegression } from "./score-functions.ts";
import type { ColumnTests } from "./score-functions.ts";

/** Scores that are known by name. */
export type ScoreFunctionName = "chi2" | "fClassif" | "fRegression" | "mutualInfoClassif" | "mutualInfoRegression";

/** A score a column: known by name, or a function of X and y. */
export type ScoreFunction = ScoreFunctionName | ((X: AnyMatrix, y: never) => Float64Array | ColumnTests);

const NAMES = ["chi2", "fClassif", "fRegression", "mutualInfoClassif", "mutualInfoRegression"] as const;

const scoreRule = () =>
  either(
    oneOf(...NAMES),
    satisfying(
      "a function of X and y",
      (value): value is (X: AnyMatrix, y: never) => Float64Array | ColumnTests => typeof value === "function",
    ),
  );

/** Options of {@link selectKBest}. */
export interface SelectKBestOptions {
  /** The score of each column. Default `"fClassif"`. */
  readonly scoreFunc?: ScoreFunction;
  /** How many columns are kept, or all. Default 10. */
  readonly k?: number | "all";
}

/** Options of {@link selectPercentile}. */
export interface SelectPercentileOptions {
  /** The score of each column. Default `"fClassif"`. */
  readonly scoreFunc?: ScoreFunction;
  /** How many percent of the columns are kept. Default 10. */
  readonly percentile?: number;
}

/** An unfitted selector by score. */
export type SelectByScore = Transformer<MatrixLike, AnyMatrix, SelectByScoreModel>;

/**
 * Keeps the columns with the highest scores.
 *
 * @param options - `scoreFunc`, `k`.
 * @returns the unfitted transformer; its fit needs y.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_selection.SelectKBest.html
 *
 * @example
 * ```ts
 * import { selectKBest } from "@mlsys/models";
 *
 * const model = selectKBest({ scoreFunc: "chi2", k: 1 }).fit([[1, 9], [1, 0], [1, 8], [1, 1]], ["a", "b", "a", "b"]);
 * model.support; // => [false, true]
 * ```
 */
export function selectKBest(options: SelectKBestOptions = {}): SelectByScore {
  const specs = {
    scoreFunc: { rule: scoreRule(), default: "fClassif" as ScoreFunction },
    k: { rule: either(integer({ min: 1 }), oneOf("all")), default: 10 as number | "all" },
  } as const;
  const settings = parseOptions("selectKBest", options, specs, ModelsError);
  const { scoreFunc, k } = settings;
  return transformerOf("selectKBest", { ...settings }, (X: MatrixLike, y?: unknown) =>
    fit("selectKBest", X, y, scoreFunc, (scores) => highest(scores, k === "all" ? scores.length : k)),
  );
}

/**
 * Keeps a share of the columns, those with the highest scores.
 *
 * @param options - `scoreFunc`, `percentile`.
 * @returns the unfitted transformer; its fit needs y.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_selection.SelectPercentile.html
 *
 * @example
 * ```ts
 * import { selectPercentile } from "@mlsys/models";
 *
 * const model = selectPercentile({ percentile: 50 }).fit([[1, 9], [2, 0], [2, 8], [1, 1]], ["a", "b", "a", "b"]);
 * model.getSupport({ indices: true }); // => Int32Array.of(1)
 * ```
 */
export function selectPercentile(options: SelectPercentileOptions = {}): SelectByScore {
  const specs = {
    scoreFunc: { rule: scoreRule(), default: "fClassif" as ScoreFunction },
    percentile: { rule: real({ min: 0, max: 100 }), default: 10 },
  } as const;
  const settings = parseOptions("selectPercentile", options, specs, ModelsError);
  const { scoreFunc, percentile } = settings;
  return transformerOf("selectPercentile", { ...settings }, (X: MatrixLike, y?: unknown) =>
    fit("selectPercentile", X, y, scoreFunc, (scores) => share(scores, percentile)),
  );
}

/** The columns with the k highest scores; of equal ones the last. */
function highest(scores: Float64Array, k: number): boolean[] {
  const order = Array.from(scores.keys()).sort((a, b) => (scores[a] as number) - (scores[b] as number) || a - b);
  const kept = new Set(order.slice(Math.max(0, order.length - k)));
  return Array.from(scores, (_, j) => kept.has(j));
}

/** The columns above the percentile, and as many at it as there is room for. */
function share(scores: Float64Array, percentile: number): boolean[] {
  if (percentile === 100) return Array.from(scores, () => true);
  if (percentile === 0) return Array.from(scores, () => false);
  const threshold = quantileOfSorted(scores.slice().sort(), (100 - percentile) / 100);
  const kept = Array.from(scores, (score) => score > threshold);
  let room = Math.trunc((scores.length * percentile) / 100) - kept.filter(Boolean).length;
  scores.forEach((score, j) => {
    if (score === threshold && room-- > 0) kept[j] = true;
  });
  return kept;
}

const FUNCTIONS: Readonly<Record<ScoreFunctionName, (X: AnyMatrix, y: never) => Float64Array | ColumnTests>> = {
  chi2: (X, y: LabelsLike<Label>) => chi2(X, y),
  fClassif: (X, y: LabelsLike<Label>) => fClassif(X, y),
  fRegression: (X, y: VectorLike) => fRegression(X, y),
  mutualInfoClassif: (X, y: LabelsLike<Label>) => mutualInfoClassif(X, y),
  mutualInfoRegression: (X, y: VectorLike) => mutualInfoRegression(X, y),
};

function fit(
  kind: "selectKBest" | "selectPercentile",
  input: MatrixLike,
  y: unknown,
  scoreFunc: ScoreFunction,
  choose: (scores: Float64Array) => boolean[],
): SelectByScoreModel {
  const { X, names } = featuresToFit(kind, input);
  if (y === undefined || y === null) {
    throw new ModelsError({
      code: "noLabels",
      what: "y is missing",
      where: `${kind}.fit, y`,
      fix: "give one label or number per row of X",
    });
  }
  const found = (typeof scoreFunc === "string" ? FUNCTIONS[scoreFunc] : scoreFunc)(X, y as never);
  const [scores, pValues] = found instanceof Float64Array ? [found, undefined] : [found.statistics, found.pValues];
  if (scores.length !== X.cols) {
    throw new ModelsError({
      code: "lengthMismatch",
      what: "the scores are not one a column",
      where: `${kind}.fit, scoreFunc`,
      found: `${scores.length} scores for ${X.cols} columns`,
      fix: "return one number a column",
    });
  }
  const support = choose(scores.map((score) => (Number.isNaN(score) ? -Number.MAX_VALUE : score)));
  assertSomeKept(`${kind}.fit`, support, "keep more columns");
  return new SelectByScoreModel(kind, support, { scores, pValues }, { nFeaturesIn: X.cols, featureNamesIn: names });
}

interface Scores {
  readonly scores: Float64Array;
  readonly pValues: Float64Array | undefined;
}

/** A fitted selector by score. */
export class SelectByScoreModel extends FittedSelector {
  readonly kind: "selectKBest" | "selectPercentile";
  /** The score of each column. */
  readonly scores: Float64Array;
  /** The p-value of each score, where there is one. */
  readonly pvalues: Float64Array | undefined;

  /** @internal */
  constructor(
    kind: "selectKBest" | "selectPercentile",
    support: readonly boolean[],
    scores: Scores,
    facts: ColumnFacts,
  ) {
    super(support, facts);
    this.kind = kind;
    this.scores = scores.scores;
    this.pvalues = scores.pValues;
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    return { ...super.learned(), scores: this.scores, pvalues: this.pvalues ?? null };
  }
}

function readScores(kind: "selectKBest" | "selectPercentile"): (saved: SavedModel) => SelectByScoreModel {
  return (saved) => {
    const read = new StateReader(saved);
    const { support, facts } = readSelector(read);
    return new SelectByScoreModel(
      kind,
      support,
      { scores: read.vector("scores"), pValues: read.optionalVector("pvalues") },
      facts,
    );
  };
}

/** How a saved selector of the best columns is read. */
export const selectKBestKind = { kind: "selectKBest", fromState: /* @__PURE__ */ readScores("selectKBest") } as const;

/** How a saved selector of a share of the columns is read. */
export const selectPercentileKind = {
  kind: "selectPercentile",
  fromState: /* @__PURE__ */ readScores("selectPercentile"),
} as const;
