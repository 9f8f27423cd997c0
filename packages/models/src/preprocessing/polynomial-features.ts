import { boolean, either, integer, isCsrMatrix, Matrix, parseOptions, satisfying } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { AnyMatrix, Transformer } from "../estimator.ts";
import { allFinite } from "../internal/all-finite.ts";
import { featuresToFit, placeIn } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedTransformer, readColumns, transformerOf } from "./fitted-transformer.ts";
import type { ColumnFacts } from "./fitted-transformer.ts";
import { countProducts, sparseProducts } from "./sparse-products.ts";

/** Options of {@link polynomialFeatures}. */
export interface PolynomialFeaturesOptions {
  /** The highest degree, or the lowest and the highest. Default 2. */
  readonly degree?: number | readonly [lowest: number, highest: number];
  /** Whether only products of different columns are made. Default false. */
  readonly interactionOnly?: boolean;
  /** Whether a column of ones comes first. Default true. */
  readonly includeBias?: boolean;
}

const isDegrees = (value: unknown): value is readonly [number, number] => {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [low, high] = value as readonly unknown[];
  return integer({ min: 0 }).accepts(low) && integer({ min: 0 }).accepts(high) && low <= high;
};

const specs = () =>
  ({
    degree: {
      rule: either(integer({ min: 0 }), satisfying("two whole numbers, ascending", isDegrees)),
      default: 2 as number | readonly [number, number],
    },
    interactionOnly: { rule: boolean(), default: false },
    includeBias: { rule: boolean(), default: true },
  }) as const;

interface Settings {
  readonly degree: number | readonly [number, number];
  readonly interactionOnly: boolean;
  readonly includeBias: boolean;
}

/** An unfitted maker of polynomial features. */
export type PolynomialFeatures = Transformer<MatrixLike, AnyMatrix, PolynomialFeaturesModel>;

/** More outputs a row are a mistake, where rows are dense. */
const MOST_OUTPUTS = 1e7;

/** The columns of a sparse matrix are numbered in 32 bits. */
const MOST_SPARSE_OUTPUTS = 2 ** 31 - 1;

/**
 * All products of columns up to a degree. A sparse X stays sparse.
 *
 * @param options - `degree`, `interactionOnly`, `includeBias`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.PolynomialFeatures.html
 *
 * @example
 * ```ts
 * import { polynomialFeatures } from "@mlsys/models";
 *
 * const model = polynomialFeatures().fit([[2, 3]]);
 * model.transform([[2, 3]]).toArray(); // => [[1, 2, 3, 4, 6, 9]]
 * model.featureNamesOut; // => ["1", "x0", "x1", "x0^2", "x0 x1", "x1^2"]
 * ```
 */
export function polynomialFeatures(options: PolynomialFeaturesOptions = {}): PolynomialFeatures {
  const settings: Settings = parseOptions("polynomialFeatures", options, specs(), ModelsError);
  const highest = typeof settings.degree === "number" ? settings.degree : settings.degree[1];
  if (highest === 0 && !settings.includeBias) {
    throw new ModelsError({
      code: "invalidOption",
      what: "a degree of 0 without the column of ones leaves nothing",
      where: "polynomialFeatures",
      found: "degree 0, includeBias false",
      fix: "raise degree, or set includeBias to true",
    });
  }
  return transformerOf("polynomialFeatures", { ...settings }, (input: MatrixLike) => {
    const { X, names } = featuresToFit("polynomialFeatures", input);
    const isSparse = isCsrMatrix(X);
    const count = countProducts(settings, X.cols);
    if (isSparse && count > MOST_SPARSE_OUTPUTS) throw tooMany("polynomialFeatures.fit", String(count));
    const products = isSparse ? undefined : productsOf("polynomialFeatures.fit", settings, X.cols);
    return new PolynomialFeaturesModel(settings, { nFeaturesIn: X.cols, featureNamesIn: names }, products);
  });
}

/** The products of columns, in the order of their degrees. */
interface Products {
  /** The columns of each product that is asked for, ascending; one may occur several times. */
  readonly kept: readonly (readonly number[])[];
  /** Number of products of degrees from 0 that are below those asked for; the column of ones may be asked for, too. */
  readonly skipped: number;
  /** Each product of a degree that is not the highest, times the columns from this one on, gives products of the next degree. */
  readonly firstFactors: Int32Array;
}

