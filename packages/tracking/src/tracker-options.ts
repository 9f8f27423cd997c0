import { join } from "node:path";
import { arrayOf, boolean, integer, oneOf, satisfying, text } from "@mlsys/core";
import type { TrackingStore, ViewType } from "./store/tracking-store.ts";

/** Options of {@link openTracker}. */
export interface TrackerOptions {
  /** The folder of the embedded store. Default `.mlsys/tracking` in the working directory. */
  readonly folder?: string;
  /** Another store instead of the embedded one; the options below then do not apply. */
  readonly store?: TrackingStore;
  /** Survive a power cut (not only a killed process) without losing the last writes; slower. Default false. */
  readonly durable?: boolean;
  /** How long a write waits for other processes, in milliseconds. Default 20,000. */
  readonly busyTimeoutMs?: number;
}

/** Options of {@link Tracker.startRun}. */
export interface StartRunOptions {
  /** The experiment by name; made where there is none. Default: the experiment `Default`. */
  readonly experimentName?: string;
  /** The experiment by id, instead of the name. */
  readonly experimentId?: string;
  /** Default: two words and a number. */
  readonly runName?: string;
  readonly tags?: Readonly<Record<string, string | number | boolean>>;
  /** The run that this one is part of. */
  readonly parentRunId?: string;
  /** Goes on with a run that exists, for example after a crash; then no other option applies. */
  readonly runId?: string;
}

/** Options of {@link Tracker.searchRuns}. */
export interface SearchRunsOptions {
  /** The experiments by name. Default: all that are not deleted. */
  readonly experimentNames?: readonly string[];
  /** The experiments by id, instead of names. */
  readonly experimentIds?: readonly string[];
  /** Conditions in MLflow's grammar: `metrics.rmse < 1 and params.model = 'ridge'`. Default: all runs. */
  readonly filterString?: string;
  /** `["metrics.rmse ASC"]`; runs without the key come last. Default: the newest first. */
  readonly orderBy?: readonly string[];
  /** Runs a page, 1 to 50,000. Default 1,000. */
  readonly maxResults?: number;
  /** `nextPageToken` of the page before. */
  readonly pageToken?: string;
  /** Default `"ACTIVE_ONLY"`. */
  readonly runViewType?: ViewType;
}

const isStore = (value: unknown): value is TrackingStore =>
  typeof value === "object" && value !== null && "logBatch" in value;

export const trackerSpecs = {
  folder: { rule: /* @__PURE__ */ text({ minLength: 1 }), default: join(".mlsys", "tracking") },
  store: { rule: /* @__PURE__ */ satisfying("a TrackingStore", isStore) },
  durable: { rule: /* @__PURE__ */ boolean(), default: false },
  busyTimeoutMs: { rule: /* @__PURE__ */ integer({ min: 0 }), default: 20_000 },
};

const isRecord = (value: unknown): value is Readonly<Record<string, string | number | boolean>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const startSpecs = {
  experimentName: { rule: /* @__PURE__ */ text() },
  experimentId: { rule: /* @__PURE__ */ text() },
  runName: { rule: /* @__PURE__ */ text() },
  tags: { rule: /* @__PURE__ */ satisfying("an object of texts", isRecord), default: {} },
  parentRunId: { rule: /* @__PURE__ */ text() },
  runId: { rule: /* @__PURE__ */ text() },
};

export const viewType = /* @__PURE__ */ oneOf("ACTIVE_ONLY", "DELETED_ONLY", "ALL");

export const searchSpecs = {
  experimentNames: { rule: /* @__PURE__ */ arrayOf(text()) },
  experimentIds: { rule: /* @__PURE__ */ arrayOf(text()) },
  filterString: { rule: /* @__PURE__ */ text(), default: "" },
  orderBy: { rule: /* @__PURE__ */ arrayOf(text()), default: [] },
  maxResults: { rule: /* @__PURE__ */ integer({ min: 1, max: 50_000 }), default: 1000 },
  pageToken: { rule: /* @__PURE__ */ text() },
  runViewType: { rule: viewType, default: "ACTIVE_ONLY" as const },
};
