import { showValue } from "@mlsys/core";
import type { Label, Matrix } from "@mlsys/core";
import type {
  ClassifierModel,
  FitOptions,
  FittedModel,
  ProbabilisticClassifierModel,
  RegressorModel,
  Transformer,
  TransformerModel,
} from "../estimator.ts";
import { nFeaturesOf } from "../internal/features.ts";
import { namesOut } from "../internal/names-out.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import type { CheckedSteps, PipelineOf, PipelineStep } from "./pipeline-types.ts";

/**
 * Chains transformers and, last, an estimator. A pipeline is itself an estimator: its input is that of the first step, its label
 * that of the last, and a step that does not take what the one before it gives does not compile. Sparse data stays sparse.
 * `sampleWeight` goes to the last step.
 *
 * @param steps - the unfitted steps, in order.
 * @returns the unfitted pipeline.
 * @throws {ModelsError} `invalidOption` when there is no step, one is no estimator, or one that is not the last does not transform.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.pipeline.Pipeline.html
 *
 * @example
 * ```ts
 * import { multinomialNB, pipeline, tfidfVectorizer } from "@mlsys/models";
 *
 * const documents = ["profit rose", "profit fell", "sales rose", "sales fell"];
 * const model = pipeline(tfidfVectorizer(), multinomialNB()).fit(documents, ["up", "down", "up", "down"]);
 * model.predict(["revenue rose"]); // => ["up"]
 * model.steps[0].featureNamesOut; // => ["fell", "profit", "rose", "sales"]
 * ```
 */
export function pipeline<const Steps extends readonly [PipelineStep, ...PipelineStep[]]>(
  ...steps: Steps extends CheckedSteps<Steps> ? Steps : CheckedSteps<Steps>
): PipelineOf<Steps> {
  return new UnfittedPipeline(steps) as unknown as PipelineOf<Steps>;
}

type AnyTransformer = Transformer<unknown, unknown>;
type AnyEstimator = PipelineStep & { fit(X: unknown, y: unknown, options?: FitOptions): FittedModel };

class UnfittedPipeline {
  readonly kind = "pipeline";
  readonly estimatorType: PipelineStep["estimatorType"];
  readonly options: Readonly<Record<string, unknown>>;
  private readonly transformers: readonly AnyTransformer[];
  private readonly last: AnyEstimator;

  constructor(steps: readonly PipelineStep[]) {
    const last = lastOf(steps);
    this.transformers = steps.slice(0, -1) as unknown as readonly AnyTransformer[];
    this.last = last;
    this.estimatorType = last.estimatorType;
    const names = namesOf(steps);
    this.options = Object.fromEntries(steps.map((step, i) => [names[i] ?? "", step.options]));
  }

  fit(X: unknown, y?: unknown, options?: FitOptions): PipelineModel {
    const { models, output, target } = this.fitTransformers(X, y, options);
    return new PipelineModel([...models, this.last.fit(output, target, options)]);
  }

  fitTransform(X: unknown, y?: unknown, options?: FitOptions): unknown {
    return this.fitWithOutput(X, y, options).output;
  }

  fitWithOutput(X: unknown, y?: unknown, options?: FitOptions): { model: PipelineModel; output: unknown } {
    if (this.estimatorType !== "transformer") throw noTransformer(this.last.kind);
    const { models, output, target } = this.fitTransformers(X, y, options);
    const last = (this.last as unknown as AnyTransformer).fitWithOutput(output, target, options);
    return { model: new PipelineModel([...models, last.model]), output: last.output };
  }

  /** The unfitted steps, in order. */
  get unfittedSteps(): readonly PipelineStep[] {
    return [...this.transformers, this.last];
  }

  private fitTransformers(X: unknown, y: unknown, options: FitOptions | undefined): FittedTransformers {
    const models: FittedModel[] = [];
    let [output, target] = [X, y];
    for (const step of this.transformers) {
      const fitted = step.fitWithOutput(output, target);
      models.push(fitted.model);
      output = fitted.output;
      if (!isResampler(step)) continue;
      if (options?.sampleWeight !== undefined) throw weightsRefusal(step.kind);
      const rows = step.fitResample(output, target);
      [output, target] = [rows.X, rows.y];
    }
    return { models, output, target };
  }
}

/** The last step, where all are estimators and those before it transform. */
function lastOf(steps: readonly PipelineStep[]): PipelineStep {
  const fix = "give transformers and, last, an estimator, each an argument of its own";
  const refusal = (what: string, where: string, found: string): ModelsError =>
    new ModelsError({ code: "invalidOption", what, where, found, fix });
  steps.forEach((step: unknown, i) => {
    const where = `pipeline, step ${i}`;
    if (!isEstimator(step)) throw refusal("a step is no estimator", where, showValue(step));
    if (i < steps.length - 1 && step.estimatorType !== "transformer")
      throw refusal("a step that is not the last does not transform", where, step.kind);
  });
  const last = steps.at(-1);
  if (last === undefined) throw refusal("a pipeline has no steps", "pipeline", "nothing");
  return last;
}

function isEstimator(step: unknown): step is AnyEstimator {
  return typeof step === "object" && step !== null && "estimatorType" in step && "fit" in step;
}

interface FittedTransformers {
  readonly models: FittedModel[];
  readonly output: unknown;
  /** y, with the rows that a resampler leaves. */
  readonly target: unknown;
}

