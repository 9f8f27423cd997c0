import { packageBuild } from "../../tools/tsup.ts";

export default packageBuild(import.meta.url, {
  withoutComments: true,
  parts: {
    composition: ["compose", "dummy", "multiclass", "pipeline"],
    linear: ["calibration", "decomposition", "isotonic", "linear-model", "svm"],
    persistence: ["persistence"],
    preparation: ["cluster", "feature-selection", "imbalance", "impute", "neighbors", "preprocessing"],
    selection: ["model-selection"],
    text: ["naive-bayes", "text"],
    trees: ["ensemble", "tree"],
  },
});