function productsOf(owner: string, { degree, interactionOnly, includeBias }: Settings, cols: number): Products {
  const [lowest, highest] = typeof degree === "number" ? [0, degree] : degree;
  const kept: number[][] = includeBias ? [[]] : [];
  const firstFactors: number[] = [];
  let skipped = 1;
  let last: number[][] = [[]];
  for (let order = 1; order <= highest; order++) {
    const first = last.map((product) => {
      const largest = product[product.length - 1];
      return largest === undefined ? 0 : largest + (interactionOnly ? 1 : 0);
    });
    const count = first.reduce((sum, from) => sum + Math.max(0, cols - from), kept.length);
    if (count > MOST_OUTPUTS) throw tooMany(owner, `${count} or more`);
    const next: number[][] = [];
    last.forEach((product, at) => {
      const from = first[at] as number;
      firstFactors.push(from);
      for (let j = from; j < cols; j++) next.push([...product, j]);
    });
    if (order >= lowest) for (const product of next) kept.push(product);
    else skipped += next.length;
    last = next;
  }
  return { kept, skipped, firstFactors: Int32Array.from(firstFactors) };
}

function tooMany(where: string, found: string): ModelsError {
  return new ModelsError({
    code: "tooLarge",
    what: "there are too many products of columns",
    where,
    found,
    fix: "lower degree, or set interactionOnly to true",
  });
}

/** A fitted maker of polynomial features: it only knows its columns. */
export class PolynomialFeaturesModel extends FittedTransformer {
  readonly kind = "polynomialFeatures";
  private readonly settings: Settings;
  /** Made once they are needed: sparse rows do without. */
  private made: Products | undefined;

  /** @internal */
  constructor(settings: Settings, facts: ColumnFacts, products?: Products) {
    super(facts);
    this.settings = settings;
    this.made = products;
  }

  /** Number of products. */
  get nOutputFeatures(): number {
    return countProducts(this.settings, this.nFeaturesIn);
  }

  /** The exponent of each column in each product, products × columns. */
  get powers(): Matrix {
    const powers = new Matrix(this.nOutputFeatures, this.nFeaturesIn);
    this.products.kept.forEach((product, row) => {
      for (const j of product) powers.data[row * powers.cols + j] = powers.get(row, j) + 1;
    });
    return powers;
  }

  /** The products in words. */
  override get featureNamesOut(): readonly string[] {
    return this.products.kept.map((product) => {
      if (product.length === 0) return "1";
      return [...new Set(product)]
        .map((j) => {
          const exponent = product.filter((each) => each === j).length;
          return exponent === 1 ? this.nameOf(j) : `${this.nameOf(j)}^${exponent}`;
        })
        .join(" ");
    });
  }

  /**
   * Multiplies the columns of rows. Sparse ones stay sparse.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`, `tooLarge`.
   */
  transform(X: MatrixLike): AnyMatrix {
    const features = this.input("transform", X, false);
    const products = isCsrMatrix(features) ? sparseProducts(features, this.settings) : this.multiply(features);
    if (!allFinite(products.data)) throw tooLarge(products);
    return products;
  }

  private get products(): Products {
    this.made ??= productsOf("polynomialFeatures", this.settings, this.nFeaturesIn);
    return this.made;
  }

  private multiply({ rows, cols, data }: Matrix): Matrix {
    const { skipped, firstFactors } = this.products;
    const result = new Matrix(rows, this.nOutputFeatures);
    const bias = this.settings.includeBias ? 1 : 0;
    // The products of a row are written in their place, where none of them is left out.
    const all = skipped === 1 ? undefined : new Float64Array(skipped + result.cols - bias);
    const kept = all?.subarray(skipped);
    const target = all ?? result.data;
    for (let i = 0; i < rows; i++) {
      const start = i * result.cols;
      const first = all === undefined ? start + bias - 1 : 0;
      for (let place = 0, at = first + 1; place < firstFactors.length; place++) {
        const product = place === 0 ? 1 : (target[first + place] as number);
        for (let j = firstFactors[place] as number; j < cols; j++, at++) {
          target[at] = product * (data[i * cols + j] as number);
        }
      }
      if (bias === 1) result.data[start] = 1;
      if (kept !== undefined) result.data.set(kept, start + bias);
    }
    return result;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { degree, interactionOnly, includeBias } = this.settings;
    return {
      degree: typeof degree === "number" ? degree : [...degree],
      interactionOnly,
      includeBias,
      nFeaturesIn: this.nFeaturesIn,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }
}

function tooLarge(products: AnyMatrix): ModelsError {
  const { row } = placeIn(
    products,
    products.data.findIndex((value) => !Number.isFinite(value)),
  );
  return new ModelsError({
    code: "nonFinite",
    what: "a product is too large for a double",
    where: `polynomialFeatures.transform, X, row ${row}`,
    fix: "lower degree, or scale the columns with maxAbsScaler",
    details: { row },
  });
}

/** How a saved maker of polynomial features is read. */
export const polynomialFeaturesKind = {
  kind: "polynomialFeatures",
  fromState: (saved: SavedModel): PolynomialFeaturesModel => {
    const read = new StateReader(saved);
    const names = ["degree", "interactionOnly", "includeBias"];
    const found = Object.fromEntries(names.map((name) => [name, read.value(name)]));
    return new PolynomialFeaturesModel(
      parseOptions("polynomialFeatures", found, specs(), ModelsError),
      readColumns(read),
    );
  },
} as const;
