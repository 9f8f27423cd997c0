import { satisfying } from "@mlsys/core";
import type { ProgressListener } from "@mlsys/core";

export const progressRule = satisfying("a function", (value): value is ProgressListener => typeof value === "function");

export const signalRule = satisfying(
  "an AbortSignal",
  (value): value is AbortSignal => typeof value === "object" && value !== null && "aborted" in value,
);
