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
  PartialFitOptions,
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
export { logisticRegression } from "./linear-model/logistic-regression.ts";
export type {
  LogisticRegression,
  LogisticRegressionModel,
  LogisticRegressionOptions,
} from "./linear-model/logistic-regression.ts";
export { ridge } from "./linear-model/ridge.ts";
export type { MultiTargetRidgeModel, Ridge, RidgeModel, RidgeOptions } from "./linear-model/ridge.ts";
export { ridgeCV } from "./linear-model/ridge-cv.ts";
export type { MultiTargetRidgeCVModel, RidgeCV, RidgeCVModel, RidgeCVOptions } from "./linear-model/ridge-cv.ts";
export { lasso } from "./linear-model/lasso.ts";
export type { Lasso, LassoModel, LassoOptions, MultiTargetLassoModel } from "./linear-model/lasso.ts";
export { lassoCV } from "./linear-model/lasso-cv.ts";
export type { LassoCV, LassoCVModel, LassoCVOptions } from "./linear-model/lasso-cv.ts";
export { elasticNet } from "./linear-model/elastic-net.ts";
export type {
  ElasticNet,
  ElasticNetModel,
  ElasticNetOptions,
  MultiTargetElasticNetModel,
} from "./linear-model/elastic-net.ts";
export type { DescentOptions } from "./linear-model/elastic-net-fit.ts";
export { huberRegressor } from "./linear-model/huber-regressor.ts";
export type { HuberRegressor, HuberRegressorModel, HuberRegressorOptions } from "./linear-model/huber-regressor.ts";
export { poissonRegressor } from "./linear-model/poisson-regressor.ts";
export type {
  PoissonRegressor,
  PoissonRegressorModel,
  PoissonRegressorOptions,
} from "./linear-model/poisson-regressor.ts";
export { linearSVC } from "./svm/linear-svc.ts";
export type { LinearSVC, LinearSVCModel, LinearSVCOptions } from "./svm/linear-svc.ts";
export { sgdClassifier } from "./linear-model/sgd-classifier.ts";
export type {
  ProbabilisticSgdClassifier,
  ProbabilisticSgdClassifierModel,
  SgdClassifier,
  SgdClassifierModel,
  SgdClassifierOptions,
} from "./linear-model/sgd-classifier.ts";
export { sgdRegressor } from "./linear-model/sgd-regressor.ts";
export type {
  SgdRegressor,
  SgdRegressorLoss,
  SgdRegressorModel,
  SgdRegressorOptions,
} from "./linear-model/sgd-regressor.ts";
export { perceptron } from "./linear-model/perceptron.ts";
export type { Perceptron, PerceptronModel, PerceptronOptions } from "./linear-model/perceptron.ts";
export type { SgdLossName } from "./linear-model/sgd-losses.ts";
export type { SgdLearningRate, SgdOptions, SgdPenalty } from "./linear-model/sgd-options.ts";

// Naive Bayes
export { bernoulliNB } from "./naive-bayes/bernoulli-nb.ts";
export type { BernoulliNB, BernoulliNBModel, BernoulliNBOptions } from "./naive-bayes/bernoulli-nb.ts";
export { categoricalNB } from "./naive-bayes/categorical-nb.ts";
export type { CategoricalNB, CategoricalNBModel, CategoricalNBOptions } from "./naive-bayes/categorical-nb.ts";
export { complementNB } from "./naive-bayes/complement-nb.ts";
export type { ComplementNB, ComplementNBModel, ComplementNBOptions } from "./naive-bayes/complement-nb.ts";
export { gaussianNB } from "./naive-bayes/gaussian-nb.ts";
export type { GaussianNB, GaussianNBModel, GaussianNBOptions } from "./naive-bayes/gaussian-nb.ts";
export { multinomialNB } from "./naive-bayes/multinomial-nb.ts";
export type { MultinomialNB, MultinomialNBModel, MultinomialNBOptions } from "./naive-bayes/multinomial-nb.ts";

