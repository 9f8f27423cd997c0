import { boolean, isMatrix, parseOptions, satisfying } from "@mlsys/core";
import type { AnyMatrix, FittedModel, Transformer, TransformerModel } from "../estimator.ts";
import { columnsToWrite } from "../compose/column-writer.ts";
import { madeParts, stackDense, stackSparse } from "../compose/stack-columns.ts";
import type { AnyPart } from "../compose/stack-columns.ts";
import { assertWeights, transformerWeightsRule, weighted } from "../compose/transformer-weights.ts";
import type { TransformerWeights } from "../compose/transformer-weights.ts";
import { nFeaturesOf } from "../internal/features.ts";
import { namesOut } from "../internal/names-out.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { isSavedModel, StateReader } from "../persistence/state-reader.ts";
import { withOutput } from "../preprocessing/fitted-transformer.ts";
import { withoutWeights } from "../internal/refuse-weights.ts";

/** A name and a transformer. */
export type NamedTransformer<In> = readonly [name: string, transformer: Transformer<In, AnyMatrix>];

/** Options of {@link featureUnion}. */
export interface FeatureUnionOptions<In> {
  /** The transformers with their names. */
  readonly transformerList: readonly NamedTransformer<In>[];
  /** By name, what the output of a transformer is multiplied by. Default null, 1 each. */
  readonly transformerWeights?: Readonly<Record<string, number>> | null;
  /** Whether the names of outputs begin with the name of their transformer. Default true. */
  readonly verboseFeatureNamesOut?: boolean;
}

const isNamed = (value: unknown): value is NamedTransformer<unknown> => {
  if (!Array.isArray(value) || value.length !== 2 || typeof value[0] !== "string") return false;
  const transformer: unknown = value[1];
  return typeof transformer === "object" && transformer !== null && "fitWithOutput" in transformer;
};

const specs = () =>
  ({
    transformerList: {
      rule: satisfying(
        "an array of [name, transformer] with names of their own",
        (value): value is readonly NamedTransformer<unknown>[] =>
          Array.isArray(value) &&
          value.length > 0 &&
          value.every(isNamed) &&
          new Set(value.map(([name]) => name)).size === value.length,
      ),
      required: true,
    },
    transformerWeights: { rule: transformerWeightsRule(), default: null as TransformerWeights },
    verboseFeatureNamesOut: { rule: boolean(), default: true },
  }) as const;

/** An unfitted union of transformers. */
export type FeatureUnion<In> = Transformer<In, AnyMatrix, FeatureUnionModel<In>>;

/**
 * Several transformers of the same rows, their results side by side; sparse where one of them is.
 *
 * @param options - `transformerList`, `transformerWeights`, `verboseFeatureNamesOut`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.pipeline.FeatureUnion.html
 *
 * @example
 * ```ts
 * import { featureUnion, maxAbsScaler, standardScaler } from "@mlsys/models";
 *
 * const model = featureUnion({
 *   transformerList: [["scaled", standardScaler()], ["share", maxAbsScaler()]],
 * }).fit([[1], [3]]);
 * model.transform([[1], [3]]).toArray(); // => [[-1, 1 / 3], [1, 1]]
 * ```
 */
export function featureUnion<In>(options: FeatureUnionOptions<In>): FeatureUnion<In> {
  const settings = parseOptions("featureUnion", options, specs(), ModelsError);
  const weights = settings.transformerWeights ?? {};
  assertWeights(
    "featureUnion",
    weights,
    settings.transformerList.map(([name]) => name),
  );
  const fitWithOutput = (X: In, y?: unknown) => {
    const fitted = settings.transformerList.map(([name, transformer]) => ({
      name,
      found: transformer.fitWithOutput(X, y),
    }));
    const model = new FeatureUnionModel<In>(
      fitted.map((each) => ({ name: each.name, model: each.found.model, weight: weights[each.name] ?? 1 })),
      settings.verboseFeatureNamesOut,
    );
    const parts = fitted.map(({ name, found }) => partOf(found.model, X, weights[name] ?? 1, () => found.output));
    return withOutput(model, () => stacked(X, parts));
  };
  return withoutWeights({
    kind: "featureUnion",
    estimatorType: "transformer",
    options: { ...settings },
    fit: (X, y) => fitWithOutput(X, y).model,
    fitTransform: (X, y) => fitWithOutput(X, y).output,
    fitWithOutput,
  });
}

