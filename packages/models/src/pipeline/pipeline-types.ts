import type { Label } from "@mlsys/core";
import type {
  Classifier,
  ClassifierModel,
  Estimator,
  FitOptions,
  FittedModel,
  LabelsLike,
  ProbabilisticClassifier,
  ProbabilisticClassifierModel,
  Regressor,
  RegressorModel,
  Transformer,
  TransformerModel,
  VectorLike,
} from "../estimator.ts";

/** Anything that may be a step. */
export type PipelineStep = Transformer<never, unknown> | Classifier<never> | Regressor<never> | OutlierDetector;

/** What finds rows that are unlike the others, such as `isolationForest`. */
interface OutlierDetector extends Estimator {
  readonly estimatorType: "outlierDetector";
  fit(X: never, y?: unknown, options?: FitOptions): FittedModel;
}

/** What a step takes. */
export type InputOf<Step> = Step extends { fit(X: infer In, ...rest: never): unknown } ? In : never;

/** What a transformer gives. */
export type OutputOf<Step> = Step extends { fitTransform(...parameters: never): infer Out } ? Out : never;

/** The model that a step becomes. */
export type ModelOf<Step> = Step extends { fit(...parameters: never): infer Model } ? Model : never;

/** What is shown where a step does not take what the step before it gives. */
export interface StepMismatch<Given, Taken> {
  readonly error: "this step does not take what the step before it gives";
  readonly given: Given;
  readonly taken: Taken;
}

/** The steps themselves where each takes what the one before it gives, else a {@link StepMismatch} at the first that does not. */
export type CheckedSteps<Steps> = Steps extends readonly [infer First, infer Second, ...infer Rest]
  ? [OutputOf<First>] extends [never]
    ? readonly [StepMismatch<"no transformer: only the last step may predict", InputOf<Second>>, Second, ...Rest]
    : [OutputOf<First>] extends [InputOf<Second>]
      ? CheckedSteps<readonly [Second, ...Rest]> extends readonly [Second, ...infer Checked]
        ? readonly [First, Second, ...Checked]
        : readonly [First, ...CheckedSteps<readonly [Second, ...Rest]>]
      : readonly [First, StepMismatch<OutputOf<First>, InputOf<Second>>, ...Rest]
  : Steps;

type First<Steps> = Steps extends readonly [infer Step, ...unknown[]] ? Step : never;
type Last<Steps> = Steps extends readonly [...unknown[], infer Step] ? Step : never;
type FittedSteps<Steps extends readonly unknown[]> = { readonly [Index in keyof Steps]: ModelOf<Steps[Index]> };

/** What all pipelines have once fitted. */
export interface FittedPipelineParts<Steps extends readonly unknown[]> {
  readonly kind: "pipeline";
  /** The fitted steps, in order. */
  readonly steps: FittedSteps<Steps>;
  /** The names of the steps: their kinds, numbered where one occurs twice. */
  readonly stepNames: readonly string[];
  /** The fitted steps by name. */
  readonly namedSteps: Readonly<Record<string, FittedModel>>;
  /** Number of input columns; undefined where the first step does not take columns. */
  readonly nFeaturesIn: number | undefined;
}

/** A method of the last step that a pipeline has too, for the rows that its first step takes; nothing where there is none. */
type HandedOn<In, Model, Method extends string> =
  Model extends Readonly<Record<Method, (X: never) => infer Out>> ? Readonly<Record<Method, (X: In) => Out>> : unknown;

/** How a pipeline scores rows, where its last step does. */
type HandedOnScores<In, Steps> = HandedOn<In, ModelOf<Last<Steps>>, "decisionFunction"> &
  HandedOn<In, ModelOf<Last<Steps>>, "scoreSamples">;

/** Whether all steps can tell what rows were before. */
type AllInvert<Steps extends readonly unknown[]> = FittedSteps<Steps>[number] extends {
  inverseTransform(X: never): unknown;
}
  ? true
  : false;

