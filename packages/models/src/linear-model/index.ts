export { linearRegression } from "./linear-regression.ts";
export type {
  LinearRegression,
  LinearRegressionModel,
  LinearRegressionOptions,
  MultiTargetLinearRegressionModel,
} from "./linear-regression.ts";
export { logisticRegression } from "./logistic-regression.ts";
export type { LogisticRegression, LogisticRegressionModel, LogisticRegressionOptions } from "./logistic-regression.ts";
export { ridge } from "./ridge.ts";
export type { MultiTargetRidgeModel, Ridge, RidgeModel, RidgeOptions } from "./ridge.ts";
export { ridgeCV } from "./ridge-cv.ts";
export type { MultiTargetRidgeCVModel, RidgeCV, RidgeCVModel, RidgeCVOptions } from "./ridge-cv.ts";
export { lasso } from "./lasso.ts";
export type { Lasso, LassoModel, LassoOptions, MultiTargetLassoModel } from "./lasso.ts";
export { lassoCV } from "./lasso-cv.ts";
export type { LassoCV, LassoCVModel, LassoCVOptions } from "./lasso-cv.ts";
export { elasticNet } from "./elastic-net.ts";
export type { ElasticNet, ElasticNetModel, ElasticNetOptions, MultiTargetElasticNetModel } from "./elastic-net.ts";
export type { DescentOptions } from "./elastic-net-fit.ts";
export { huberRegressor } from "./huber-regressor.ts";
export type { HuberRegressor, HuberRegressorModel, HuberRegressorOptions } from "./huber-regressor.ts";
export { poissonRegressor } from "./poisson-regressor.ts";
export type { PoissonRegressor, PoissonRegressorModel, PoissonRegressorOptions } from "./poisson-regressor.ts";
export { linearSVC } from "../svm/linear-svc.ts";
export type { LinearSVC, LinearSVCModel, LinearSVCOptions } from "../svm/linear-svc.ts";
export { sgdClassifier } from "./sgd-classifier.ts";
export type {
  ProbabilisticSgdClassifier,
  ProbabilisticSgdClassifierModel,
  SgdClassifier,
  SgdClassifierModel,
  SgdClassifierOptions,
} from "./sgd-classifier.ts";
export { sgdRegressor } from "./sgd-regressor.ts";
export type { SgdRegressor, SgdRegressorLoss, SgdRegressorModel, SgdRegressorOptions } from "./sgd-regressor.ts";
export { perceptron } from "./perceptron.ts";
export type { Perceptron, PerceptronModel, PerceptronOptions } from "./perceptron.ts";
export type { SgdLossName } from "./sgd-losses.ts";
export type { SgdLearningRate, SgdOptions, SgdPenalty } from "./sgd-options.ts";
