import type { Signature } from "./signature.ts";

/** One value of one input, as a model gets it: NaN is a missing number, null a missing text, category or boolean. */
export type InputValue = number | string | boolean | null;

/** The values of one row, in the order of the signature's inputs. */
export type InputRow = readonly InputValue[];

/** A predicted value: a number, or a class. */
export type PredictedValue = number | string | boolean;

/** What a model answers for some rows. */
export interface Predictions {
  /** One value a row, in the order of the rows. */
  readonly predictions: ArrayLike<PredictedValue>;
  /** One list a row, in the order of the signature's classes, where the model knows probabilities. */
  readonly probabilities?: readonly ArrayLike<number>[] | undefined;
}

/** A verdict that a bundle carries about its model: of data checks, an evaluation, slices, or behavioural tests. */
export interface Gate {
  readonly name: string;
  readonly passed: boolean;
  /** `"warning"` and `"info"` never keep a model from being served; everything else does. Default `"error"`. */
  readonly severity?: string | undefined;
  readonly message?: string | undefined;
}

/** Anything that can be served: what it takes, what it gives, where it comes from, and how to ask it. */
export interface ServableModel {
  readonly name: string;
  /** A version in the user's words, or the beginning of the content's hash. */
  readonly version: string;
  readonly signature: Signature;
  /** Identifies the content: `sha256:` and 64 hexadecimal digits. */
  readonly hash?: string | undefined;
  /** The run that made the model. */
  readonly runId?: string | undefined;
  /** When the model was made, as ISO 8601 text. */
  readonly createdAt?: string | undefined;
  /** Where the model comes from: run, data, split, …; plain JSON data. */
  readonly lineage?: Readonly<Record<string, unknown>> | undefined;
  readonly gates?: readonly Gate[] | undefined;
  /** Rows to try, each in the order of the signature's inputs. */
  readonly examples?: readonly InputRow[] | undefined;
  /** Predicts some rows, which were checked against the signature. */
  readonly predict: (rows: readonly InputRow[]) => Predictions | Promise<Predictions>;
}
