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

// What was run
export { openFlowStore, StoredFlow, StoredFlows } from "./client/open-flow-store.ts";
export type { OpenFlowStoreOptions } from "./client/open-flow-store.ts";
export { StoredRun } from "./client/stored-run.ts";

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

// Command line
export { runFlowCli } from "./cli/run-flow-cli.ts";
export type { FlowCliOptions } from "./cli/run-flow-cli.ts";
export { runCommand } from "./cli/run-command.ts";
export type { Command, CommandContext, CommandOptions } from "./cli/run-command.ts";
export { terminalProgress } from "./cli/terminal.ts";
