import assert from "node:assert/strict";
import { PARAMETERS } from "../store/flow-store.ts";
import type { ArtifactRow, FlowStore, NewRun } from "../store/flow-store.ts";

/** One promise that every store keeps: a sentence, and a check that throws when a fresh store breaks it. */
export interface ContractCase {
  readonly name: string;
  readonly check: (store: FlowStore) => Promise<void>;
}

/**
 * What every {@link FlowStore} must do, for tests of a new store: run each case on a fresh, empty store.
 *
 * @example
 * ```ts
 * import { storeContract } from "@mlsys/flow/testing";
 *
 * // for (const { name, check } of storeContract) it(name, async () => check(await openMyStore()));
 * storeContract.length > 5; // => true
 * ```
 */
export const storeContract: readonly ContractCase[] = [
  {
    name: "keeps contents under their SHA-256, small and large, the same once",
    check: async (store) => {
      for (const size of [0, 1, 100, 16_384, 16_385, 1_000_000]) {
        const bytes = new Uint8Array(size).fill(7);
        const sha256 = await store.putContent(bytes);
        assert.match(sha256, /^[\da-f]{64}$/);
        assert.equal(await store.putContent(bytes.slice()), sha256);
        assert.deepEqual(new Uint8Array(await store.readContent(sha256)), bytes);
      }
      await rejects(() => store.readContent("0".repeat(64)), "corruptArtifact");
    },
  },
  {
    name: "keeps runs with their parameters, the newest first",
    check: async (store) => {
      const alpha = await artifact(store, "alpha", 1);
      await store.createRun(newRun("r1", { parameters: [alpha] }));
      await store.createRun(newRun("r0", {}));
      await store.createRun(newRun("other", { flowName: "g" }));
      const runs = await store.listRuns("f");
      assert.deepEqual(
        runs.map(({ runId }) => runId),
        ["r0", "r1"],
      );
      assert.equal((await store.listRuns("f", 1)).length, 1);
      assert.deepEqual(await store.listFlows(), ["f", "g"]);
      assert.deepEqual(await store.listArtifacts("r1", PARAMETERS), [alpha]);
      const run = await store.getRun("r1");
      assert.deepEqual([run?.status, run?.steps, run?.process], ["running", ["a", "b"], { host: "h", pid: 1 }]);
      assert.equal(await store.getRun("missing"), undefined);
    },
  },
  {
    name: "notes how a run ended, and why",
    check: async (store) => {
      await store.createRun(newRun("r", {}));
      await store.endRun("r", "failed", { name: "E", message: "m", code: "c" });
      const run = await store.getRun("r");
      assert.equal(run?.status, "failed");
      assert.deepEqual(run.error, { name: "E", message: "m", code: "c" });
      assert.ok((run.endedAt ?? 0) >= run.startedAt);
    },
  },
  {
    name: "shows the artifacts of a step only when it is committed",
    check: async (store) => {
      await store.createRun(newRun("r", {}));
      await store.startStep("r", "a", 1);
      assert.deepEqual((await store.listSteps("r")).map(statusOf), ["a running 1"]);
      assert.deepEqual(await store.listArtifacts("r", "a"), []);
      const rows = [await artifact(store, "x", 1), await artifact(store, "y", 2)];
      await store.commitStep("r", "a", 1, rows);
      assert.deepEqual((await store.listSteps("r")).map(statusOf), ["a finished 1"]);
      assert.deepEqual(await store.listArtifacts("r", "a"), rows);
    },
  },
  {
    name: "lets only the attempt that runs end a step",
    check: async (store) => {
      await store.createRun(newRun("r", {}));
      await store.startStep("r", "a", 1);
      await store.failStep("r", "a", 1, { name: "E", message: "first" });
      await rejects(() => store.commitStep("r", "a", 1, []), "superseded");
      await store.startStep("r", "a", 2);
      const rows = [await artifact(store, "x", 1)];
      await rejects(() => store.commitStep("r", "a", 1, rows), "superseded");
      assert.deepEqual(await store.listArtifacts("r", "a"), []);
      await store.commitStep("r", "a", 2, rows);
      await rejects(() => store.commitStep("r", "a", 2, rows), "superseded");
      await rejects(() => store.failStep("r", "a", 2, { name: "E", message: "late" }), "superseded");
      assert.deepEqual((await store.listSteps("r")).map(statusOf), ["a finished 2"]);
    },
  },
  {
    name: "takes over finished steps with their artifacts, and remembers where they were executed",
    check: async (store) => {
      const rows = [await artifact(store, "x", 1)];
      await store.createRun(newRun("r1", {}));
      await store.startStep("r1", "a", 1);
      await store.commitStep("r1", "a", 1, rows);
      await store.startStep("r1", "b", 1);
      await store.createRun(newRun("r2", { origin: { runId: "r1", steps: ["a"] } }));
      await store.createRun(newRun("r3", { origin: { runId: "r2", steps: ["a"] } }));
      for (const runId of ["r2", "r3"]) {
        const [step, ...others] = await store.listSteps(runId);
        assert.deepEqual([step?.stepName, step?.status, step?.originRunId], ["a", "reused", "r1"]);
        assert.equal(others.length, 0);
        assert.deepEqual(await store.listArtifacts(runId, "a"), rows);
      }
      assert.equal((await store.getRun("r3"))?.originRunId, "r2");
    },
  },
];

function newRun(runId: string, changes: Partial<NewRun>): NewRun {
  const process = { host: "h", pid: 1 };
  return { runId, flowName: "f", steps: ["a", "b"], parameters: [], process, ...changes };
}

async function artifact(store: FlowStore, name: string, byte: number): Promise<ArtifactRow> {
  const sha256 = await store.putContent(Uint8Array.of(byte));
  return { name, sha256, size: 1, kind: "number", preview: String(byte) };
}

function statusOf(step: { readonly stepName: string; readonly status: string; readonly attempts: number }): string {
  return `${step.stepName} ${step.status} ${step.attempts}`;
}

async function rejects(work: () => Promise<unknown>, code: string): Promise<void> {
  let found: unknown;
  try {
    await work();
  } catch (error) {
    found = (error as { code?: unknown }).code ?? error;
  }
  assert.equal(found, code);
}
