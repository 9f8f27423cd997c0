import { boolean, either, isCsrMatrix, Matrix, oneOf, parseOptions, satisfying, silentLogger } from "@mlsys/core";
import type { Logger, MatrixLike } from "@mlsys/core";
import type { AnyMatrix, Transformer } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { isLogger } from "../internal/option-rules.ts";
import { toDense } from "../internal/to-dense.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedTransformer, readColumns, transformerOf } from "./fitted-transformer.ts";
import type { ColumnFacts } from "./fitted-transformer.ts";
import { functionOf } from "./function-loops.ts";
import type { NamedFunction } from "./function-loops.ts";

/** A named function of each number, or a function of the whole matrix. */
export type MatrixFunction = NamedFunction | ((X: Matrix) => AnyMatrix);

/** Options of {@link functionTransformer}. */
export interface FunctionTransformerOptions {
  /** What happens to X: a named function of each number, or a function of the matrix. Default `"identity"`. */
  readonly func?: MatrixFunction;
  /** What undoes it. Default `"identity"`. */
  readonly inverseFunc?: MatrixFunction;
  /** Whether missing numbers are refused. Default false. */
  readonly validate?: boolean;
  /** Whether the fit tries on about 100 rows that `inverseFunc` undoes `func`, and warns where not, if both are given. Default true. */
  readonly checkInverse?: boolean;
  /**
   * The names of the outputs: those of the inputs, or what a function makes of them. Default null: those of the inputs where the
   * function is a named one, else none.
   */
  readonly featureNamesOut?: "one-to-one" | NamesFunction | null;
  /** Takes warnings. Default: none. */
  readonly logger?: Logger;
}

/** Names of outputs from those of inputs, `x0`, `x1`, … where these have none. */
export type NamesFunction = (names: readonly string[]) => readonly string[];

const NAMES = ["identity", "log", "log1p", "exp", "expm1", "sqrt", "square", "abs", "sin", "cos"] as const;
const isFunction = (value: unknown): value is (X: Matrix) => AnyMatrix => typeof value === "function";
const rule = () => either(oneOf(...NAMES), satisfying("a function of a matrix", isFunction));

const isNamesFunction = (value: unknown): value is NamesFunction => typeof value === "function";

