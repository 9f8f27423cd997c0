import { randomState } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import { trainTestSplit } from "@mlsys/split";
import { pairwiseSum } from "../../internal/sums.ts";
import { binRows, fitBins, missingFeatures } from "./bin-mapper.ts";
import type { BinMapper, BinnedRows } from "./bin-mapper.ts";
import type { BoostedTrees } from "./boosted-tree.ts";
import type { BoostingLoss } from "./boosting-loss.ts";
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
}

/** What boosting learns. */
export interface Boosted {
  readonly trees: BoostedTrees;
  /** The raw prediction before the first tree, one a tree of an iteration. */
  readonly baseline: Float64Array;
  /** Minus the loss of the rows of the fit after each iteration, from the baseline on; empty without early stopping. */
  readonly trainScore: Float64Array;
  /** The same of the rows set apart. */
  readonly validationScore: Float64Array;
}

/** Rows with the raw predictions so far. */
interface Part {
  readonly X: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly raw: readonly Float64Array[];
}

/**
 * Adds trees, each a step down the loss.
 *
 * @see Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29 (5), 2001.
 * @see Ke et al., "LightGBM: a highly efficient gradient boosting decision tree", NeurIPS 2017.
 */
export function boost(problem: BoostingProblem, settings: BoostingSettings): Boosted {
  const { loss } = problem;
  const seed = randomState(settings.randomState).randint(0, 4294967295, 1)[0] as number;
  const stops = settings.earlyStopping === "auto" ? problem.X.rows > 10_000 : settings.earlyStopping;
  const [train, validation] = parts(problem, settings, stops, seed);
  const baseline = loss.baseline(train.y, train.weights);
  for (const part of [train, validation]) part?.raw.forEach((values, k) => values.fill(baseline[k] as number));
  const categoryCounts = Array.from({ length: train.X.cols }, (_, j) => problem.codes?.categories[j]?.length);
  const mapper = fitBins(train.X, settings.maxBins, categoryCounts, train.weights, seed);
  const run = new BoostingRun(problem, settings, train, mapper);
  const watch = new StoppingWatch(loss, settings, train, validation);
  if (stops) watch.shouldStop();
  for (let iteration = 0; iteration < settings.maxIter; iteration++) {
    run.step(validation);
    if (stops && watch.shouldStop()) break;
  }
  return {
    trees: run.packer.toTrees(),
    baseline,
    trainScore: Float64Array.from(watch.trainScore),
    validationScore: Float64Array.from(watch.validationScore),
  };
}

function parts(
  { X, y, weights, stratify, loss }: BoostingProblem,
  { validationFraction }: BoostingSettings,
  stops: boolean,
  seed: number,
): readonly [Part, Part | undefined] {
  const part = (rows?: Int32Array): Part => ({
    X: rows === undefined ? X : X.take(rows),
    y: rows === undefined ? y : Float64Array.from(rows, (i) => y[i] as number),
    weights:
      rows === undefined || weights === undefined ? weights : Float64Array.from(rows, (i) => weights[i] as number),
    raw: Array.from({ length: loss.nTrees }, () => new Float64Array(rows?.length ?? X.rows)),
  });
  if (!stops || validationFraction === null) return [part(), undefined];
  const options = { testSize: validationFraction, randomState: seed };
  const { trainIndices, testIndices } = trainTestSplit(
    X.rows,
    stratify === undefined ? options : { ...options, stratify },
  );
  return [part(Int32Array.from(trainIndices)), part(Int32Array.from(testIndices))];
}

/** The trees of a fit, iteration by iteration. */
class BoostingRun {
  readonly packer: BoostedTreePacker;
  private readonly loss: BoostingLoss;
  private readonly train: Part;
  private readonly grower: BoostedTreeGrower;
  private readonly gradients: readonly Float32Array[];
  private readonly hessians: readonly Float32Array[];

  constructor(problem: BoostingProblem, settings: BoostingSettings, train: Part, mapper: BinMapper) {
    const { rows, cols } = train.X;
    const binned = binRows(train.X, mapper);
    this.loss = problem.loss;
    this.train = train;
    this.packer = new BoostedTreePacker(mapper);
    this.grower = new BoostedTreeGrower(binned, rulesOf(problem, settings, mapper, binned, cols));
    const arrays = () => Array.from({ length: problem.loss.nTrees }, () => new Float32Array(rows));
    this.gradients = arrays();
    this.hessians = problem.loss.isConstantHessian ? [] : arrays();
  }

