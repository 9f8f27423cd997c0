import { either, oneOf, parseOptions, satisfying } from "@mlsys/core";
import type { Matrix, MatrixLike } from "@mlsys/core";
import type { AnyMatrix, Transformer } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedTransformer, mapDense, readColumns, transformerOf } from "./fitted-transformer.ts";
import type { ColumnFacts } from "./fitted-transformer.ts";

/** Functions of one number that a saved transformer can name. */
export type NamedFunction = "identity" | "log" | "log1p" | "exp" | "expm1" | "sqrt" | "square" | "abs" | "sin" | "cos";

/** A named function of each number, or a function of the whole matrix. */
export type MatrixFunction = NamedFunction | ((X: Matrix) => AnyMatrix);

/** Options of {@link functionTransformer}. */
export interface FunctionTransformerOptions {
  /** What happens to X: a named function of each number, or a function of the matrix. Default `"identity"`. */
  readonly func?: MatrixFunction;
  /** What undoes it. Default `"identity"`. */
  readonly inverseFunc?: MatrixFunction;
}

const FUNCTIONS: Readonly<Record<NamedFunction, (value: number) => number>> = {
  identity: (value) => value,
  log: Math.log,
  log1p: Math.log1p,
  exp: Math.exp,
  expm1: Math.expm1,
  sqrt: Math.sqrt,
  square: (value) => value * value,
  abs: Math.abs,
  sin: Math.sin,
  cos: Math.cos,
};

const NAMES = ["identity", "log", "log1p", "exp", "expm1", "sqrt", "square", "abs", "sin", "cos"] as const;
const isFunction = (value: unknown): value is (X: Matrix) => AnyMatrix => typeof value === "function";
const rule = () => either(oneOf(...NAMES), satisfying("a function of a matrix", isFunction));

const specs = () =>
  ({
    func: { rule: rule(), default: "identity" as MatrixFunction },
    inverseFunc: { rule: rule(), default: "identity" as MatrixFunction },
  }) as const;

interface Settings {
  readonly func: MatrixFunction;
  readonly inverseFunc: MatrixFunction;
}

/** An unfitted function transformer. */
export type FunctionTransformer = Transformer<MatrixLike, AnyMatrix, FunctionTransformerModel>;

/**
 * Makes a transformer of a function. Named functions are saved by their name; a model with a function of your own cannot be saved.
 * A sparse X is made dense.
 *
 * @param options - `func`, `inverseFunc`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.FunctionTransformer.html
 *
 * @example
 * ```ts
 * import { functionTransformer } from "@mlsys/models";
 *
 * functionTransformer({ func: "square" }).fitTransform([[1, -3]]).toArray(); // => [[1, 9]]
 * ```
 */
export function functionTransformer(options: FunctionTransformerOptions = {}): FunctionTransformer {
  const settings: Settings = parseOptions("functionTransformer", options, specs(), ModelsError);
  return transformerOf("functionTransformer", { ...settings }, (input: MatrixLike) => {
    const { X, names } = featuresToFit("functionTransformer", input, { allowNaN: true });
    return new FunctionTransformerModel(settings, { nFeaturesIn: X.cols, featureNamesIn: names });
  });
}

/** A fitted function transformer: it only knows its columns. */
export class FunctionTransformerModel extends FittedTransformer {
  readonly kind = "functionTransformer";
  private readonly settings: Settings;

  /** @internal */
  constructor(settings: Settings, facts: ColumnFacts) {
    super(facts);
    this.settings = settings;
  }

  /**
   * Applies the function to rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  transform(X: MatrixLike): AnyMatrix {
    return applied(this.settings.func, toDense("functionTransformer.transform", this.input("transform", X, true)));
  }

  /**
   * Applies the inverse function to rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`.
   */
  inverseTransform(X: MatrixLike): AnyMatrix {
    const owner = "functionTransformer.inverseTransform";
    const given = this.output("inverseTransform", X, this.nFeaturesIn, true);
    return applied(this.settings.inverseFunc, toDense(owner, given));
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { func, inverseFunc } = this.settings;
    if (typeof func !== "string" || typeof inverseFunc !== "string") {
      throw new ModelsError({
        code: "notSupported",
        what: "a function of your own cannot be saved",
        where: "functionTransformer",
        fix: `name one of ${NAMES.join(", ")}`,
      });
    }
    return { func, inverseFunc, nFeaturesIn: this.nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }
}

function applied(func: MatrixFunction, X: Matrix): AnyMatrix {
  return typeof func === "string" ? mapDense(X, FUNCTIONS[func]) : func(X);
}

/** How a saved function transformer is read. */
export const functionTransformerKind = {
  kind: "functionTransformer",
  fromState: (saved: SavedModel): FunctionTransformerModel => {
    const read = new StateReader(saved);
    const found = { func: read.text("func"), inverseFunc: read.text("inverseFunc") };
    return new FunctionTransformerModel(
      parseOptions("functionTransformer", found, specs(), ModelsError),
      readColumns(read),
    );
  },
} as const;
