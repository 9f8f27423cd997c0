// The two classifiers that are compared. Both begin with the same cleaning, which therefore travels with the model: what is typed
// into the web page is cleaned as the training sentences were.
import { logisticRegression, multinomialNB, pipeline, textCleaner, tfidfVectorizer } from "@mlsys/models";
import type { DocumentsLike, ProbabilisticClassifierModel } from "@mlsys/models";

/** The names of the models. */
export const modelNames = ["naive-bayes", "logistic"] as const;

/** The name of a model. */
export type ModelName = (typeof modelNames)[number];

/** A fitted classifier of sentences. */
export type NewsModel = ProbabilisticClassifierModel<string, DocumentsLike>;

/** The course's model: words without stop words, multinomial naive Bayes. */
function naiveBayes() {
  return pipeline(textCleaner(), tfidfVectorizer({ stopWords: "english" }), multinomialNB());
}

/** A better one: words and pairs of words (so that "costs rose" is not "profit rose"), rare classes weighted up. */
function logistic() {
  const words = tfidfVectorizer({ ngramRange: [1, 2], sublinearTf: true });
  return pipeline(textCleaner(), words, logisticRegression({ C: 10, classWeight: "balanced" }));
}

/** Trains both models on the same sentences. */
export function trainModels(sentences: readonly string[], labels: readonly string[]): Record<ModelName, NewsModel> {
  return { "naive-bayes": naiveBayes().fit(sentences, labels), logistic: logistic().fit(sentences, labels) };
}