  /** Adds one tree, or one a class, and what they say to the raw predictions. */
  step(validation: Part | undefined): void {
    const { loss, train, gradients, hessians } = this;
    loss.derivatives(train.y, train.raw, train.weights, gradients, hessians);
    gradients.forEach((gradient, k) => {
      const { root, leaves } = this.grower.grow(gradient, hessians[k]);
      const raw = train.raw[k] as Float64Array;
      if (loss.leafValue !== undefined) this.setLeafValues(leaves, raw, loss.leafValue);
      this.packer.add(root);
      this.addLeaves(leaves, raw);
      const other = validation?.raw[k];
      if (validation !== undefined && other !== undefined) {
        this.packer.last().addTo(0, validation.X.data, validation.X.cols, other);
      }
    });
  }

  private addLeaves(leaves: readonly BoostedNode[], raw: Float64Array): void {
    const { samples } = this.grower;
    for (const { start, end, value } of leaves) {
      for (let p = start; p < end; p++) {
        const row = samples[p] as number;
        raw[row] = (raw[row] as number) + value;
      }
    }
  }

  private setLeafValues(
    leaves: readonly BoostedNode[],
    raw: Float64Array,
    leafValue: NonNullable<BoostingLoss["leafValue"]>,
  ): void {
    const { y, weights } = this.train;
    for (const leaf of leaves) {
      const rows = this.grower.samples.subarray(leaf.start, leaf.end);
      const rest = Float64Array.from(rows, (i) => (y[i] as number) - (raw[i] as number));
      const own = weights === undefined ? undefined : Float64Array.from(rows, (i) => weights[i] as number);
      leaf.value = this.grower.learningRate * leafValue(rest, own);
    }
  }
}

function rulesOf(
  { owner, codes, loss }: BoostingProblem,
  settings: BoostingSettings,
  mapper: BinMapper,
  binned: BinnedRows,
  cols: number,
) {
  const order = codes?.order ?? Int32Array.from({ length: cols }, (_, j) => j);
  return {
    binCounts: mapper.counts,
    missingBin: mapper.missingBin,
    hasMissing: missingFeatures(binned, mapper.missingBin),
    isCategorical: mapper.isCategorical,
    monotonic: constraintsOf(owner, settings.monotonicCst, order, codes?.categories.length ?? 0, loss.nTrees),
    interactions: interactionGroups(owner, settings.interactionCst, cols),
    l2: settings.l2Regularization,
    minSamplesLeaf: settings.minSamplesLeaf,
    maxLeafNodes: settings.maxLeafNodes ?? Infinity,
    maxDepth: settings.maxDepth ?? Infinity,
    learningRate: settings.learningRate,
  };
}

/** Whether the loss still falls. */
class StoppingWatch {
  readonly trainScore: number[] = [];
  readonly validationScore: number[] = [];
  private readonly loss: BoostingLoss;
  private readonly settings: BoostingSettings;
  private readonly train: Part;
  private readonly validation: Part | undefined;

  constructor(loss: BoostingLoss, settings: BoostingSettings, train: Part, validation: Part | undefined) {
    this.loss = loss;
    this.settings = settings;
    this.train = train;
    this.validation = validation;
  }

  /** Notes the scores; true when none of the last ones is better than the one before them. */
  shouldStop(): boolean {
    this.trainScore.push(this.score(this.train));
    if (this.validation !== undefined) this.validationScore.push(this.score(this.validation));
    const scores = this.validation === undefined ? this.trainScore : this.validationScore;
    const { nIterNoChange, tol } = this.settings;
    if (scores.length <= nIterNoChange) return false;
    const before = (scores.at(-nIterNoChange - 1) ?? 0) + tol;
    return scores.slice(-nIterNoChange).every((score) => !(score > before));
  }

  private score({ y, weights, raw }: Part): number {
    const losses = Float64Array.from(y, (_, i) => this.loss.lossAt(y, raw, i));
    if (weights === undefined) return -pairwiseSum(losses) / y.length;
    return -pairwiseSum(losses.map((each, i) => each * (weights[i] as number))) / pairwiseSum(weights);
  }
}
