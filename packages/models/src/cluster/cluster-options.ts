import { either, integer, isMatrix, Matrix, oneOf, randomSeed, satisfying, silentLogger } from "@mlsys/core";
import type { Logger, RandomState, RandomStateInput } from "@mlsys/core";
import { isLogger } from "../internal/option-rules.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import { ModelsError } from "../models-error.ts";

/** Centers to begin with, clusters × features, of rows, which it must not change; draws are to come from the generator. */
export type CenterInit = (
  X: Matrix,
  nClusters: number,
  generator: RandomState,
) => Matrix | readonly (readonly number[])[];

/** What both kinds of k-means take. */
export interface ClusterOptions {
  /** Number of clusters. Default 8. */
  readonly nClusters?: number;
  /**
   * How centers begin: `"k-means++"`, `"random"` rows, clusters × features, or a function of rows: for `kMeans` without their mean, as in
   * scikit-learn, for `miniBatchKMeans` some of them. Default `"k-means++"`.
   */
  readonly init?: "k-means++" | "random" | Matrix | readonly (readonly number[])[] | CenterInit;
  /** Beginnings to try; `"auto"` is 1, but for random rows and functions 10, by batches 3. Default `"auto"`. */
  readonly nInit?: number | "auto";
  /** Seed of all draws. Default 0. */
  readonly randomState?: RandomStateInput;
  /** Where warnings go. Default: nowhere; they are in the model, too. */
  readonly logger?: Logger;
}

/** The same, defaults filled in. */
export type ClusterSettings = Required<ClusterOptions>;

const isRows = (value: unknown): value is Matrix | readonly (readonly number[])[] =>
  isMatrix(value) || (Array.isArray(value) && value.length > 0 && value.every(Array.isArray));

const isInit = (value: unknown): value is CenterInit => typeof value === "function";

export const clusterSpecs = () =>
  ({
    nClusters: { rule: integer({ min: 1 }), default: 8 },
    init: {
      rule: either(
        oneOf("k-means++", "random"),
        satisfying("clusters × features numbers", isRows),
        satisfying("a function of rows", isInit),
      ),
      default: "k-means++",
    },
    nInit: { rule: either(integer({ min: 1 }), oneOf("auto")), default: "auto" },
    randomState: { rule: randomSeed(), default: 0 },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

/** The centers that were given, checked; undefined when they are drawn. */
export function givenCenters(
  owner: string,
  { init, nClusters }: ClusterSettings,
  nFeatures: number,
): Matrix | undefined {
  if (typeof init === "string" || typeof init === "function") return undefined;
  return checkedCenters(owner, init, nClusters, nFeatures);
}

/** The centers that a function gives. */
export function centersOf(owner: string, init: CenterInit, X: Matrix, nClusters: number, rng: RandomState): Matrix {
  return checkedCenters(owner, init(X, nClusters, rng), nClusters, X.cols);
}

function checkedCenters(
  owner: string,
  init: Matrix | readonly (readonly number[])[],
  nClusters: number,
  nFeatures: number,
): Matrix {
  const rows = isRows(init) ? (isMatrix(init) ? init.toArray() : init) : [];
  if (rows.length === nClusters && rows.every((row) => row.length === nFeatures && row.every(Number.isFinite))) {
    return new Matrix(nClusters, nFeatures, Float64Array.from(rows.flat()));
  }
  throw new ModelsError({
    code: "invalidOption",
    what: "init does not fit the data",
    where: owner,
    found: `${rows.length} × ${rows[0]?.length ?? 0}`,
    fix: `give ${nClusters} × ${nFeatures} finite numbers`,
  });
}

export function assertEnoughRows(owner: string, rows: number, nClusters: number): void {
  if (rows >= nClusters) return;
  throw new ModelsError({
    code: "invalidInput",
    what: "there are more clusters than rows",
    where: `${owner}, X`,
    found: `${rows} rows for ${nClusters} clusters`,
    fix: "lower nClusters, or give more rows",
  });
}

export function clusterWarnings(owner: string, labels: Int32Array, settings: ClusterSettings): readonly ModelWarning[] {
  const found = new Set(labels).size;
  if (found >= settings.nClusters) return [];
  const message = `${owner} found ${found} distinct clusters of ${settings.nClusters}; rows may be repeated, lower nClusters`;
  return [warn(settings.logger, { code: "fewerClusters", message, details: { found, asked: settings.nClusters } })];
}
