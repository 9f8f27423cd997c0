/** What names a class. */
export type Label = string | number | boolean;

/** A class alone. */
export interface LabelPrediction<L extends Label = Label> {
  readonly label: L;
}

/** A class, and the probability of each where the model gives them. */
export interface ClassPrediction<L extends Label = Label> {
  readonly label: L;
  /** Probability by class; keys are the labels as text. */
  readonly proba?: Readonly<Record<ClassKey<L>, number>> | undefined;
}

/** A number: a regression's answer, or a score. */
export interface ScorePrediction {
  readonly value: number;
}

/** A tag for each token: a tagger's answer. */
export interface TagsPrediction {
  readonly tokens: readonly string[];
  /** One for each token: `"O"`, `"B-PER"`, `"PER"`, … */
  readonly tags: readonly string[];
}

/** A model's answer in the form that expectations read. */
export type Prediction = ClassPrediction | ScorePrediction | TagsPrediction;

/** The key under which the probability of a class is found. */
export type ClassKey<L extends Label> = L extends boolean ? `${L}` : L extends string | number ? L : never;

/** What a predictor may answer for one input: the full form, a bare label, a bare number, or a vector of probabilities. */
export type RawPrediction<P = Prediction> =
  P | (P extends { readonly label: infer L } ? RawClass<L> : never) | (P extends ScorePrediction ? number : never);

type RawClass<L> =
  | L
  | ArrayLike<number>
  | { readonly label: L; readonly probabilities: ArrayLike<number> | Readonly<Record<string, number>> }
  | { readonly label: L; readonly proba?: ArrayLike<number> | Readonly<Record<string, number>> | undefined };

/** The labels of a kind of prediction; numbers for scores. */
export type LabelOf<P> = P extends { readonly label: infer L } ? L : P extends ScorePrediction ? number : Label;
