import type { Label, Matrix, MatrixLike } from "@mlsys/core";
import { FittedClassifier } from "../classification/fitted-classifier.ts";

/** What fitted naive Bayes classifiers share: they tell how probable a class and a row are together. */
export abstract class FittedNaiveBayes<L extends Label> extends FittedClassifier<L> {
  /**
   * ln P(class, row) up to a constant a row, rows × classes: what the probabilities are made of.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  predictJointLogProba(X: MatrixLike): Matrix {
    return this.logs("predictJointLogProba", X);
  }
}
