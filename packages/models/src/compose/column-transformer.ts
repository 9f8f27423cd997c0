import { boolean, either, isTable, Matrix, oneOf, parseOptions, real, satisfying, toMatrixOrCsr } from "@mlsys/core";
import type { MatrixLike, Row } from "@mlsys/core";
import type { AnyMatrix, Transformer, TransformerModel } from "../estimator.ts";
import type { FittedModel } from "../estimator.ts";
import { asModelsError, assertWidth } from "../internal/features.ts";
import { namesOut } from "../internal/names-out.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { isSavedModel, StateReader } from "../persistence/state-reader.ts";
import { assertNotEmpty, columnSource, placesOf, rowsOf, selected, widthOf } from "./column-selection.ts";
import type { ColumnSelection, ColumnSelector, ColumnsInput, ColumnSource } from "./column-selection.ts";
import { columnsToWrite } from "./column-writer.ts";
import { densityOf, madeParts, stackDense, stackSparse } from "./stack-columns.ts";
import type { AnyPart } from "./stack-columns.ts";
import { assertWeights, transformerWeightsRule, weighted } from "./transformer-weights.ts";
import type { TransformerWeights } from "./transformer-weights.ts";
import { withOutput } from "../preprocessing/fitted-transformer.ts";
import { withoutWeights } from "../internal/refuse-weights.ts";

/** What happens to some columns: a transformer's work, nothing, or they are left out. */
export type ColumnWork = Transformer<never, AnyMatrix> | "passthrough" | "drop";

/** A name, what happens, and to which columns. */
export type ColumnStep<Name extends string = string> = readonly [
  name: string,
  work: ColumnWork,
  columns: ColumnSelection<Name> | ColumnSelector,
];

/** Options of {@link columnTransformer}. */
export interface ColumnTransformerOptions<Name extends string = string> {
  /** Per group of columns: a name, a transformer, `"passthrough"` or `"drop"`, and the columns, or what chooses them at the fit. */
  readonly transformers: readonly ColumnStep<Name>[];
  /** What happens to the columns that no step names. Default `"drop"`. */
  readonly remainder?: ColumnWork;
  /** The result is sparse when a part is, and less than this share of all elements is stored. Default 0.3. */
  readonly sparseThreshold?: number;
  /** By a step's name, what its output is multiplied by. Default null, 1 each. */
  readonly transformerWeights?: Readonly<Record<string, number>> | null;
  /** Whether the names of outputs begin with the name of their step. Default true. */
  readonly verboseFeatureNamesOut?: boolean;
}

const isWork = (value: unknown): value is ColumnWork =>
  value === "passthrough" ||
  value === "drop" ||
  (typeof value === "object" && value !== null && "estimatorType" in value && value.estimatorType === "transformer");

const isStep = (value: unknown): value is ColumnStep =>
  Array.isArray(value) && value.length === 3 && typeof value[0] === "string" && isWork(value[1]);

const specs = () =>
  ({
    transformers: {
      rule: satisfying(
        "an array of [name, transformer, columns] with names of their own",
        (value): value is readonly ColumnStep[] =>
          Array.isArray(value) && value.every(isStep) && new Set(value.map(([name]) => name)).size === value.length,
      ),
      required: true,
    },
    remainder: {
      rule: either(oneOf("drop", "passthrough"), satisfying("a transformer", isWork)),
      default: "drop",
    },
    sparseThreshold: { rule: real({ min: 0, max: 1 }), default: 0.3 },
    transformerWeights: { rule: transformerWeightsRule(), default: null as TransformerWeights },
    verboseFeatureNamesOut: { rule: boolean(), default: true },
  }) as const;

interface Settings {
  readonly transformers: readonly ColumnStep[];
  readonly remainder: ColumnWork;
  readonly sparseThreshold: number;
  readonly transformerWeights: TransformerWeights;
  readonly verboseFeatureNamesOut: boolean;
}

/** An unfitted column transformer. */
export type ColumnTransformer<R extends object = Row> = Transformer<
  ColumnsInput<R>,
  AnyMatrix,
  ColumnTransformerModel<R>
>;

/**
 * Transforms groups of columns each in its own way, and puts the results side by side. A single column, named without brackets,
 * is handed over as its values, such as the texts that a vectoriser takes; several are handed over as a table. State the type
 * of the rows, `columnTransformer<Payment>({ … })`, and a column that they lack does not compile.
 *
 * @param options - `transformers`, `remainder`, `sparseThreshold`, `transformerWeights`, `verboseFeatureNamesOut`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.compose.ColumnTransformer.html
 *
 * @example
 * ```ts
 * import { columnTransformer, oneHotEncoder, standardScaler } from "@mlsys/models";
 *
 * const rows = [{ amount: 1, city: "Rome" }, { amount: 3, city: "Oslo" }];
 * const model = columnTransformer({
 *   transformers: [
 *     ["scaled", standardScaler(), ["amount"]],
 *     ["city", oneHotEncoder(), ["city"]],
 *   ],
 * }).fit(rows);
 * model.featureNamesOut; // => ["scaled__amount", "city__city_Oslo", "city__city_Rome"]
 * model.transform(rows).toArray(); // => [[-1, 0, 1], [1, 1, 0]]
 * ```
 */