/** What a transformer makes of X, or what it will write. */
function partOf(model: FittedModel, X: unknown, weight: number, make: () => AnyMatrix): AnyPart {
  const made = () => weighted(make(), weight);
  const isItsOwn = weight === 1 && isMatrix(X) && X.cols === nFeaturesOf(model);
  return isItsOwn ? columnsToWrite(model, X, [...Array(X.cols).keys()], made) : made();
}

function stacked(X: unknown, parts: readonly AnyPart[]): AnyMatrix {
  const rows = isMatrix(X) ? X.rows : (madeParts(parts)[0]?.rows ?? 0);
  return parts.some((part) => "indptr" in part) ? stackSparse(madeParts(parts), rows) : stackDense(parts, rows);
}

interface Part {
  readonly name: string;
  readonly model: FittedModel;
  readonly weight: number;
}

/** A fitted union of transformers. */
export class FeatureUnionModel<In = unknown> extends Fitted implements TransformerModel<In, AnyMatrix> {
  readonly kind = "featureUnion";
  private readonly parts: readonly Part[];
  private readonly isVerbose: boolean;

  /** @internal */
  constructor(parts: readonly Part[], isVerbose: boolean) {
    super(parts.flatMap(({ model }) => model.warnings));
    this.parts = parts;
    this.isVerbose = isVerbose;
  }

  /** Number of input columns; undefined where the transformers do not take columns. */
  get nFeaturesIn(): number | undefined {
    return nFeaturesOf(this.parts[0]?.model);
  }

  /** The fitted transformers by name. */
  get namedTransformers(): Readonly<Record<string, FittedModel>> {
    return Object.fromEntries(this.parts.map(({ name, model }) => [name, model]));
  }

  /** The names of the outputs, each beginning with that of its transformer where they are verbose; undefined where one has none. */
  get featureNamesOut(): readonly string[] | undefined {
    const own = (this as { readonly featureNamesIn?: readonly string[] }).featureNamesIn;
    const names = this.parts.map(({ name, model }) =>
      namesOut(model, own)?.map((each) => (this.isVerbose ? `${name}__${each}` : each)),
    );
    return names.every((each) => each !== undefined) ? names.flat() : undefined;
  }

  /**
   * Transforms rows.
   *
   * @throws {ModelsError} what the transformers throw.
   */
  transform(X: In): AnyMatrix {
    return stacked(
      X,
      this.parts.map(({ model, weight }) =>
        partOf(model, X, weight, () => (model as TransformerModel<In, AnyMatrix>).transform(X)),
      ),
    );
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const parts = this.parts.map(({ name, model, weight }) => ({ name, weight, model: { ...model.toState() } }));
    return { parts, isVerbose: this.isVerbose };
  }
}

/** How a saved union of transformers is read. */
export const featureUnionKind = {
  kind: "featureUnion",
  fromState: (saved: SavedModel, readModel: (saved: SavedModel) => FittedModel): FeatureUnionModel => {
    const read = new StateReader(saved);
    return new FeatureUnionModel(
      read.records("parts").map((state) => {
        const part = new StateReader({ kind: saved.kind, version: 1, state });
        const model = part.value("model");
        if (!isSavedModel(model)) return part.refuse("model", "a saved model");
        return { name: part.text("name"), weight: part.number("weight"), model: readModel(model) };
      }),
      read.boolean("isVerbose"),
    );
  },
} as const;
