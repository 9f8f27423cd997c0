import { randomState } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import { trainTestSplit } from "@mlsys/split";
import { retold } from "../../internal/features.ts";
import { Pcg64 } from "../../internal/pcg64.ts";
import { pairwiseSum } from "../../internal/sums.ts";
import { scorerOf } from "../../model-selection/scorers.ts";
import type { ScoredModel } from "../../model-selection/scorers.ts";
import { missingFeatures } from "./bin-rows.ts";
import type { BoostedTrees } from "./boosted-tree.ts";
import type { BoostingLoss } from "./boosting-loss.ts";
import { BoostingMemory } from "./boosting-memory.ts";
import { constraintsOf, interactionGroups } from "./boosting-options.ts";
import type { BoostingSettings } from "./boosting-options.ts";
import type { CategoryCodes } from "./category-codes.ts";
import { BoostedTreeGrower } from "./grow-boosted-tree.ts";
import type { BoostedNode } from "./grow-boosted-tree.ts";
import { BoostedTreePacker } from "./pack-boosted-trees.ts";

/** What is boosted. */
export interface BoostingProblem {
  readonly owner: string;
  /** The rows as the trees see them. */
  readonly X: Matrix;
  readonly codes: CategoryCodes | undefined;
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
  /** What the rows set apart are stratified by. */
  readonly stratify: Int32Array | undefined;
  readonly loss: BoostingLoss;
  /** How scorers see y, and a model of raw predictions. */
  readonly scored: {
    readonly truth: (y: Float64Array) => unknown;
    readonly model: (raw: readonly Float64Array[]) => ScoredModel;
  };
}

/** What boosting learns. */
export interface Boosted {
  readonly trees: BoostedTrees;
  /** The raw prediction before the first tree, one a tree of an iteration. */
  readonly baseline: Float64Array;
  /** Whether it was to stop where the score no longer grew. */
  readonly doEarlyStopping: boolean;
  /** Minus the loss of the rows of the fit after each iteration, from the baseline on; empty without early stopping. */
  readonly trainScore: Float64Array;
  /** The same of the rows set apart. */
  readonly validationScore: Float64Array;
}

/** Rows with the raw predictions so far. */
interface Part {
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly raw: readonly Float64Array[];
}

/** Some rows. */
interface Rows {
  readonly X: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
}

/**
 * Adds trees, each a step down the loss.
 *
 * @see Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29 (5), 2001.
 * @see Ke et al., "LightGBM: a highly efficient gradient boosting decision tree", NeurIPS 2017.
 */
export function boost(problem: BoostingProblem, settings: BoostingSettings): Boosted {
  const { loss, codes } = problem;
  const [seed = 0, featureSeed = 0] = randomState(settings.randomState).randint(0, 4294967295, 2);
  const stops = settings.earlyStopping === "auto" ? problem.X.rows > 10_000 : settings.earlyStopping;
  const [train, validation] = parts(problem, settings, stops, seed);
  const categoryCounts = Array.from({ length: train.X.cols }, (_, j) => codes?.categories[j]?.length);
  const { maxBins, maxLeafNodes, minSamplesLeaf } = settings;
  const memory = new BoostingMemory(
    train.X,
    { maxBins, categoryCounts, weights: train.weights, seed },
    {
      nTrees: loss.nTrees,
      hasWeights: train.weights !== undefined,
      mostLeaves: Math.min(maxLeafNodes ?? Infinity, Math.ceil(train.X.rows / minSamplesLeaf)),
    },
  );
  return memory.arena.use(() => {
    const baseline = loss.baseline(train.y, train.weights);
    memory.y.set(train.y);
    if (train.weights !== undefined) memory.weights?.set(train.weights);
    memory.raw.forEach((values, k) => void values.fill(baseline[k] as number));
    const run = new BoostingRun(problem, settings, memory, featureSeed, validation, baseline);
    const watch = new StoppingWatch(problem, settings, memory, run.validation);
    if (stops) watch.shouldStop();
    for (let iteration = 0; iteration < settings.maxIter; iteration++) {
      run.step();
      if (stops && watch.shouldStop()) break;
    }
    return {
      trees: run.packer.toTrees(),
      baseline,
      doEarlyStopping: stops,
      trainScore: Float64Array.from(watch.trainScore),
      validationScore: Float64Array.from(watch.validationScore),
    };
  });
}

function parts(
  { X, y, weights, stratify }: BoostingProblem,
  { validationFraction }: BoostingSettings,
  stops: boolean,
  seed: number,
): readonly [Rows, Rows | undefined] {
  if (!stops || validationFraction === null) return [{ X, y, weights }, undefined];
  const part = (places: ArrayLike<number>): Rows => {
    const rows = Int32Array.from(places);
    const of = (values: Float64Array) => Float64Array.from(rows, (i) => values[i] as number);
    return { X: X.take(rows), y: of(y), weights: weights === undefined ? undefined : of(weights) };
  };
  const options = { testSize: validationFraction, randomState: seed };
  const { trainIndices, testIndices } = retold("boosting, validationFraction", () =>
    trainTestSplit(X.rows, stratify === undefined ? options : { ...options, stratify }),
  );
  return [part(trainIndices), part(testIndices)];
}

/** The trees of a fit, iteration by iteration. */
class BoostingRun {
  readonly packer: BoostedTreePacker;
  readonly validation: (Rows & Part) | undefined;
  private readonly loss: BoostingLoss;
  private readonly memory: BoostingMemory;
  private readonly grower: BoostedTreeGrower;