export function columnTransformer<R extends object = Row>(
  options: ColumnTransformerOptions<NoInfer<keyof R & string>>,
): ColumnTransformer<R> {
  const settings: Settings = parseOptions("columnTransformer", options, specs(), ModelsError);
  const names = [...settings.transformers.map(([name]) => name), "remainder"];
  assertWeights("columnTransformer", settings.transformerWeights, names);
  const fitWithOutput = (X: ColumnsInput<R>, y?: unknown) => fitColumns<R>(settings, X, y);
  return withoutWeights({
    kind: "columnTransformer",
    estimatorType: "transformer",
    options: { ...settings },
    fit: (X, y) => fitWithOutput(X, y).model,
    fitTransform: (X, y) => fitWithOutput(X, y).output,
    fitWithOutput,
  });
}

/** A step once fitted: its model (undefined for what passes through) and its columns. */
interface FittedStep {
  readonly name: string;
  readonly model: FittedModel | undefined;
  readonly columns: ColumnSelection;
  readonly weight: number;
}

interface Learned {
  readonly steps: readonly FittedStep[];
  readonly widths: readonly number[];
  readonly isSparse: boolean;
  readonly isVerbose: boolean;
  readonly nFeaturesIn: number;
  readonly featureNamesIn: readonly string[] | undefined;
}

/** A fitted column transformer. */
export class ColumnTransformerModel<R extends object = Row>
  extends Fitted
  implements TransformerModel<ColumnsInput<R>, AnyMatrix>
{
  readonly kind = "columnTransformer";
  /** Number of input columns. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X had names. */
  readonly featureNamesIn: readonly string[] | undefined;
  /** Whether the result is sparse. */
  readonly sparseOutput: boolean;
  private readonly parts: Learned;

  /** @internal */
  constructor(learned: Learned) {
    super(learned.steps.flatMap(({ model }) => model?.warnings ?? []));
    this.parts = learned;
    this.nFeaturesIn = learned.nFeaturesIn;
    this.featureNamesIn = learned.featureNamesIn;
    this.sparseOutput = learned.isSparse;
  }

  /** The fitted transformers by the names of their steps. */
  get namedTransformers(): Readonly<Record<string, FittedModel>> {
    return Object.fromEntries(
      this.parts.steps.flatMap(({ name, model }) => (model === undefined ? [] : [[name, model] as const])),
    );
  }

  /** Per step, the first output and the one after the last. */
  get outputIndices(): Readonly<Record<string, readonly [start: number, end: number]>> {
    let end = 0;
    return Object.fromEntries(
      this.parts.steps.map(({ name }, i) => [name, [end, (end += this.parts.widths[i] ?? 0)] as const]),
    );
  }

  /** A name for each output. */
  get featureNamesOut(): readonly string[] {
    const { steps, widths, isVerbose } = this.parts;
    return steps.flatMap((step, i) =>
      this.namesOf(step, widths[i] ?? 0).map((name) => (isVerbose ? `${step.name}__${name}` : name)),
    );
  }

  /**
   * Transforms rows. Columns of a table are found by name, whatever their order; others are ignored.
   *
   * @throws {ModelsError} `unknownColumn`, `shapeMismatch`, and what the transformers throw.
   */
  transform(X: ColumnsInput<R>): AnyMatrix {
    const where = "columnTransformer.transform, X";
    const given = columnSource(where, X as ColumnsInput<never>);
    // No rows have no width.
    const source = !isTable(given) && given.rows === 0 ? new Matrix(0, this.nFeaturesIn) : given;
    if (!isTable(source)) assertWidth(where, source.cols, this.nFeaturesIn);
    const outputs = this.parts.steps.map(({ model, columns, weight }) => {
      const places = placesOf(where, source, columns);
      const made = () => {
        const part = selected(source, columns, places);
        if (model === undefined) return weighted(numbersOf(where, part as MatrixLike), weight);
        return weighted((model as TransformerModel<unknown, AnyMatrix>).transform(part), weight);
      };
      return weight === 1 ? columnsToWrite(model, source, places, made) : made();
    });
    return stacked(outputs, rowsOf(source), this.sparseOutput);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { steps, ...others } = this.parts;
    return {
      ...others,
      featureNamesIn: this.featureNamesIn ?? null,
      steps: steps.map(({ name, model, columns, weight }) => ({
        name,
        columns,
        weight,
        model: model === undefined ? null : { ...model.toState() },
      })),
    };
  }

  private namesOf({ model, columns }: FittedStep, width: number): readonly string[] {
    const own = (typeof columns === "object" ? columns : [columns]).map((each) =>
      typeof each === "number" ? (this.featureNamesIn?.[each] ?? `x${each}`) : each,
    );
    const names = model === undefined ? undefined : namesOut(model, own);
    if (names !== undefined) return names;
    return own.length === width ? own : Array.from({ length: width }, (_, j) => String(j));
  }
}

