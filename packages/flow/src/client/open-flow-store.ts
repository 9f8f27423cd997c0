import { resolve } from "node:path";
import { arrayOf, didYouMean, parseOptions, satisfying, text } from "@mlsys/core";
import type { ArtifactCodec } from "../artifacts/codec.ts";
import { openEmbeddedStore } from "../embedded/embedded-store.ts";
import { DEFAULT_FOLDER } from "../engine/run-flow.ts";
import type { FlowDefinition } from "../flow.ts";
import { FlowError } from "../flow-error.ts";
import type { FlowStore } from "../store/flow-store.ts";
import { StoredRun } from "./stored-run.ts";

/** Options of {@link openFlowStore}. */
export interface OpenFlowStoreOptions {
  /** The folder of the embedded store. Default `.mlsys/flow` in the working directory. */
  readonly folder?: string;
  /** Another store instead of the embedded one. */
  readonly store?: FlowStore;
  /** For artifacts that need codecs, where flows are asked for by name. */
  readonly codecs?: readonly ArtifactCodec[];
}

const isStore = (value: unknown): value is FlowStore => typeof value === "object" && value !== null;
const isCodec = (value: unknown): value is ArtifactCodec => typeof value === "object" && value !== null;

const specs = {
  folder: { rule: /* @__PURE__ */ text({ minLength: 1 }), default: DEFAULT_FOLDER },
  store: { rule: /* @__PURE__ */ satisfying("a FlowStore", isStore) },
  codecs: { rule: /* @__PURE__ */ arrayOf(/* @__PURE__ */ satisfying("a codec", isCodec)), default: [] },
};

/**
 * Opens the store of runs, to look at what flows did and to read their artifacts.
 *
 * @param options - the folder, or another store.
 * @returns the stored flows.
 * @throws {FlowError} `storeUnavailable`, `corruptStore`, `storeTooNew`, `storeBusy`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { mkdtemp, rm } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { flow, openFlowStore } from "@mlsys/flow";
 *
 * const folder = await mkdtemp(join(tmpdir(), "flow-"));
 * const greeting = flow("greeting").step("greet", () => ({ text: "hello" })).end();
 * await greeting.run({}, { folder });
 *
 * const store = await openFlowStore({ folder });
 * const run = await store.flow(greeting).latestSuccessfulRun();
 * run?.status; // => "finished"
 * await run?.artifact("text"); // => "hello"
 * await store.close();
 * await rm(folder, { recursive: true });
 * ```
 */
export async function openFlowStore(options?: OpenFlowStoreOptions): Promise<StoredFlows> {
  const { folder, store, codecs } = parseOptions("openFlowStore", options, specs, FlowError);
  return new StoredFlows(store ?? (await openEmbeddedStore(resolve(folder))), codecs);
}

/** All flows of a store. Made by {@link openFlowStore}. */
export class StoredFlows implements AsyncDisposable {
  /** Where runs are kept. */
  readonly store: FlowStore;
  private readonly codecs: readonly ArtifactCodec[];

  /**
   * @param store - where runs are kept.
   * @param codecs - for artifacts that need some.
   */
  constructor(store: FlowStore, codecs: readonly ArtifactCodec[]) {
    this.store = store;
    this.codecs = codecs;
  }

  /** The names of all flows that were ever run. */
  async flowNames(): Promise<readonly string[]> {
    return this.store.listFlows();
  }

  /**
   * The runs of a flow: by its name, or by the flow itself, which brings its types and codecs.
   *
   * @param flow - the flow or its name.
   * @returns its stored runs.
   */
  flow<S>(flow: { readonly definition: FlowDefinition; readonly seen?: S }): StoredFlow<S>;
  flow(flow: string): StoredFlow<Record<string, unknown>>;
  flow(flow: string | { readonly definition: FlowDefinition }): StoredFlow<unknown> {
    if (typeof flow === "string") return new StoredFlow(this.store, flow, this.codecs);
    return new StoredFlow(this.store, flow.definition.name, [...flow.definition.codecs, ...this.codecs]);
  }

  /** Closes the store. */
  async close(): Promise<void> {
    await this.store.close();
  }

  /** Closes the store. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** The stored runs of one flow. */
export class StoredFlow<S> {
  /** The name of the flow. */
  readonly name: string;
  private readonly store: FlowStore;
  private readonly codecs: readonly ArtifactCodec[];

  /**
   * @param store - where runs are kept.
   * @param name - of the flow.
   * @param codecs - for its artifacts.
   */
  constructor(store: FlowStore, name: string, codecs: readonly ArtifactCodec[]) {
    this.store = store;
    this.name = name;
    this.codecs = codecs;
  }

  /**
   * Its runs, the newest first.
   *
   * @param options - `limit`: at most so many. Default: all.
   */
  async runs(options: { readonly limit?: number } = {}): Promise<StoredRun<S>[]> {
    const rows = await this.store.listRuns(this.name, options.limit);
    return rows.map((row) => new StoredRun<S>(this.store, row, this.codecs));
  }

  /** The newest run; undefined where there is none. */
  async latestRun(): Promise<StoredRun<S> | undefined> {
    return (await this.runs({ limit: 1 }))[0];
  }

  /** The newest run that finished; undefined where there is none. */
  async latestSuccessfulRun(): Promise<StoredRun<S> | undefined> {
    return (await this.runs()).find((run) => run.status === "finished");
  }

  /**
   * A run by its id.
   *
   * @throws {FlowError} `notFound`, with the nearest id.
   */
  async run(runId: string): Promise<StoredRun<S>> {
    const row = await this.store.getRun(runId);
    if (row?.flowName === this.name) return new StoredRun<S>(this.store, row, this.codecs);
    const known = (await this.store.listRuns(this.name, 12)).map((each) => each.runId);
    throw new FlowError({
      code: "notFound",
      what: `there is no run ${JSON.stringify(runId)}`,
      where: `flow ${JSON.stringify(this.name)}`,
      fix: didYouMean(runId, known),
      details: { runId, flowName: this.name },
    });
  }
}
