import type { Label, Matrix } from "@mlsys/core";
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { StateValue } from "../persistence/saved-model.ts";
import type { StateReader } from "../persistence/state-reader.ts";
import { FittedNaiveBayes } from "./fitted-naive-bayes.ts";
import { readDiscrete, savedDiscrete } from "./discrete-nb.ts";
import type { DiscreteSettings } from "./discrete-nb.ts";

/** What naive Bayes classifiers of counts learn. */
export interface DiscreteParts {
  readonly featureCount: Matrix;
  readonly classCount: Float64Array;
  readonly featureLogProb: Matrix;
  readonly classLogPrior: Float64Array;
}

/** What fitted naive Bayes classifiers of counts share. */
export abstract class FittedDiscreteNB<L extends Label, Settings extends DiscreteSettings> extends FittedNaiveBayes<L> {
  /** The weighted sum of each feature in each class, classes × features. */
  readonly featureCount: Matrix;
  /** The weighted number of rows of each class. */
  readonly classCount: Float64Array;
  /** What a feature says for each class, classes × features: ln P(feature | class), or its weight. */
  readonly featureLogProb: Matrix;
  /** ln P(class). */
  readonly classLogPrior: Float64Array;
  /** @internal */
  protected readonly settings: Settings;

  /** @internal */
  constructor(settings: Settings, facts: ClassifierFacts<L>, parts: DiscreteParts) {
    super(facts);
    this.settings = settings;
    this.featureCount = parts.featureCount;
    this.classCount = parts.classCount;
    this.featureLogProb = parts.featureLogProb;
    this.classLogPrior = parts.classLogPrior;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      classes: this.classes,
      featureNamesIn: this.featureNamesIn ?? null,
      featureCount: matrixState(this.featureCount),
      classCount: this.classCount,
      featureLogProb: matrixState(this.featureLogProb),
      classLogPrior: this.classLogPrior,
      ...savedDiscrete(this.settings),
    };
  }
}

/** The parts of a saved naive Bayes classifier of counts. */
export function readDiscreteNB(
  kind: string,
  read: StateReader,
): {
  readonly settings: DiscreteSettings;
  readonly facts: ClassifierFacts<Label>;
  readonly parts: DiscreteParts;
} {
  const featureLogProb = read.matrix("featureLogProb");
  const classes = read.labels("classes");
  if (classes.length !== featureLogProb.rows) read.refuse("classes", "one label a row of featureLogProb");
  return {
    settings: readDiscrete(kind, read),
    facts: { classes, nFeaturesIn: featureLogProb.cols, featureNamesIn: read.optionalTexts("featureNamesIn") },
    parts: {
      featureLogProb,
      featureCount: read.matrix("featureCount"),
      classCount: read.vector("classCount", classes.length),
      classLogPrior: read.vector("classLogPrior", classes.length),
    },
  };
}
