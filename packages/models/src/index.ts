// Contracts
export type {
  AnyMatrix,
  Classifier,
  ClassifierModel,
  DocumentsLike,
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
} from "./estimator.ts";
export type { ModelWarning, ModelWarningCode } from "./model-warning.ts";
export { ModelsError } from "./models-error.ts";
export type { ModelsErrorCode } from "./models-error.ts";

// Linear models
export { linearRegression } from "./linear-model/linear-regression.ts";
export type {
  LinearRegression,
  LinearRegressionModel,
  LinearRegressionOptions,
  MultiTargetLinearRegressionModel,
} from "./linear-model/linear-regression.ts";

// Persistence
export { modelFromJSON, modelFromState } from "./persistence/model-from-json.ts";
export type { ModelKind, ModelReadingOptions } from "./persistence/model-from-json.ts";
export type { Json, ModelJson, SavedModel, StateTensor, StateValue } from "./persistence/saved-model.ts";