/** A step that changes the rows of the fit, and only those. */
interface ResamplingStep {
  fitResample(X: unknown, y: unknown): { readonly X: unknown; readonly y: unknown };
}

function isResampler(step: object): step is ResamplingStep {
  return "fitResample" in step;
}

function noTransformer(kind: string): ModelsError {
  return new ModelsError({
    code: "notSupported",
    what: "the last step does not transform",
    where: "pipeline.fitTransform",
    found: kind,
    fix: "call fit and predict",
  });
}

function weightsRefusal(kind: string): ModelsError {
  return new ModelsError({
    code: "notSupported",
    what: "weights of rows have no meaning once rows are resampled",
    where: `pipeline.fit, ${kind}`,
    found: "sampleWeight",
    fix: "leave sampleWeight out, or take classWeight of the last step instead of resampling",
  });
}

/** A fitted pipeline, whatever its last step is; its public types show the methods that the last step has. */
class PipelineModel extends Fitted {
  readonly kind = "pipeline";
  readonly steps: readonly FittedModel[];
  readonly stepNames: readonly string[];
  private readonly last: FittedModel;

  constructor(steps: readonly [...FittedModel[], FittedModel] | readonly FittedModel[]) {
    super(steps.flatMap(({ warnings }) => warnings));
    this.steps = steps;
    this.stepNames = namesOf(steps);
    this.last = steps[steps.length - 1] as FittedModel;
  }

  get namedSteps(): Readonly<Record<string, FittedModel>> {
    return Object.fromEntries(this.steps.map((step, i) => [this.stepNames[i] ?? "", step]));
  }

  get nFeaturesIn(): number | undefined {
    return nFeaturesOf(this.steps[0]);
  }

  get classes(): readonly Label[] | undefined {
    return (this.last as Partial<ClassifierModel>).classes;
  }

  get featureNamesOut(): readonly string[] | undefined {
    const own = (this as { readonly featureNamesIn?: readonly string[] }).featureNamesIn;
    return this.steps.reduce<readonly string[] | undefined>((names, step) => namesOut(step, names), own);
  }

  predict(X: unknown): Label[] | Float64Array {
    return this.called<RegressorModel<unknown>>("predict").predict(this.transformed(X));
  }

  predictProba(X: unknown): Matrix {
    return this.called<ProbabilisticClassifierModel<Label, unknown>>("predictProba").predictProba(this.transformed(X));
  }

  predictLogProba(X: unknown): Matrix {
    const last = this.called<ProbabilisticClassifierModel<Label, unknown>>("predictLogProba");
    return last.predictLogProba(this.transformed(X));
  }

  score(X: unknown, y: ArrayLike<number>, options?: FitOptions): number {
    return this.called<RegressorModel<unknown>>("score").score(this.transformed(X), y, options);
  }

  transform(X: unknown): unknown {
    return this.called<TransformerModel<unknown, unknown>>("transform").transform(this.transformed(X));
  }

  /** The scores of rows, where the last step has any. */
  get decisionFunction(): RowsMethod | undefined {
    return this.handedOn("decisionFunction");
  }

  /** How usual rows are, where the last step tells. */
  get scoreSamples(): RowsMethod | undefined {
    return this.handedOn("scoreSamples");
  }

  /** What the rows were before they were transformed, where every step can tell. */
  get inverseTransform(): RowsMethod | undefined {
    const inverses = this.steps.map((step) => methodOf(step, "inverseTransform"));
    if (!inverses.every((inverse) => inverse !== undefined)) return undefined;
    return (X) => inverses.reduceRight((rows: unknown, inverse) => inverse(rows), X);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { steps: this.steps.map((step) => ({ ...step.toState() })) };
  }

  private transformed(X: unknown): unknown {
    let output = X;
    for (const step of this.steps.slice(0, -1)) {
      output = (step as TransformerModel<unknown, unknown>).transform(output);
    }
    return output;
  }

  private handedOn(method: string): RowsMethod | undefined {
    const own = methodOf(this.last, method);
    return own === undefined ? undefined : (X) => own(this.transformed(X));
  }

  private called<Model>(method: keyof Model & string): Model {
    if (method in this.last) return this.last as Model;
    throw new ModelsError({
      code: "notSupported",
      what: `the last step has no ${method}`,
      where: "pipeline",
      found: this.last.kind,
      fix: "end the pipeline in an estimator that has it",
    });
  }
}

/** What a model makes of rows. */
type RowsMethod = (X: unknown) => unknown;

function methodOf(model: FittedModel, name: string): RowsMethod | undefined {
  const method = (model as unknown as Readonly<Record<string, unknown>>)[name];
  return typeof method === "function" ? (X) => (method as RowsMethod).call(model, X) : undefined;
}

function namesOf(steps: readonly { readonly kind: string }[]): readonly string[] {
  const kinds = steps.map(({ kind }) => kind);
  return kinds.map((kind, i) => {
    const isRepeated = kinds.indexOf(kind) !== kinds.lastIndexOf(kind);
    return isRepeated ? `${kind}-${kinds.slice(0, i + 1).filter((each) => each === kind).length}` : kind;
  });
}

/** How a saved pipeline is read. */
export const pipelineKind = {
  kind: "pipeline",
  fromState: (saved: SavedModel, read: (saved: SavedModel) => FittedModel): FittedModel => {
    const reader = new StateReader(saved);
    const steps = reader.models("steps");
    if (steps.length === 0) reader.refuse("steps", "at least one model");
    return new PipelineModel(steps.map(read));
  },
} as const;
