export { Flow, flow } from "./flow.ts";
export type { FlowDefinition, FlowOptions, FlowRun } from "./flow.ts";
export type { RetryOptions, StepDefinition, StepOptions, Task } from "./step.ts";
export type { FlowBuilder, Made, NewName, Nothing, Put, Show, Storable } from "./scope.ts";
export type { RunOptions } from "./engine/run-flow.ts";
export type { FlowEvent, FlowListener } from "./engine/events.ts";

// Parameters
export { includeFile } from "./parameters/include-file.ts";
export type {
  FileParameter,
  IncludedBytes,
  IncludedFile,
  IncludedText,
  IncludeFileOptions,
} from "./parameters/include-file.ts";
export type { GivenParameters, Parameter, ParameterSpecs, ParameterValues } from "./parameters/parameters.ts";

// Artifacts
export { artifactCodec } from "./artifacts/codec.ts";
export type { ArtifactCodec } from "./artifacts/codec.ts";

// Stores and executors
export type { Executor, ExecutorContext, StepJob } from "./engine/executor.ts";
export type {
  ArtifactRow,
  FlowRunStatus,
  FlowStore,
  NewRun,
  RunProcess,
  RunRow,
  StepRow,
  StepStatus,
  StoredError,
} from "./store/flow-store.ts";

// Errors
export { FlowError } from "./flow-error.ts";
export type { FlowErrorCode } from "./flow-error.ts";
