import assert from "node:assert/strict";
import type { RunSearch, Texts, TrackingStore } from "../store/tracking-store.ts";
import { searchCases, searchFixture, sortCases } from "./search-cases.ts";

/** One promise that every store keeps: a sentence, and a check that throws when a fresh store breaks it. */
export interface ContractCase {
  readonly name: string;
  readonly check: (store: TrackingStore) => Promise<void>;
}

/**
 * What every {@link TrackingStore} must do, for tests of a new store: run each case on a fresh, empty store.
 *
 * @example
 * ```ts
 * import { storeContract } from "@mlsys/tracking/testing";
 *
 * // for (const { name, check } of storeContract) it(name, async () => check(await openMyStore()));
 * storeContract.length > 10; // => true
 * ```
 */
export const storeContract: readonly ContractCase[] = [
  {
    name: "has the experiment Default from the start",
    check: async (store) => {
      assert.equal((await store.getExperiment("0"))?.name, "Default");
      assert.equal((await store.getExperimentByName("Default"))?.experimentId, "0");
    },
  },
  {
    name: "gives each experiment another id and refuses a taken name, also of a deleted experiment",
    check: async (store) => {
      const { experimentId } = await store.createExperiment("a", { team: "red" });
      assert.notEqual((await store.createExperiment("b", {})).experimentId, experimentId);
      assert.deepEqual((await store.getExperiment(experimentId))?.tags, { team: "red" });
      await store.setExperimentLifecycle(experimentId, "deleted");
      await rejects(() => store.createExperiment("a", {}), "alreadyExists");
      const names = (await store.listExperiments("ACTIVE_ONLY")).map(({ name }) => name);
      assert.deepEqual(names.sort(), ["Default", "b"]);
    },
  },
  {
    name: "keeps what was logged to a run",
    check: async (store) => {
      const runId = await start(store, { tags: { k: "v" } });
      const point = { key: "loss", value: 0.5, timestamp: 7, step: 1 };
      await store.logBatch(runId, { metrics: [point], params: { lr: "0.1" }, tags: { k: "w", "a/b": "" } });
      const record = await store.getRun(runId);
      assert.equal(record?.info.status, "RUNNING");
      assert.deepEqual(record.data, { metrics: { loss: 0.5 }, params: { lr: "0.1" }, tags: { k: "w", "a/b": "" } });
      assert.deepEqual(await store.getMetricHistory(runId, "loss"), [point]);
    },
  },
  {
    name: "keeps every number exactly: NaN, infinities, -0, the smallest and the largest",
    check: async (store) => {
      const runId = await start(store);
      const values = [NaN, Infinity, -Infinity, -0, 5e-324, Number.MAX_VALUE, 0.1 + 0.2];
      const metrics = values.map((value, step) => ({ key: "m", value, timestamp: 1, step }));
      await store.logBatch(runId, { metrics });
      assert.deepEqual(
        (await store.getMetricHistory(runId, "m")).map(({ value }) => value),
        values,
      );
    },
  },
  {
    name: "stores a repeated point once",
    check: async (store) => {
      const runId = await start(store);
      const point = { key: "m", value: 1, timestamp: 1, step: 1 };
      await store.logBatch(runId, { metrics: [point, point] });
      await store.logBatch(runId, { metrics: [point] });
      assert.equal((await store.getMetricHistory(runId, "m")).length, 1);
    },
  },
  {
    name: "takes as the latest point the greatest by step, time and value, in whatever order points come",
    check: async (store) => {
      const runId = await start(store);
      const at = (step: number, timestamp: number, value: number) => ({ key: "m", step, timestamp, value });
      await store.logBatch(runId, { metrics: [at(2, 5, 1), at(2, 5, 3), at(2, 4, 9), at(-1, 9, 9), at(2, 5, NaN)] });
      assert.deepEqual((await store.getRun(runId))?.data.metrics, { m: 3 });
    },
  },
  {
    name: "refuses another value of a param, and keeps nothing of that batch",
    check: async (store) => {
      const runId = await start(store);
      await store.logBatch(runId, { params: { lr: "0.1" } });
      await store.logBatch(runId, { params: { lr: "0.1" } });
      const batch = { params: { new: "1", lr: "0.2" }, tags: { t: "1" } };
      await rejects(() => store.logBatch(runId, batch), "paramChanged");
      assert.deepEqual((await store.getRun(runId))?.data, { metrics: {}, params: { lr: "0.1" }, tags: {} });
    },
  },
  {
    name: "removes tags, and refuses one that is not set",
    check: async (store) => {
      const runId = await start(store, { tags: { a: "1" } });
      await store.logBatch(runId, { removedTags: ["a"] });
      assert.deepEqual((await store.getRun(runId))?.data.tags, {});
      await rejects(() => store.logBatch(runId, { removedTags: ["a"] }), "notFound");
    },
  },
  {
    name: "refuses writes to a run that has ended, where asked to",
    check: async (store) => {
      const runId = await start(store);
      await store.updateRun(runId, { status: "FINISHED", endTime: 5 });
      await rejects(() => store.logBatch(runId, { tags: { a: "1" } }, { onlyWhileRunning: true }), "runFinished");
      const file = { path: "a", source: Uint8Array.of(1) };
      await rejects(() => store.putArtifacts(runId, [file], { onlyWhileRunning: true }), "runFinished");
      await store.logBatch(runId, { tags: { a: "1" } });
      const info = (await store.getRun(runId))?.info;
      assert.deepEqual([info?.status, info?.endTime], ["FINISHED", 5]);
    },
  },
  {
    name: "refuses writes to deleted runs, runs of deleted experiments, and runs that are not there",
    check: async (store) => {
      const { experimentId } = await store.createExperiment("e", {});
      const runId = await start(store, { experimentId });
      const write = (id: string) => () => store.logBatch(id, { tags: { a: "1" } });
      await store.setRunLifecycle(runId, "deleted");
      await rejects(write(runId), "deleted");
      await store.setRunLifecycle(runId, "active");
      await store.setExperimentLifecycle(experimentId, "deleted");
      await rejects(write(runId), "deleted");
      await rejects(() => start(store, { experimentId }), "deleted");
      await rejects(write("0".repeat(32)), "notFound");
    },
  },
  {
    name: "keeps artifacts, lists them by folder, and replaces a file",
    check: async (store) => {
      const runId = await start(store);
      const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
      const files = ["a.txt", "model/b.bin", "model/c/d.txt"].map((path) => ({ path, source: bytes(path) }));
      await store.putArtifacts(runId, files);
      await store.putArtifacts(runId, [{ path: "a.txt", source: bytes("") }]);
      const paths = async (path: string) => (await store.listArtifacts(runId, path)).map((each) => each.path);
      assert.deepEqual(await paths(""), ["a.txt", "model"]);
      assert.deepEqual(await paths("model"), ["model/b.bin", "model/c"]);
      assert.deepEqual(await paths("model/b.bin"), ["model/b.bin"]);
      assert.deepEqual(await paths("mod"), []);
      assert.equal((await store.findArtifacts(runId, "model")).length, 2);
      assert.deepEqual(await store.readArtifact(runId, "a.txt"), bytes(""));
      assert.deepEqual(await store.readArtifact(runId, "model/c/d.txt"), bytes("model/c/d.txt"));
      await rejects(() => store.readArtifact(runId, "model"), "notFound");
    },
  },
  {
    name: "refuses a path that would be both a file and a folder, and keeps nothing of that call",
    check: async (store) => {
      const runId = await start(store);
      const source = Uint8Array.of(1);
      await store.putArtifacts(runId, [{ path: "a/b", source }]);
      const clash = [
        { path: "z", source },
        { path: "a", source },
      ];
      await rejects(() => store.putArtifacts(runId, clash), "artifactConflict");
      await rejects(() => store.putArtifacts(runId, [{ path: "a/b/c", source }]), "artifactConflict");
      assert.equal((await store.findArtifacts(runId, "")).length, 1);
    },
  },
  {
    name: "answers every filter of the reference",
    check: async (store) => {
      const search = await searchFixture(store);
      for (const [filterString, expected] of searchCases) {
        const run = () => search({ filterString });
        if (expected === "refused") await rejects(run, "invalidFilter", filterString);
        else assert.deepEqual((await run()).sort(), expected.split("").sort(), filterString);
      }
    },
  },
  {
    name: "sorts as the reference does",
    check: async (store) => {
      const search = await searchFixture(store);
      for (const [orderBy, expected] of sortCases) {
        const run = () => search({ orderBy: orderBy.split(", ") });
        if (expected === "refused") await rejects(run, "invalidFilter", orderBy);
        else assert.equal((await run()).join(""), expected, orderBy);
      }
    },
  },
  {
    name: "pages through a search without skipping or repeating runs, also when others arrive in between",
    check: async (store) => {
      const search = await searchFixture(store);
      for (const [orderBy, expected] of sortCases) {
        if (expected === "refused") continue;
        assert.equal((await pageByPage(store, orderBy.split(", "))).join(""), expected, orderBy);
      }
      assert.equal((await search({})).join(""), "DCBA");
      await rejects(() => search({ pageToken: "nonsense" }), "invalidPageToken");
    },
  },
];

async function pageByPage(store: TrackingStore, orderBy: readonly string[]): Promise<string[]> {
  const names: string[] = [];
  let pageToken: string | undefined;
  do {
    const search: RunSearch = { experimentIds: ["0"], orderBy, maxResults: 1, runViewType: "ACTIVE_ONLY", pageToken };
    const page = await store.searchRuns(search);
    names.push(...page.runs.map(({ info }) => info.runName.charAt(0).toUpperCase()).map(letterOf));
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return names;
}

/** The fixture's third run is called Gamma and stands for C. */
function letterOf(initial: string): string {
  return initial === "G" ? "C" : initial;
}

let counter = 0;

async function start(
  store: TrackingStore,
  { experimentId = "0", tags = {} }: { readonly experimentId?: string; readonly tags?: Texts } = {},
): Promise<string> {
  const runId = (++counter).toString(16).padStart(32, "0");
  await store.createRun({ runId, experimentId, runName: "r", userId: "u", startTime: counter }, tags);
  return runId;
}

async function rejects(work: () => Promise<unknown>, code: string, message?: string): Promise<void> {
  let found: unknown;
  try {
    await work();
  } catch (error) {
    found = (error as { code?: unknown }).code ?? error;
  }
  assert.equal(found, code, message);
}