  constructor(
    problem: BoostingProblem,
    settings: BoostingSettings,
    memory: BoostingMemory,
    featureSeed: number,
    validation: Rows | undefined,
    baseline: Float64Array,
  ) {
    this.loss = problem.loss;
    this.memory = memory;
    this.packer = new BoostedTreePacker(memory.mapper);
    this.grower = new BoostedTreeGrower(memory, rulesOf(problem, settings, memory, featureSeed));
    const raw = (rows: number) => Array.from(baseline, (value) => new Float64Array(rows).fill(value));
    this.validation = validation && { ...validation, raw: raw(validation.X.rows) };
  }

  /** Adds one tree, or one a class, and what they say to the raw predictions. */
  step(): void {
    const { loss, memory, validation } = this;
    if (loss.derivatives === "logistic") memory.logisticDerivatives();
    else loss.derivatives(memory.y, memory.raw, memory.weights, memory.derivatives);
    memory.raw.forEach((raw, k) => {
      const { root, leaves } = this.grower.grow(k);
      if (loss.leafValue !== undefined) this.setLeafValues(leaves, raw, loss.leafValue);
      this.packer.add(root);
      memory.addLeaves(k, leaves);
      const other = validation?.raw[k];
      if (validation !== undefined && other !== undefined) {
        this.packer.last().addTo(0, validation.X.data, validation.X.cols, other);
      }
    });
  }

  private setLeafValues(
    leaves: readonly BoostedNode[],
    raw: Float64Array,
    leafValue: NonNullable<BoostingLoss["leafValue"]>,
  ): void {
    const { y, weights, samples } = this.memory;
    for (const leaf of leaves) {
      const rows = samples.subarray(leaf.start, leaf.end);
      const rest = Float64Array.from(rows, (i) => (y[i] as number) - (raw[i] as number));
      const own = weights === undefined ? undefined : Float64Array.from(rows, (i) => weights[i] as number);
      leaf.value = this.grower.learningRate * leafValue(rest, own);
    }
  }
}

function rulesOf(
  { owner, codes, loss }: BoostingProblem,
  settings: BoostingSettings,
  memory: BoostingMemory,
  featureSeed: number,
) {
  const { mapper, binned, cols } = memory;
  const order = codes?.order ?? Int32Array.from({ length: cols }, (_, j) => j);
  return {
    binCounts: mapper.counts,
    missingBin: mapper.missingBin,
    hasMissing: missingFeatures(binned, memory.rows, cols, mapper.missingBin),
    isCategorical: mapper.isCategorical,
    monotonic: constraintsOf(owner, settings.monotonicCst, order, codes?.categories.length ?? 0, loss.nTrees),
    interactions: interactionGroups(owner, settings.interactionCst, cols),
    l2: settings.l2Regularization,
    minSamplesLeaf: settings.minSamplesLeaf,
    maxLeafNodes: settings.maxLeafNodes ?? Infinity,
    maxDepth: settings.maxDepth ?? Infinity,
    learningRate: settings.learningRate,
    drawFeatures: settings.maxFeatures < 1 ? featureDraws(settings.maxFeatures, featureSeed) : undefined,
  };
}

/** Draws a share of some features, one at least; they keep their order. */
function featureDraws(share: number, seed: number): (features: Int32Array) => Int32Array {
  const rng = new Pcg64(seed);
  return (features) => {
    const isDrawn = new Uint8Array(features.length).fill(1, 0, Math.max(1, Math.ceil(share * features.length)));
    rng.shuffle(isDrawn);
    return features.filter((_, at) => isDrawn[at] === 1);
  };
}

/** Whether the scores still rise. */
class StoppingWatch {
  readonly trainScore: number[] = [];
  readonly validationScore: number[] = [];
  private readonly settings: BoostingSettings;
  private readonly train: () => number;
  private readonly validation: (() => number) | undefined;

  constructor(problem: BoostingProblem, settings: BoostingSettings, train: Part, validation: Part | undefined) {
    const scores = settings.scoring === "loss" ? lossOf : scoreOf;
    this.settings = settings;
    this.train = scores(problem, settings, train);
    this.validation = validation && scores(problem, settings, validation);
  }

  /** Notes the scores; true when none of the last ones is better than the one before them. */
  shouldStop(): boolean {
    this.trainScore.push(this.train());
    if (this.validation !== undefined) this.validationScore.push(this.validation());
    const scores = this.validation === undefined ? this.trainScore : this.validationScore;
    const { nIterNoChange, tol } = this.settings;
    if (scores.length <= nIterNoChange) return false;
    const before = (scores.at(-nIterNoChange - 1) ?? 0) + tol;
    return scores.slice(-nIterNoChange).every((score) => !(score > before));
  }
}

/** Minus the mean loss of rows, whenever it is asked for. */
function lossOf({ loss }: BoostingProblem, _: BoostingSettings, { y, weights, raw }: Part): () => number {
  return () => {
    const losses = Float64Array.from(y, (_, i) => loss.lossAt(y, raw, i));
    if (weights === undefined) return -pairwiseSum(losses) / y.length;
    return -pairwiseSum(losses.map((each, i) => each * (weights[i] as number))) / pairwiseSum(weights);
  };
}

/** What the scorer says of rows, whenever it is asked for. */
function scoreOf({ owner, scored }: BoostingProblem, { scoring }: BoostingSettings, part: Part): () => number {
  const scorer = scorerOf(owner, scoring === "loss" || scoring === null ? undefined : scoring);
  const truth = scored.truth(part.y);
  const options = part.weights === undefined ? {} : { sampleWeight: part.weights };
  return () => scorer(scored.model(part.raw), undefined, truth, options);
}
