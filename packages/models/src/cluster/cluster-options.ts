import { either, integer, isMatrix, Matrix, oneOf, randomSeed, satisfying, silentLogger } from "@mlsys/core";
import type { Logger, RandomStateInput } from "@mlsys/core";
import { isLogger } from "../internal/option-rules.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import { ModelsError } from "../models-error.ts";

/** What both kinds of k-means take. */
export interface ClusterOptions {
  /** Number of clusters. Default 8. */
  readonly nClusters?: number;
  /** How centers begin: `"k-means++"`, `"random"` rows, or clusters × features. Default `"k-means++"`. */
  readonly init?: "k-means++" | "random" | Matrix | readonly (readonly number[])[];
  /** Beginnings to try; `"auto"` is 1, but more for random rows. Default `"auto"`. */
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

export const clusterSpecs = () =>
  ({
    nClusters: { rule: integer({ min: 1 }), default: 8 },
    init: {
      rule: either(oneOf("k-means++", "random"), satisfying("clusters × features numbers", isRows)),
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
  if (typeof init === "string") return undefined;
  const rows = isMatrix(init) ? init.toArray() : init;
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
