// Reading saved models by kind, without anything that fits.
export { readModel } from "./read-model.ts";
export type { ModelKind } from "../persistence/model-kinds.ts";
export { columnTransformerKind } from "../compose/column-transformer.ts";
export { extraTreesClassifierKind, multiTargetExtraTreesClassifierKind } from "../ensemble/extra-trees-classifier.ts";
export { extraTreesRegressorKind, multiTargetExtraTreesRegressorKind } from "../ensemble/extra-trees-regressor.ts";
export { histGradientBoostingClassifierKind } from "../ensemble/hist-gradient-boosting/hist-gradient-boosting-classifier.ts";
export { histGradientBoostingRegressorKind } from "../ensemble/hist-gradient-boosting/hist-gradient-boosting-regressor.ts";
export {
  multiTargetRandomForestClassifierKind,
  randomForestClassifierKind,
} from "../ensemble/random-forest-classifier.ts";
export {
  multiTargetRandomForestRegressorKind,
  randomForestRegressorKind,
} from "../ensemble/random-forest-regressor.ts";
export { elasticNetKind, multiTargetElasticNetKind } from "../linear-model/elastic-net.ts";
export { huberRegressorKind } from "../linear-model/huber-regressor.ts";
export { lassoCVKind } from "../linear-model/lasso-cv.ts";
export { lassoKind, multiTargetLassoKind } from "../linear-model/lasso.ts";
export { linearRegressionKind, multiTargetLinearRegressionKind } from "../linear-model/linear-regression.ts";
export { logisticRegressionKind } from "../linear-model/logistic-regression.ts";
export { perceptronKind } from "../linear-model/perceptron.ts";
export { poissonRegressorKind } from "../linear-model/poisson-regressor.ts";
export { ridgeCVKind, multiTargetRidgeCVKind } from "../linear-model/ridge-cv.ts";
export { ridgeKind, multiTargetRidgeKind } from "../linear-model/ridge.ts";
export { sgdClassifierKind } from "../linear-model/sgd-classifier.ts";
export { sgdRegressorKind } from "../linear-model/sgd-regressor.ts";
export { bernoulliNBKind } from "../naive-bayes/bernoulli-nb.ts";
export { categoricalNBKind } from "../naive-bayes/categorical-nb.ts";
export { complementNBKind } from "../naive-bayes/complement-nb.ts";
export { gaussianNBKind } from "../naive-bayes/gaussian-nb.ts";
export { multinomialNBKind } from "../naive-bayes/multinomial-nb.ts";
export { pipelineKind } from "../pipeline/pipeline.ts";
export { maxAbsScalerKind } from "../preprocessing/max-abs-scaler.ts";
export { minMaxScalerKind } from "../preprocessing/min-max-scaler.ts";
export { normalizerKind } from "../preprocessing/normalizer.ts";
export { oneHotEncoderKind } from "../preprocessing/one-hot-encoder.ts";
export { ordinalEncoderKind } from "../preprocessing/ordinal-encoder.ts";
export { robustScalerKind } from "../preprocessing/robust-scaler.ts";
export { simpleImputerKind } from "../preprocessing/simple-imputer.ts";
export { standardScalerKind } from "../preprocessing/standard-scaler.ts";
export { linearSVCKind } from "../svm/linear-svc.ts";
export { countVectorizerKind } from "../text/count-vectorizer.ts";
export { hashingVectorizerKind } from "../text/hashing-vectorizer.ts";
export { textCleanerKind } from "../text/text-cleaner.ts";
export { tfidfTransformerKind } from "../text/tfidf-transformer.ts";
export { tfidfVectorizerKind } from "../text/tfidf-vectorizer.ts";
export { decisionTreeClassifierKind, multiTargetDecisionTreeClassifierKind } from "../tree/decision-tree-classifier.ts";
export { decisionTreeRegressorKind, multiTargetDecisionTreeRegressorKind } from "../tree/decision-tree-regressor.ts";