// Trees
export type { PruningPath } from "./tree/prune-tree.ts";
export { decisionTreeClassifier } from "./tree/decision-tree-classifier.ts";
export type {
  DecisionTreeClassifier,
  DecisionTreeClassifierModel,
  DecisionTreeClassifierOptions,
  MultiTargetDecisionTreeClassifierModel,
} from "./tree/decision-tree-classifier.ts";
export { decisionTreeRegressor } from "./tree/decision-tree-regressor.ts";
export type {
  DecisionTreeRegressor,
  DecisionTreeRegressorModel,
  DecisionTreeRegressorOptions,
  MultiTargetDecisionTreeRegressorModel,
} from "./tree/decision-tree-regressor.ts";
export type { LabelRow, LabelRowsLike, OutputClasses, OutputShares } from "./internal/label-rows.ts";
export type { TreeNodes } from "./tree/tree-nodes.ts";

// Forests
export { extraTreesClassifier } from "./ensemble/extra-trees-classifier.ts";
export { extraTreesRegressor } from "./ensemble/extra-trees-regressor.ts";
export type {
  ForestClassifier,
  ForestClassifierModel,
  ForestClassifierOptions,
  MultiTargetForestClassifierModel,
} from "./ensemble/forest-classifier.ts";
export type {
  ForestRegressor,
  ForestRegressorModel,
  ForestRegressorOptions,
  MultiTargetForestRegressorModel,
} from "./ensemble/forest-regressor.ts";
export { randomForestClassifier } from "./ensemble/random-forest-classifier.ts";
export { randomForestRegressor } from "./ensemble/random-forest-regressor.ts";

// Boosting
export { histGradientBoostingClassifier } from "./ensemble/hist-gradient-boosting/hist-gradient-boosting-classifier.ts";
export type {
  HistGradientBoostingClassifier,
  HistGradientBoostingClassifierModel,
  HistGradientBoostingClassifierOptions,
} from "./ensemble/hist-gradient-boosting/hist-gradient-boosting-classifier.ts";
export { histGradientBoostingRegressor } from "./ensemble/hist-gradient-boosting/hist-gradient-boosting-regressor.ts";
export type {
  HistGradientBoostingRegressor,
  HistGradientBoostingRegressorModel,
  HistGradientBoostingRegressorOptions,
} from "./ensemble/hist-gradient-boosting/hist-gradient-boosting-regressor.ts";

// Outliers
export { isolationForest } from "./ensemble/isolation-forest.ts";
export type { IsolationForest, IsolationForestModel, IsolationForestOptions } from "./ensemble/isolation-forest.ts";

// Calibration
export { calibratedClassifierCV } from "./calibration/calibrated-classifier-cv.ts";
export type {
  CalibratedClassifierCV,
  CalibratedClassifierCVModel,
  CalibratedClassifierCVOptions,
  CalibratedPart,
} from "./calibration/calibrated-classifier-cv.ts";
export type { CalibrationMethod, Calibrator } from "./calibration/calibrator.ts";
export { isotonicRegression } from "./isotonic/isotonic-regression.ts";
export type {
  IsotonicRegression,
  IsotonicRegressionModel,
  IsotonicRegressionOptions,
  PlacesLike,
} from "./isotonic/isotonic-regression.ts";

// Combinations
export { oneVsRestClassifier } from "./multiclass/one-vs-rest-classifier.ts";
export type {
  OneVsRestClassifier,
  OneVsRestClassifierModel,
  OneVsRestClassifierOptions,
} from "./multiclass/one-vs-rest-classifier.ts";
export { votingClassifier } from "./ensemble/voting-classifier.ts";
export type {
  ProbabilisticVotingClassifier,
  ProbabilisticVotingClassifierModel,
  Voter,
  VotingClassifier,
  VotingClassifierModel,
  VotingClassifierOptions,
} from "./ensemble/voting-classifier.ts";

// Neighbors
export { kNeighborsClassifier } from "./neighbors/k-neighbors-classifier.ts";
export type {
  KNeighborsClassifier,
  KNeighborsClassifierModel,
  MultiTargetKNeighborsClassifierModel,
} from "./neighbors/k-neighbors-classifier.ts";
export type { NeighborsGraphOptions } from "./neighbors/fitted-neighbors.ts";
export { kNeighborsRegressor } from "./neighbors/k-neighbors-regressor.ts";
export type {
  KNeighborsRegressor,
  KNeighborsRegressorModel,
  MultiTargetKNeighborsRegressorModel,
} from "./neighbors/k-neighbors-regressor.ts";
export type { MetricName, MetricParams, RowDistance } from "./neighbors/distance-metric.ts";
export type { DistanceWeights } from "./neighbors/neighbor-weights.ts";
export type { NeighborsOptions } from "./neighbors/neighbor-options.ts";
export type { Neighbors } from "./neighbors/neighbor-search.ts";