function fitColumns<R extends object>(
  settings: Settings,
  X: ColumnsInput<R>,
  y: unknown,
): { readonly model: ColumnTransformerModel<R>; readonly output: AnyMatrix } {
  const where = "columnTransformer.fit, X";
  const source = columnSource(where, X as ColumnsInput<never>);
  assertNotEmpty(where, source);
  const steps: FittedStep[] = [];
  const outputs: AnyPart[] = [];
  for (const { name, work, columns } of withRemainder(where, settings, source)) {
    const places = placesOf(where, source, columns);
    if (work === "drop" || places.length === 0) continue;
    const part = selected(source, columns, places);
    const isKept = work === "passthrough";
    const fitted = isKept ? undefined : (work as Transformer<unknown, AnyMatrix>).fitWithOutput(part, y);
    const weight = settings.transformerWeights?.[name] ?? 1;
    const model = fitted?.model;
    steps.push({ name, columns, weight, model });
    const made = () => weighted(fitted?.output ?? numbersOf(where, part as MatrixLike), weight);
    outputs.push(weight === 1 ? columnsToWrite(model, source, places, made) : made());
  }
  const rows = rowsOf(source);
  const isSparse = outputs.some((each) => "indptr" in each) && densityOf(outputs, rows) < settings.sparseThreshold;
  const model = new ColumnTransformerModel<R>({
    steps,
    widths: outputs.map(({ cols }) => cols),
    isSparse,
    isVerbose: settings.verboseFeatureNamesOut,
    nFeaturesIn: widthOf(source),
    featureNamesIn: isTable(source) ? source.columnNames : undefined,
  });
  return withOutput(model, () => stacked(outputs, rows, isSparse));
}

function stacked(parts: readonly AnyPart[], rows: number, isSparse: boolean): AnyMatrix {
  return isSparse ? stackSparse(madeParts(parts), rows) : stackDense(parts, rows);
}

/** A step whose columns are chosen. */
interface ChosenStep {
  readonly name: string;
  readonly work: ColumnWork;
  readonly columns: ColumnSelection;
}

/** The steps, and one for the columns that none of them names. */
function withRemainder(
  where: string,
  { transformers, remainder }: Settings,
  source: ColumnSource,
): readonly ChosenStep[] {
  const steps = transformers.map(([name, work, columns]) => ({
    name,
    work,
    columns: typeof columns === "function" ? columns(source) : columns,
  }));
  const named = new Set(steps.flatMap(({ columns }) => placesOf(where, source, columns)));
  const rest = Array.from({ length: widthOf(source) }, (_, place) => place).filter((place) => !named.has(place));
  const columns = isTable(source) ? rest.map((place) => String(source.columnNames[place])) : rest;
  return [...steps, { name: "remainder", work: remainder, columns }];
}

function numbersOf(where: string, part: MatrixLike): AnyMatrix {
  try {
    return toMatrixOrCsr(part, where);
  } catch (error) {
    throw asModelsError(error, where);
  }
}

/** How a saved column transformer is read. */
export const columnTransformerKind = {
  kind: "columnTransformer",
  fromState: (saved: SavedModel, readModel: (saved: SavedModel) => FittedModel): ColumnTransformerModel => {
    const read = new StateReader(saved);
    const steps = read.records("steps").map((each): FittedStep => {
      const step = new StateReader({ kind: saved.kind, version: 1, state: each });
      const model = step.value("model");
      return {
        name: step.text("name"),
        columns: step.value("columns") as ColumnSelection,
        weight: step.number("weight"),
        model: isSavedModel(model) ? readModel(model) : undefined,
      };
    });
    return new ColumnTransformerModel({
      steps,
      widths: read.numbers("widths"),
      isSparse: read.boolean("isSparse"),
      isVerbose: read.boolean("isVerbose"),
      nFeaturesIn: read.number("nFeaturesIn"),
      featureNamesIn: read.optionalTexts("featureNamesIn"),
    });
  },
} as const;
