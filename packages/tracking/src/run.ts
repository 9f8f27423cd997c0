import { basename, posix } from "node:path";
import { integer, oneOf, parseOptions, showValue, text } from "@mlsys/core";
import { abortSignal } from "./abort-signal.ts";
import { filesUnder } from "./files-under.ts";
import { checkArtifactPath, checkKey, checkLength, tagTexts } from "./store/names.ts";
import type { ArtifactSource, MetricPoint, RunInfo, RunStatus, TrackingStore } from "./store/tracking-store.ts";
import { TrackingError } from "./tracking-error.ts";

/** What a param can be: text, or a value that is written as JSON would write it. */
export type ParamValue =
  string | number | boolean | bigint | null | readonly ParamValue[] | { readonly [key: string]: ParamValue };

/** When a metric was measured. */
export interface MetricOptions {
  /** A whole number, for example the epoch. Default 0. */
  readonly step?: number;
  /** Milliseconds since 1970. Default: now. */
  readonly timestamp?: number;
}

/** How a run ended. */
export type FinalStatus = Exclude<RunStatus, "RUNNING" | "SCHEDULED">;

const metricOptions = {
  step: { rule: /* @__PURE__ */ integer(), default: 0 },
  timestamp: { rule: /* @__PURE__ */ integer({ min: 0 }) },
};

const pathOptions = {
  artifactPath: { rule: /* @__PURE__ */ text(), default: "" },
  signal: { rule: /* @__PURE__ */ abortSignal() },
};

/**
 * A run that is going on: what is logged is in the store when the call resolves. Made by `Tracker.startRun`.
 *
 * With `await using`, a block that is left before `finish()` was called marks the run as failed.
 *
 * @example
 * ```ts
 * import { mkdtemp, rm } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openTracker } from "@mlsys/tracking";
 *
 * const folder = await mkdtemp(join(tmpdir(), "tracking-"));
 * const tracker = await openTracker({ folder });
 * const run = await tracker.startRun({ runName: "first" });
 * await run.logParams({ model: "ridge", alpha: 0.1 });
 * await run.logMetric("rmse", 1.5, { step: 0 });
 * await run.logMetric("rmse", 0.5, { step: 1 });
 * await run.logDict({ features: ["x"] }, "model/signature.json");
 * await run.finish();
 * (await tracker.getRun(run.runId)).data.metrics; // => { rmse: 0.5 }
 * await tracker.close();
 * await rm(folder, { recursive: true });
 * ```
 */
export class Run implements AsyncDisposable {
  /** What identifies the run, as it was when it started. */
  readonly info: RunInfo;
  private readonly store: TrackingStore;
  private isOver = false;

  /**
   * @param store - where the run is kept.
   * @param info - the run.
   */
  constructor(store: TrackingStore, info: RunInfo) {
    this.store = store;
    this.info = info;
  }

  /** 32 hexadecimal digits. */
  get runId(): string {
    return this.info.runId;
  }

  /** The experiment that the run belongs to. */
  get experimentId(): string {
    return this.info.experimentId;
  }

  /** The name of the run. */
  get runName(): string {
    return this.info.runName;
  }

  /** Whether {@link Run.finish} was called. */
  get isFinished(): boolean {
    return this.isOver;
  }

  /**
   * Adds a point to a metric. NaN and infinities are kept. The same point twice is one point.
   *
   * @throws {TrackingError} `invalidName`, `invalidValue`, `invalidOption`, `runFinished`.
   */
  async logMetric(key: string, value: number, options?: MetricOptions): Promise<void> {
    await this.logMetrics({ [key]: value }, options);
  }

  /**
   * Adds a point to each of several metrics, in one transaction.
   *
   * @throws {TrackingError} `invalidName`, `invalidValue`, `invalidOption`, `runFinished`.
   */
  async logMetrics(metrics: Readonly<Record<string, number>>, options?: MetricOptions): Promise<void> {
    const { step, timestamp = Date.now() } = parseOptions("logMetrics", options, metricOptions, TrackingError);
    await this.logMetricPoints(Object.entries(metrics).map(([key, value]) => ({ key, value, step, timestamp })));
  }

  /**
   * Adds many points, of one or several metrics, in one transaction; for whole curves.
   *
   * @throws {TrackingError} `invalidName`, `invalidValue`, `runFinished`.
   */
  async logMetricPoints(points: readonly MetricPoint[]): Promise<void> {
    for (const { key, value, step, timestamp } of points) {
      checkKey("metric", key);
      if (typeof value !== "number" || !Number.isSafeInteger(step) || !Number.isSafeInteger(timestamp) || timestamp < 0)
        throw badPoint(key, { value, step, timestamp });
    }
    await this.store.logBatch(this.runId, { metrics: points }, this.whileRunning());
  }

  /**
   * Notes a setting of the run. It cannot change: the same value again is fine, another is refused.
   *
   * @throws {TrackingError} `paramChanged`, `invalidName`, `invalidValue`, `runFinished`.
   */
  async logParam(key: string, value: ParamValue): Promise<void> {
    await this.logParams({ [key]: value });
  }

  /**
   * Notes several settings, all of them or, when one is refused, none.
   *
   * @throws {TrackingError} `paramChanged`, `invalidName`, `invalidValue`, `runFinished`.
   */
  async logParams(params: Readonly<Record<string, ParamValue>>): Promise<void> {
    const texts = Object.entries(params).map(([key, value]) => {
      checkKey("param", key);
      const written = paramText(key, value);
      checkLength("param", key, written);
      return [key, written] as const;
    });
    await this.store.logBatch(this.runId, { params: Object.fromEntries(texts) }, this.whileRunning());
  }