// Clusters
export type { CenterInit } from "./cluster/cluster-options.ts";
export { kMeans } from "./cluster/k-means.ts";
export type { KMeans, KMeansModel, KMeansOptions } from "./cluster/k-means.ts";
export { miniBatchKMeans } from "./cluster/mini-batch-k-means.ts";
export type { MiniBatchKMeans, MiniBatchKMeansModel, MiniBatchKMeansOptions } from "./cluster/mini-batch-k-means.ts";

// Decompositions
export { pca } from "./decomposition/pca.ts";
export type { Pca, PcaModel, PcaOptions, PcaSolver } from "./decomposition/pca.ts";
export { truncatedSVD } from "./decomposition/truncated-svd.ts";
export type { TruncatedSVD, TruncatedSVDModel, TruncatedSVDOptions } from "./decomposition/truncated-svd.ts";

// Baselines
export { dummyClassifier } from "./dummy/dummy-classifier.ts";
export type {
  DummyClassifier,
  DummyClassifierModel,
  DummyClassifierOptions,
  DummyClassifierStrategy,
  MultiTargetDummyClassifierModel,
} from "./dummy/dummy-classifier.ts";
export { dummyRegressor } from "./dummy/dummy-regressor.ts";
export type {
  AnyRows,
  DummyRegressor,
  DummyRegressorModel,
  DummyRegressorOptions,
  MultiTargetDummyRegressorModel,
} from "./dummy/dummy-regressor.ts";

// Preprocessing
export { columnTransformer } from "./compose/column-transformer.ts";
export type {
  ColumnStep,
  ColumnTransformer,
  ColumnTransformerModel,
  ColumnTransformerOptions,
  ColumnWork,
} from "./compose/column-transformer.ts";
export type { ColumnSelection, ColumnSelector, ColumnsInput } from "./compose/column-selection.ts";
export { makeColumnSelector } from "./compose/make-column-selector.ts";
export type { ColumnSelectorOptions, SelectedType } from "./compose/make-column-selector.ts";
export type { CategoriesLike, Category } from "./internal/categorical-columns.ts";
export { minMaxScaler } from "./preprocessing/min-max-scaler.ts";
export type { MinMaxScaler, MinMaxScalerModel, MinMaxScalerOptions } from "./preprocessing/min-max-scaler.ts";
export { oneHotEncoder } from "./preprocessing/one-hot-encoder.ts";
export type {
  FeatureNameCombiner,
  OneHotEncoder,
  OneHotEncoderModel,
  OneHotEncoderOptions,
  UnknownCategories,
} from "./preprocessing/one-hot-encoder.ts";
export { ordinalEncoder } from "./preprocessing/ordinal-encoder.ts";
export type { OrdinalEncoder, OrdinalEncoderModel, OrdinalEncoderOptions } from "./preprocessing/ordinal-encoder.ts";
export type {
  CategoryImputer,
  CategoryImputerModel,
  CategoryImputerOptions,
} from "./preprocessing/category-imputer.ts";
export { simpleImputer } from "./preprocessing/simple-imputer.ts";
export type {
  ColumnStatistic,
  SimpleImputer,
  SimpleImputerModel,
  SimpleImputerOptions,
} from "./preprocessing/simple-imputer.ts";
export { standardScaler } from "./preprocessing/standard-scaler.ts";
export type { StandardScaler, StandardScalerModel, StandardScalerOptions } from "./preprocessing/standard-scaler.ts";

