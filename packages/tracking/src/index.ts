export { openTracker, Tracker } from "./tracker.ts";
export type { SearchRunsOptions, StartRunOptions, TrackerOptions } from "./tracker-options.ts";
export { Run } from "./run.ts";
export type { FinalStatus, MetricOptions, ParamValue } from "./run.ts";

// Stores
export type {
  ArtifactInfo,
  ArtifactSource,
  Experiment,
  LifecycleStage,
  MetricPoint,
  RunBatch,
  RunData,
  RunInfo,
  RunPage,
  RunRecord,
  RunSearch,
  RunStatus,
  Texts,
  TrackingStore,
  ViewType,
} from "./store/tracking-store.ts";

// Errors
export { TrackingError } from "./tracking-error.ts";
export type { TrackingErrorCode } from "./tracking-error.ts";
