// Serving
export { createHandler } from "./handler.ts";
export type { HandlerOptions, PredictionHandler } from "./handler.ts";

// What can be served
export { fromBundle } from "./model/from-bundle.ts";
export type { ServableBundle } from "./model/from-bundle.ts";
export type { Gate, InputRow, InputValue, PredictedValue, Predictions, ServableModel } from "./model/servable-model.ts";
export type { InputField, InputType, OutputField, Signature } from "./model/signature.ts";

// Replies
export type { PredictionReply, ProblemReply } from "./protocols/replies.ts";
export type { ModelIdentity } from "./model/model-identity.ts";

// Adapters to other runtimes
export type { HttpCall, HttpReply } from "./http/call.ts";
export type { CorsOrigins } from "./http/cors.ts";

// Errors
export { ServingError } from "./serving-error.ts";
export type { ServingErrorCode } from "./serving-error.ts";
export type { RequestIssue } from "./rows/request-issue.ts";
