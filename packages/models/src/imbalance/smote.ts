import { integer, Matrix, parseOptions, randomSeed, randomState, satisfying } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import { denseRows, isStrategy, resamplerOf, STRATEGIES, wantedCounts } from "./resampler.ts";
import type { Resampler, SamplingStrategy } from "./resampler.ts";

/** Options of {@link smote}. */
export interface SmoteOptions {
  /**
   * Which classes grow: `"auto"` and `"all"` all to the size of the largest, `"minority"` the smallest one, `"not minority"` all but
   * that, `"not majority"` all but the largest; a ratio of two classes, or numbers of rows by label. Default `"auto"`.
   */
  readonly samplingStrategy?: SamplingStrategy;
  /** Number of neighbours of its own class towards which a new row may lie. Default 5. */
  readonly kNeighbors?: number;
  /** Seeds the draws. Default 0. */
  readonly randomState?: RandomStateInput;
}

const specs = () =>
  ({
    samplingStrategy: {
      rule: satisfying(STRATEGIES, isStrategy),
      default: "auto" as SamplingStrategy,
    },
    kNeighbors: { rule: integer({ min: 1 }), default: 5 },
    randomState: { rule: randomSeed(), default: 0 as RandomStateInput },
  }) as const;

/**
 * Makes new rows of the smaller classes, each on the line from a row to one of its neighbours of the same class, as imbalanced-learn
 * draws them. A sparse X is made dense.
 *
 * @param options - `samplingStrategy`, `kNeighbors`, `randomState`.
 * @returns the resampler: `fitResample` gives the rows; inside a pipeline it changes the rows of the fit only.
 * @throws {ModelsError} `invalidOption`.
 * @see Chawla, Bowyer, Hall and Kegelmeyer, SMOTE: synthetic minority over-sampling technique (2002).
 *
 * @example
 * ```ts
 * import { smote } from "@mlsys/models";
 *
 * const { X, y } = smote({ kNeighbors: 1 }).fitResample([[1], [2], [3], [8], [9]], ["a", "a", "a", "b", "b"]);
 * y; // => ["a", "a", "a", "b", "b", "b"]
 * X.get(5, 0) >= 8 && X.get(5, 0) <= 9; // => true
 * ```
 */
export function smote(options: SmoteOptions = {}): Resampler {
  const settings = parseOptions("smote", options, specs(), ModelsError);
  return resamplerOf("smote", settings, (rows) => {
    const wanted = wantedCounts("smote", settings.samplingStrategy, rows, true);
    const X = denseRows(rows.X);
    const made: Float64Array[] = [];
    const codes = Array.from(rows.codes);
    rows.places.forEach((places, code) => {
      const more = (wanted[code] ?? 0) - places.length;
      if (more <= 0) return;
      const k = settings.kNeighbors;
      if (places.length <= k) throw tooFew(String(rows.classes[code]), places.length, k);
      // Each class draws from the start of the generator.
      const rng = randomState(settings.randomState);
      const draws = rng.randint(0, places.length * k, more);
      const shares = rng.uniform(0, 1, more);
      const neighbours = neighboursOf(X, places, k);
      draws.forEach((draw, at) => {
        const own = X.row(places[Math.floor(draw / k)] as number);
        const other = X.row(neighbours[draw] as number);
        made.push(own.map((value, j) => value + (shares[at] as number) * ((other[j] as number) - value)));
        codes.push(code);
      });
    });
    const grown = new Matrix(X.rows + made.length, X.cols);
    grown.data.set(X.data);
    made.forEach((row, at) => grown.data.set(row, (X.rows + at) * X.cols));
    return { X: grown, codes: Int32Array.from(codes) };
  });
}

/** Per row of a class, its k nearest others of it; of equally near ones the first. */
function neighboursOf(X: Matrix, places: Int32Array, k: number): Int32Array {
  const result = new Int32Array(places.length * k);
  const [distances, nearest] = [new Float64Array(k), new Int32Array(k)];
  for (let a = 0; a < places.length; a++) {
    distances.fill(Infinity);
    for (let b = 0; b < places.length; b++) {
      if (a === b) continue;
      const distance = squaredDistance(X, places[a] as number, places[b] as number);
      if (distance >= (distances[k - 1] as number)) continue;
      let at = k - 1;
      for (; at > 0 && (distances[at - 1] as number) > distance; at--) {
        distances[at] = distances[at - 1] as number;
        nearest[at] = nearest[at - 1] as number;
      }
      distances[at] = distance;
      nearest[at] = places[b] as number;
    }
    result.set(nearest, a * k);
  }
  return result;
}

function squaredDistance({ cols, data }: Matrix, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < cols; j++) {
    const difference = (data[a * cols + j] as number) - (data[b * cols + j] as number);
    sum += difference * difference;
  }
  return sum;
}

function tooFew(label: string, found: number, k: number): ModelsError {
  return new ModelsError({
    code: "invalidInput",
    what: "a class has too few rows for its neighbours",
    where: "smote.fitResample, y",
    found: `${found} rows of ${JSON.stringify(label)} for ${k} neighbours`,
    fix: "lower kNeighbors, or use randomOverSampler",
  });
}