export { binarizer } from "./preprocessing/binarizer.ts";
export type { Binarizer, BinarizerModel, BinarizerOptions } from "./preprocessing/binarizer.ts";
export type { BinStrategy } from "./preprocessing/bin-edges.ts";
export type { QuantileMethod } from "./preprocessing/quantile-methods.ts";
export { dateParts } from "./preprocessing/date-parts.ts";
export type {
  DateParts,
  DatePart,
  DatePartsModel,
  DatePartsOptions,
  DatesLike,
  InstantLike,
} from "./preprocessing/date-parts.ts";
export { functionTransformer } from "./preprocessing/function-transformer.ts";
export type {
  FunctionTransformer,
  FunctionTransformerModel,
  FunctionTransformerOptions,
  MatrixFunction,
  NamesFunction,
} from "./preprocessing/function-transformer.ts";
export type { NamedFunction } from "./preprocessing/function-loops.ts";
export { kBinsDiscretizer } from "./preprocessing/k-bins-discretizer.ts";
export type {
  BinEncoding,
  KBinsDiscretizer,
  KBinsDiscretizerModel,
  KBinsDiscretizerOptions,
} from "./preprocessing/k-bins-discretizer.ts";
export { knnImputer } from "./impute/knn-imputer.ts";
export type { KnnImputer, KnnImputerModel, KnnImputerOptions } from "./impute/knn-imputer.ts";
export { maxAbsScaler } from "./preprocessing/max-abs-scaler.ts";
export type { MaxAbsScaler, MaxAbsScalerModel, MaxAbsScalerOptions } from "./preprocessing/max-abs-scaler.ts";
export { missingIndicator } from "./impute/missing-indicator.ts";
export type { MissingIndicator, MissingIndicatorModel, MissingIndicatorOptions } from "./impute/missing-indicator.ts";
export { normalizer } from "./preprocessing/normalizer.ts";
export type { Normalizer, NormalizerModel, NormalizerOptions, RowNorm } from "./preprocessing/normalizer.ts";
export { polynomialFeatures } from "./preprocessing/polynomial-features.ts";
export type {
  PolynomialFeatures,
  PolynomialFeaturesModel,
  PolynomialFeaturesOptions,
} from "./preprocessing/polynomial-features.ts";
export { powerTransformer } from "./preprocessing/power-transformer.ts";
export type {
  PowerTransformer,
  PowerTransformerModel,
  PowerTransformerOptions,
} from "./preprocessing/power-transformer.ts";
export type { PowerMethod } from "./preprocessing/power-functions.ts";
export { quantileTransformer } from "./preprocessing/quantile-transformer.ts";
export type {
  OutputDistribution,
  QuantileTransformer,
  QuantileTransformerModel,
  QuantileTransformerOptions,
} from "./preprocessing/quantile-transformer.ts";
export { robustScaler } from "./preprocessing/robust-scaler.ts";
export type { RobustScaler, RobustScalerModel, RobustScalerOptions } from "./preprocessing/robust-scaler.ts";
export { splineTransformer } from "./preprocessing/spline-transformer.ts";
export type {
  SplineExtrapolation,
  SplineTransformer,
  SplineTransformerModel,
  SplineTransformerOptions,
} from "./preprocessing/spline-transformer.ts";
export { targetEncoder } from "./preprocessing/target-encoder.ts";
export type {
  TargetEncoder,
  TargetEncoderModel,
  TargetEncoderOptions,
  TargetType,
} from "./preprocessing/target-encoder.ts";
export { featureUnion } from "./pipeline/feature-union.ts";
export type {
  FeatureUnion,
  FeatureUnionModel,
  FeatureUnionOptions,
  NamedTransformer,
} from "./pipeline/feature-union.ts";

// Feature selection
export { rfe } from "./feature-selection/rfe.ts";
export type { Rfe, RfeModel, RfeOptions } from "./feature-selection/rfe.ts";
export { selectKBest, selectPercentile } from "./feature-selection/select-by-score.ts";
export type {
  ScoreFunction,
  ScoreFunctionName,
  SelectByScore,
  SelectByScoreModel,
  SelectKBestOptions,
  SelectPercentileOptions,
} from "./feature-selection/select-by-score.ts";
export { selectFromModel } from "./feature-selection/select-from-model.ts";
export type {
  FeatureLimit,
  SelectFromModel,
  SelectFromModelModel,
  SelectFromModelOptions,
} from "./feature-selection/select-from-model.ts";
export type { ImportanceEstimator, ImportanceGetter } from "./feature-selection/importances.ts";
export { varianceThreshold } from "./feature-selection/variance-threshold.ts";
export type {
  VarianceThreshold,
  VarianceThresholdModel,
  VarianceThresholdOptions,
} from "./feature-selection/variance-threshold.ts";
export { chi2, fClassif, fRegression } from "./feature-selection/score-functions.ts";
export type { ColumnTests } from "./feature-selection/score-functions.ts";
export { mutualInfoClassif, mutualInfoRegression } from "./feature-selection/mutual-info.ts";
export type { MutualInfoOptions } from "./feature-selection/mutual-info.ts";

