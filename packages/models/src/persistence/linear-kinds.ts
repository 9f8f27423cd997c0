import { elasticNetKind, multiTargetElasticNetKind } from "../linear-model/elastic-net.ts";
import { huberRegressorKind } from "../linear-model/huber-regressor.ts";
import { lassoCVKind } from "../linear-model/lasso-cv.ts";
import { lassoKind, multiTargetLassoKind } from "../linear-model/lasso.ts";
import { linearRegressionKind, multiTargetLinearRegressionKind } from "../linear-model/linear-regression.ts";
import { logisticRegressionKind } from "../linear-model/logistic-regression.ts";
import { perceptronKind } from "../linear-model/perceptron.ts";
import { poissonRegressorKind } from "../linear-model/poisson-regressor.ts";
import { multiTargetRidgeCVKind, ridgeCVKind } from "../linear-model/ridge-cv.ts";
import { multiTargetRidgeKind, ridgeKind } from "../linear-model/ridge.ts";
import { sgdClassifierKind } from "../linear-model/sgd-classifier.ts";
import { sgdRegressorKind } from "../linear-model/sgd-regressor.ts";
import { linearSVCKind } from "../svm/linear-svc.ts";
import type { ModelKind } from "./model-kinds.ts";

/** The kinds of linear models. */
export function linearKinds(): readonly ModelKind[] {
  return [
    linearRegressionKind,
    multiTargetLinearRegressionKind,
    logisticRegressionKind,
    ridgeKind,
    multiTargetRidgeKind,
    ridgeCVKind,
    multiTargetRidgeCVKind,
    lassoKind,
    multiTargetLassoKind,
    lassoCVKind,
    elasticNetKind,
    multiTargetElasticNetKind,
    huberRegressorKind,
    poissonRegressorKind,
    linearSVCKind,
    sgdClassifierKind,
    sgdRegressorKind,
    perceptronKind,
  ];
}
