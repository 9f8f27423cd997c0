import type { ModelIdentity } from "../model/model-identity.ts";
import type { PredictedValue } from "../model/servable-model.ts";
import type { RequestIssue } from "../rows/request-issue.ts";

/** The JSON of an answered prediction: the course's shape, and what traces it to its model. */
export interface PredictionReply {
  readonly data: {
    /** One value a row, in the order of the request. */
    readonly predictions: readonly PredictedValue[];
    /** One object a row, from class to probability, where the model knows them. */
    readonly probabilities?: readonly Readonly<Record<string, number>>[];
  };
  readonly metadata: {
    /** A UUID (version 4) of this prediction. */
    readonly eventId: string;
    /** When it was answered, in milliseconds since 1970. */
    readonly serverTimestamp: number;
    /** How long it took, in seconds. */
    readonly time: number;
    readonly model: ModelIdentity;
  };
}

/** The JSON of a refusal or a failure, `application/problem+json`. */
export interface ProblemReply {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  /** What is wrong with the request, where it is at fault. */
  readonly issues?: readonly RequestIssue[];
}