// Model selection
export type { CrossValidation, FoldIndices } from "./model-selection/folds.ts";
export { crossValidate, crossValScore } from "./model-selection/cross-validate.ts";
export type { CrossValidated, CrossValidateOptions, CrossValScoreOptions } from "./model-selection/cross-validate.ts";
export { crossValPredict } from "./model-selection/cross-val-predict.ts";
export type { CrossValPredictOptions } from "./model-selection/cross-val-predict.ts";
export type { PredictionMethod } from "./model-selection/fit-task.ts";
export { learningCurve, validationCurve } from "./model-selection/curves.ts";
export type {
  LearningCurve,
  LearningCurveOptions,
  ValidationCurve,
  ValidationCurveOptions,
} from "./model-selection/curves.ts";
export { permutationImportance } from "./model-selection/permutation-importance.ts";
export type {
  PermutationImportance,
  PermutationImportanceOptions,
  SeveralImportancesOptions,
} from "./model-selection/permutation-importance.ts";
export type { SeveralScorers } from "./model-selection/judge.ts";
export type { ScoredModel, Scorer, ScorerName } from "./model-selection/scorers.ts";
export type { FoldOptions, Predictor, TargetLike } from "./model-selection/validation-options.ts";

// Imbalance
export { computeClassWeight, computeSampleWeight } from "./imbalance/compute-class-weight.ts";
export type { ClassWeightData } from "./imbalance/compute-class-weight.ts";
export { randomOverSampler, randomUnderSampler } from "./imbalance/random-samplers.ts";
export type { RandomOverSamplerOptions, RandomUnderSamplerOptions } from "./imbalance/random-samplers.ts";
export type { Resampled, Resampler, ResamplerModel, SamplingStrategy } from "./imbalance/resampler.ts";
export { smote } from "./imbalance/smote.ts";
export type { SmoteOptions } from "./imbalance/smote.ts";

// Pipelines
export { diagramHtml, diagramText } from "./pipeline/diagram.ts";
export { pipeline } from "./pipeline/pipeline.ts";
export type {
  CheckedSteps,
  ClassifierPipeline,
  ClassifierPipelineModel,
  FittedPipelineParts,
  InputOf,
  ModelOf,
  OutlierPipeline,
  OutlierPipelineModel,
  OutputOf,
  PipelineOf,
  PipelineStep,
  ProbabilisticPipeline,
  ProbabilisticPipelineModel,
  RegressorPipeline,
  RegressorPipelineModel,
  StepMismatch,
  TransformerPipeline,
  TransformerPipelineModel,
} from "./pipeline/pipeline-types.ts";

// Text
export { countVectorizer } from "./text/count-vectorizer.ts";
export type { CountVectorizer, CountVectorizerModel, CountVectorizerOptions } from "./text/count-vectorizer.ts";
export { cosineTopK } from "./text/cosine-top-k.ts";
export type { CosineNeighbors } from "./text/cosine-top-k.ts";
export { hashingVectorizer } from "./text/hashing-vectorizer.ts";
export type { HashingVectorizer, HashingVectorizerModel, HashingVectorizerOptions } from "./text/hashing-vectorizer.ts";
export { englishStopWords } from "./text/english-stop-words.ts";
export { textCleaner } from "./text/text-cleaner.ts";
export type { TextCleaner, TextCleanerModel, TextCleanerOptions } from "./text/text-cleaner.ts";
export { tfidfTransformer } from "./text/tfidf-transformer.ts";
export type { TfidfTransformer, TfidfTransformerModel, TfidfTransformerOptions } from "./text/tfidf-transformer.ts";
export { tfidfVectorizer } from "./text/tfidf-vectorizer.ts";
export type { TfidfVectorizer, TfidfVectorizerModel, TfidfVectorizerOptions } from "./text/tfidf-vectorizer.ts";
export type { VectorizerOptions } from "./text/vectorizer-options.ts";

// Persistence
export { modelCodec } from "./persistence/model-codec.ts";
export type { ModelCodec } from "./persistence/model-codec.ts";
export { modelFromJSON, modelFromState } from "./persistence/model-from-json.ts";
export type { ModelReadingOptions } from "./persistence/model-from-json.ts";
export type { ModelKind } from "./persistence/model-kinds.ts";
export type { Json, ModelJson, SavedModel, StateTensor, StateValue } from "./persistence/saved-model.ts";