const specs = () =>
  ({
    func: { rule: rule(), default: "identity" as MatrixFunction },
    inverseFunc: { rule: rule(), default: "identity" as MatrixFunction },
    validate: { rule: boolean(), default: false },
    checkInverse: { rule: boolean(), default: true },
    featureNamesOut: {
      rule: either(oneOf("one-to-one", null), satisfying("a function of names", isNamesFunction)),
      default: null,
    },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

interface Functions {
  readonly func: MatrixFunction;
  readonly inverseFunc: MatrixFunction;
  readonly validate: boolean;
}

interface Settings extends Functions {
  readonly checkInverse: boolean;
  readonly featureNamesOut: "one-to-one" | NamesFunction | null;
  readonly logger: Logger;
}

/** An unfitted function transformer. */
export type FunctionTransformer = Transformer<MatrixLike, AnyMatrix, FunctionTransformerModel>;

/**
 * Makes a transformer of a function. Named functions are saved by their name; a model with a function of your own cannot be saved.
 * A sparse X is made dense.
 *
 * @param options - `func`, `inverseFunc`, `validate`, `checkInverse`, `featureNamesOut`, `logger`.
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
    const { X, names } = featuresToFit("functionTransformer", input, { allowNaN: !settings.validate });
    const warnings = settings.checkInverse ? inverseWarnings(settings, toDense("functionTransformer.fit", X)) : [];
    const facts = { nFeaturesIn: X.cols, featureNamesIn: names, warnings };
    return new FunctionTransformerModel(settings, facts, namesOut(settings, names, X.cols));
  });
}

function namesOut(
  { func, featureNamesOut }: Settings,
  names: readonly string[] | undefined,
  cols: number,
): readonly string[] | undefined {
  if (featureNamesOut === null) return typeof func === "string" ? names : undefined;
  const given = names ?? Array.from({ length: cols }, (_, j) => `x${j}`);
  return featureNamesOut === "one-to-one" ? given : featureNamesOut(given);
}

/** How far a number may be from itself after both functions. */
const NEAR = { relative: 1e-7, absolute: 1e-9 };

/** What some rows tell of whether one function undoes the other. */
function inverseWarnings({ func, inverseFunc, logger }: Settings, X: Matrix): readonly ModelWarning[] {
  if (func === "identity" || inverseFunc === "identity") return [];
  const stride = Math.max(1, Math.floor(X.rows / 100));
  const some = X.take(Array.from({ length: Math.ceil(X.rows / stride) }, (_, i) => i * stride));
  const there = applied(func, some);
  const back = applied(inverseFunc, isCsrMatrix(there) ? there.toDense() : there);
  const again = (isCsrMatrix(back) ? back.toDense() : back).data;
  const isSame = (value: number, at: number): boolean =>
    Math.abs(value - (again[at] as number)) <= NEAR.absolute + NEAR.relative * Math.abs(value) || Number.isNaN(value);
  if (again.length === some.data.length && some.data.every(isSame)) return [];
  const message =
    "functionTransformer: inverseFunc does not undo func; give functions that are inverse, or set checkInverse to false";
  return [warn(logger, { code: "inverseDiffers", message, details: { rows: some.rows } })];
}

/** A fitted function transformer: it only knows its columns. */
export class FunctionTransformerModel extends FittedTransformer {
  readonly kind = "functionTransformer";
  private readonly settings: Functions;
  private readonly names: readonly string[] | undefined;

  /** @internal */
  constructor({ func, inverseFunc, validate }: Functions, facts: ColumnFacts, names: readonly string[] | undefined) {
    super(facts);
    this.settings = { func, inverseFunc, validate };
    this.names = names;
  }

  /** The names of the outputs, where they are known. */
  override get featureNamesOut(): readonly string[] | undefined {
    return this.names;
  }

  /**
   * Applies the function to rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  transform(X: MatrixLike): AnyMatrix {
    const { func, validate } = this.settings;
    return applied(func, toDense("functionTransformer.transform", this.input("transform", X, !validate)));
  }

  /**
   * Applies the inverse function to rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`.
   */
  inverseTransform(X: MatrixLike): AnyMatrix {
    const owner = "functionTransformer.inverseTransform";
    const given = this.output("inverseTransform", X, this.nFeaturesIn, !this.settings.validate);
    return applied(this.settings.inverseFunc, toDense(owner, given));
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { func, inverseFunc, validate } = this.settings;
    if (typeof func !== "string" || typeof inverseFunc !== "string") {
      throw new ModelsError({
        code: "notSupported",
        what: "a function of your own cannot be saved",
        where: "functionTransformer",
        fix: `name one of ${NAMES.join(", ")}`,
      });
    }
    const { nFeaturesIn, featureNamesIn, names } = this;
    return { func, inverseFunc, validate, nFeaturesIn, featureNamesIn: featureNamesIn ?? null, names: names ?? null };
  }
}

function applied(func: MatrixFunction, X: Matrix): AnyMatrix {
  return typeof func === "string" ? new Matrix(X.rows, X.cols, functionOf(func, X.data)) : func(X);
}

/** How a saved function transformer is read. */
export const functionTransformerKind = {
  kind: "functionTransformer",
  fromState: (saved: SavedModel): FunctionTransformerModel => {
    const read = new StateReader(saved);
    const found = {
      func: read.text("func"),
      inverseFunc: read.text("inverseFunc"),
      validate: read.boolean("validate"),
    };
    const functions = parseOptions("functionTransformer", found, specs(), ModelsError);
    return new FunctionTransformerModel(functions, readColumns(read), read.optionalTexts("names"));
  },
} as const;