  /**
   * Sets a tag; a later value replaces an earlier one.
   *
   * @throws {TrackingError} `invalidName`, `invalidValue`, `runFinished`.
   */
  async setTag(key: string, value: string | number | boolean): Promise<void> {
    await this.setTags({ [key]: value });
  }

  /**
   * Sets several tags.
   *
   * @throws {TrackingError} `invalidName`, `invalidValue`, `runFinished`.
   */
  async setTags(tags: Readonly<Record<string, string | number | boolean>>): Promise<void> {
    await this.store.logBatch(this.runId, { tags: tagTexts(tags) }, this.whileRunning());
  }

  /**
   * Removes a tag.
   *
   * @throws {TrackingError} `notFound` when it is not set; `runFinished`.
   */
  async deleteTag(key: string): Promise<void> {
    await this.store.logBatch(this.runId, { removedTags: [key] }, this.whileRunning());
  }

  /**
   * Keeps a copy of a file, under its own name in the folder `artifactPath` of the run.
   *
   * @throws {TrackingError} `unreadableFile`, `invalidName`, `artifactConflict`, `runFinished`, `aborted`.
   */
  async logArtifact(
    localPath: string,
    options?: { readonly artifactPath?: string; readonly signal?: AbortSignal },
  ): Promise<void> {
    const { artifactPath, signal } = parseOptions("logArtifact", options, pathOptions, TrackingError);
    const path = posix.join(artifactPath, basename(localPath));
    checkArtifactPath(artifactPath, { rootAllowed: true });
    await this.put([{ path, source: { file: localPath } }], signal);
  }

  /**
   * Keeps copies of all files of a folder, whatever their depth, in the folder `artifactPath` of the run.
   *
   * @throws {TrackingError} `unreadableFile`, `invalidName`, `artifactConflict`, `runFinished`, `aborted`.
   */
  async logArtifacts(
    localFolder: string,
    options?: { readonly artifactPath?: string; readonly signal?: AbortSignal },
  ): Promise<void> {
    const { artifactPath, signal } = parseOptions("logArtifacts", options, pathOptions, TrackingError);
    checkArtifactPath(artifactPath, { rootAllowed: true });
    const files = await filesUnder(localFolder);
    await this.put(
      files.map(({ path, file }) => ({ path: posix.join(artifactPath, path), source: { file } })),
      signal,
    );
  }

  /**
   * Keeps a text as a UTF-8 file.
   *
   * @throws {TrackingError} `invalidName`, `artifactConflict`, `runFinished`.
   */
  async logText(content: string, artifactFile: string): Promise<void> {
    await this.logBytes(new TextEncoder().encode(content), artifactFile);
  }

  /**
   * Keeps plain data as a JSON file. What JSON cannot say follows `JSON.stringify`: NaN becomes null.
   *
   * @throws {TrackingError} `invalidValue` when it cannot be written as JSON; `invalidName`, `artifactConflict`, `runFinished`.
   */
  async logDict(data: unknown, artifactFile: string): Promise<void> {
    await this.logText(`${jsonOf(data, artifactFile)}\n`, artifactFile);
  }

  /**
   * Keeps bytes as a file.
   *
   * @throws {TrackingError} `invalidName`, `artifactConflict`, `runFinished`.
   */
  async logBytes(content: Uint8Array, artifactFile: string): Promise<void> {
    await this.put([{ path: artifactFile, source: content }]);
  }

  /**
   * Ends the run. Nothing can be logged afterwards.
   *
   * @param status - how it ended. Default `"FINISHED"`.
   * @throws {TrackingError} `runFinished` when it has ended already.
   */
  async finish(status: FinalStatus = "FINISHED"): Promise<void> {
    const { status: parsed } = parseOptions("finish", { status }, finishOptions, TrackingError);
    await this.store.logBatch(this.runId, {}, this.whileRunning());
    await this.store.updateRun(this.runId, { status: parsed, endTime: Date.now() });
    this.isOver = true;
  }

  /** Marks a run that was not finished as failed. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.isOver) await this.finish("FAILED");
  }

  private async put(files: readonly { path: string; source: ArtifactSource }[], signal?: AbortSignal): Promise<void> {
    for (const { path } of files) checkArtifactPath(path);
    await this.store.putArtifacts(this.runId, files, { ...this.whileRunning(), signal });
  }

  private whileRunning(): { readonly onlyWhileRunning: true } {
    return { onlyWhileRunning: true };
  }
}

const finishOptions = {
  status: { rule: /* @__PURE__ */ oneOf("FINISHED", "FAILED", "KILLED"), required: true as const },
};

function paramText(key: string, value: ParamValue): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  return jsonOf(value, `param ${JSON.stringify(key)}`, 0);
}

function jsonOf(data: unknown, where: string, indent = 2): string {
  let json: string | undefined;
  let cause: unknown;
  try {
    json = JSON.stringify(data, undefined, indent);
  } catch (error) {
    cause = error;
  }
  if (json !== undefined) return json;
  throw new TrackingError({
    code: "invalidValue",
    what: "a value cannot be written as JSON",
    where,
    found: cause instanceof Error ? cause.message : showValue(data),
    fix: "give plain data without cycles",
    cause,
  });
}

function badPoint(key: string, point: Readonly<Record<"value" | "step" | "timestamp", unknown>>): TrackingError {
  return new TrackingError({
    code: "invalidValue",
    what: "a point of a metric is not accepted",
    where: `metric ${JSON.stringify(key)}`,
    found: showValue(point),
    fix: "give a number, a whole step, and a time in milliseconds of at least 0",
    details: { key },
  });
}