/** What undoes a pipeline: from what the last step gives to what the first step's inverse gives. */
type HandedOnInverse<Out, Steps extends readonly unknown[]> =
  AllInvert<Steps> extends true
    ? ModelOf<First<Steps>> extends { inverseTransform(X: never): infer Before }
      ? { inverseTransform(X: Out): Before }
      : unknown
    : unknown;

/** A fitted pipeline that ends in a classifier with probabilities. */
export type ProbabilisticPipelineModel<
  L extends Label,
  In,
  Steps extends readonly unknown[],
> = ProbabilisticClassifierModel<L, In> & FittedPipelineParts<Steps> & HandedOnScores<In, Steps>;

/** A fitted pipeline that ends in a classifier. */
export type ClassifierPipelineModel<L extends Label, In, Steps extends readonly unknown[]> = ClassifierModel<L, In> &
  FittedPipelineParts<Steps> &
  HandedOnScores<In, Steps>;

/** A fitted pipeline that ends in a regressor. */
export type RegressorPipelineModel<In, Steps extends readonly unknown[]> = RegressorModel<In> &
  FittedPipelineParts<Steps>;

/** A fitted pipeline of transformers. */
export type TransformerPipelineModel<In, Out, Steps extends readonly unknown[]> = TransformerModel<In, Out> &
  FittedPipelineParts<Steps> &
  HandedOn<In, ModelOf<Last<Steps>>, "predict"> &
  HandedOnInverse<Out, Steps>;

/** A fitted pipeline that ends in what finds outliers. */
export type OutlierPipelineModel<In, Steps extends readonly unknown[]> = FittedModel &
  FittedPipelineParts<Steps> &
  HandedOn<In, ModelOf<Last<Steps>>, "predict"> &
  HandedOnScores<In, Steps>;

/** An unfitted pipeline that ends in what finds outliers. */
export interface OutlierPipeline<In, Steps extends readonly unknown[]> extends Estimator {
  readonly estimatorType: "outlierDetector";
  fit(X: In, y?: unknown, options?: FitOptions): OutlierPipelineModel<In, Steps>;
}

/** An unfitted pipeline that ends in a classifier with probabilities. */
export interface ProbabilisticPipeline<In, Steps extends readonly unknown[]> extends ProbabilisticClassifier<In> {
  fit<L extends Label>(X: In, y: LabelsLike<L>, options?: FitOptions): ProbabilisticPipelineModel<L, In, Steps>;
}

/** An unfitted pipeline that ends in a classifier. */
export interface ClassifierPipeline<In, Steps extends readonly unknown[]> extends Classifier<In> {
  fit<L extends Label>(X: In, y: LabelsLike<L>, options?: FitOptions): ClassifierPipelineModel<L, In, Steps>;
}

/** An unfitted pipeline that ends in a regressor. */
export interface RegressorPipeline<In, Steps extends readonly unknown[]> extends Regressor<
  In,
  RegressorPipelineModel<In, Steps>
> {
  fit(X: In, y: VectorLike, options?: FitOptions): RegressorPipelineModel<In, Steps>;
}

/** An unfitted pipeline of transformers. */
export type TransformerPipeline<In, Out, Steps extends readonly unknown[]> = Transformer<
  In,
  Out,
  TransformerPipelineModel<In, Out, Steps>
>;

/** The pipeline of some steps, by what its last one is. */
export type PipelineOf<Steps extends readonly unknown[]> =
  Last<Steps> extends { readonly estimatorType: "transformer" }
    ? TransformerPipeline<InputOf<First<Steps>>, OutputOf<Last<Steps>>, Steps>
    : Last<Steps> extends { readonly estimatorType: "regressor" }
      ? RegressorPipeline<InputOf<First<Steps>>, Steps>
      : Last<Steps> extends { readonly estimatorType: "outlierDetector" }
        ? OutlierPipeline<InputOf<First<Steps>>, Steps>
        : ModelOf<Last<Steps>> extends { predictProba(...parameters: never): unknown }
          ? ProbabilisticPipeline<InputOf<First<Steps>>, Steps>
          : ClassifierPipeline<InputOf<First<Steps>>, Steps>;
