import { calibratedClassifierCVKind } from "../calibration/calibrated-classifier-cv.ts";
import { kMeansKind } from "../cluster/k-means.ts";
import { miniBatchKMeansKind } from "../cluster/mini-batch-k-means.ts";
import { columnTransformerKind } from "../compose/column-transformer.ts";
import { pcaKind } from "../decomposition/pca.ts";
import { truncatedSVDKind } from "../decomposition/truncated-svd.ts";
import { dummyClassifierKind, multiTargetDummyClassifierKind } from "../dummy/dummy-classifier.ts";
import { dummyRegressorKind, multiTargetDummyRegressorKind } from "../dummy/dummy-regressor.ts";
import { extraTreesClassifierKind, multiTargetExtraTreesClassifierKind } from "../ensemble/extra-trees-classifier.ts";
import { extraTreesRegressorKind, multiTargetExtraTreesRegressorKind } from "../ensemble/extra-trees-regressor.ts";
import { histGradientBoostingClassifierKind } from "../ensemble/hist-gradient-boosting/hist-gradient-boosting-classifier.ts";
import { histGradientBoostingRegressorKind } from "../ensemble/hist-gradient-boosting/hist-gradient-boosting-regressor.ts";
import { isolationForestKind } from "../ensemble/isolation-forest.ts";
import { votingClassifierKind } from "../ensemble/voting-classifier.ts";
import { isotonicRegressionKind } from "../isotonic/isotonic-regression.ts";
import { oneVsRestClassifierKind } from "../multiclass/one-vs-rest-classifier.ts";
import {
  multiTargetRandomForestClassifierKind,
  randomForestClassifierKind,
} from "../ensemble/random-forest-classifier.ts";
import {
  multiTargetRandomForestRegressorKind,
  randomForestRegressorKind,
} from "../ensemble/random-forest-regressor.ts";
import { bernoulliNBKind } from "../naive-bayes/bernoulli-nb.ts";
import { categoricalNBKind } from "../naive-bayes/categorical-nb.ts";
import { complementNBKind } from "../naive-bayes/complement-nb.ts";
import { gaussianNBKind } from "../naive-bayes/gaussian-nb.ts";
import { multinomialNBKind } from "../naive-bayes/multinomial-nb.ts";
import { pipelineKind } from "../pipeline/pipeline.ts";
import { minMaxScalerKind } from "../preprocessing/min-max-scaler.ts";
import { oneHotEncoderKind } from "../preprocessing/one-hot-encoder.ts";
import { kNeighborsClassifierKind, multiTargetKNeighborsClassifierKind } from "../neighbors/k-neighbors-classifier.ts";
import { kNeighborsRegressorKind, multiTargetKNeighborsRegressorKind } from "../neighbors/k-neighbors-regressor.ts";
import { ordinalEncoderKind } from "../preprocessing/ordinal-encoder.ts";
import { simpleImputerKind } from "../preprocessing/simple-imputer.ts";
import { standardScalerKind } from "../preprocessing/standard-scaler.ts";
import { countVectorizerKind } from "../text/count-vectorizer.ts";
import { textCleanerKind } from "../text/text-cleaner.ts";
import { tfidfTransformerKind } from "../text/tfidf-transformer.ts";
import { tfidfVectorizerKind } from "../text/tfidf-vectorizer.ts";
import { decisionTreeClassifierKind, multiTargetDecisionTreeClassifierKind } from "../tree/decision-tree-classifier.ts";
import { decisionTreeRegressorKind, multiTargetDecisionTreeRegressorKind } from "../tree/decision-tree-regressor.ts";
import { featureKinds } from "./feature-kinds.ts";
import { linearKinds } from "./linear-kinds.ts";
import type { ModelKind } from "./model-kinds.ts";

/** All kinds of this package; a function, so that what does not call it does not carry them. */
export function builtinKinds(): readonly ModelKind[] {
  return [
    dummyClassifierKind,
    multiTargetDummyClassifierKind,
    dummyRegressorKind,
    multiTargetDummyRegressorKind,
    ...linearKinds(),
    ...featureKinds(),
    multinomialNBKind,
    categoricalNBKind,
    complementNBKind,
    bernoulliNBKind,
    gaussianNBKind,
    pipelineKind,
    standardScalerKind,
    minMaxScalerKind,
    oneHotEncoderKind,
    ordinalEncoderKind,
    simpleImputerKind,
    columnTransformerKind,
    decisionTreeClassifierKind,
    decisionTreeRegressorKind,
    multiTargetDecisionTreeClassifierKind,
    multiTargetDecisionTreeRegressorKind,
    pcaKind,
    truncatedSVDKind,
    kMeansKind,
    miniBatchKMeansKind,
    kNeighborsClassifierKind,
    multiTargetKNeighborsClassifierKind,
    kNeighborsRegressorKind,
    multiTargetKNeighborsRegressorKind,
    randomForestClassifierKind,
    randomForestRegressorKind,
    extraTreesClassifierKind,
    extraTreesRegressorKind,
    multiTargetRandomForestClassifierKind,
    multiTargetRandomForestRegressorKind,
    multiTargetExtraTreesClassifierKind,
    multiTargetExtraTreesRegressorKind,
    isolationForestKind,
    isotonicRegressionKind,
    calibratedClassifierCVKind,
    votingClassifierKind,
    oneVsRestClassifierKind,
    histGradientBoostingClassifierKind,
    histGradientBoostingRegressorKind,
    countVectorizerKind,
    textCleanerKind,
    tfidfTransformerKind,
    tfidfVectorizerKind,
  ];
}
