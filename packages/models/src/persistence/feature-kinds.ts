import { rfeKind } from "../feature-selection/rfe.ts";
import { selectKBestKind, selectPercentileKind } from "../feature-selection/select-by-score.ts";
import { selectFromModelKind } from "../feature-selection/select-from-model.ts";
import { varianceThresholdKind } from "../feature-selection/variance-threshold.ts";
import { randomOverSamplerKind, randomUnderSamplerKind, smoteKind } from "../imbalance/resampler.ts";
import { knnImputerKind } from "../impute/knn-imputer.ts";
import { missingIndicatorKind } from "../impute/missing-indicator.ts";
import { featureUnionKind } from "../pipeline/feature-union.ts";
import { binarizerKind } from "../preprocessing/binarizer.ts";
import { datePartsKind } from "../preprocessing/date-parts.ts";
import { functionTransformerKind } from "../preprocessing/function-transformer.ts";
import { kBinsDiscretizerKind } from "../preprocessing/k-bins-discretizer.ts";
import { maxAbsScalerKind } from "../preprocessing/max-abs-scaler.ts";
import { normalizerKind } from "../preprocessing/normalizer.ts";
import { polynomialFeaturesKind } from "../preprocessing/polynomial-features.ts";
import { powerTransformerKind } from "../preprocessing/power-transformer.ts";
import { quantileTransformerKind } from "../preprocessing/quantile-transformer.ts";
import { robustScalerKind } from "../preprocessing/robust-scaler.ts";
import { splineTransformerKind } from "../preprocessing/spline-transformer.ts";
import { targetEncoderKind } from "../preprocessing/target-encoder.ts";
import { hashingVectorizerKind } from "../text/hashing-vectorizer.ts";
import type { ModelKind } from "./model-kinds.ts";

/** The kinds of transformers of numbers and categories, and of selectors of columns. */
export function featureKinds(): readonly ModelKind[] {
  return [
    rfeKind,
    selectKBestKind,
    selectPercentileKind,
    selectFromModelKind,
    varianceThresholdKind,
    knnImputerKind,
    missingIndicatorKind,
    featureUnionKind,
    binarizerKind,
    datePartsKind,
    functionTransformerKind,
    kBinsDiscretizerKind,
    maxAbsScalerKind,
    normalizerKind,
    polynomialFeaturesKind,
    powerTransformerKind,
    quantileTransformerKind,
    robustScalerKind,
    splineTransformerKind,
    targetEncoderKind,
    randomOverSamplerKind,
    randomUnderSamplerKind,
    smoteKind,
    hashingVectorizerKind,
  ];
}
