import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { openTracker } from "@mlsys/tracking";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runScript } from "./fixtures/run-script.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlsys tracking "));
});

afterEach(() => rm(folder, { recursive: true }));

it("keeps every acknowledged write of processes killed in the middle of writing", async () => {
  for (const lines of [2, 37, 150]) {
    const { runId, lastStep } = await killAfter(lines);
    const tracker = await openTracker({ folder });
    const record = await tracker.getRun(runId);
    expect(record.info.status).toBe("RUNNING");
    const history = await tracker.getMetricHistory(runId, "loss");
    expect(history.length).toBeGreaterThanOrEqual(lastStep + 1);
    expect(history.map(({ step }) => step)).toEqual(history.map((_, i) => i));
    expect(await tracker.getMetricHistory(runId, "accuracy")).toHaveLength(history.length);
    for (const { path } of await tracker.listArtifacts(runId, "notes")) await tracker.readArtifact(runId, path);

    const run = await tracker.startRun({ runId });
    await run.logMetric("loss", 0, { step: history.length });
    await run.finish();
    expect((await tracker.getRun(runId)).info.status).toBe("FINISHED");
    await tracker.close();
  }
  const database = new DatabaseSync(join(folder, "tracking.db"), { readOnly: true });
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  database.close();
});

it("lets several processes write at once, and loses nothing", async () => {
  const children = Array.from({ length: 4 }, () => runScript("log-points.ts", folder, "200"));
  const ends = await Promise.all(children.map(async (child) => ((await once(child, "exit")) as [number])[0]));
  expect(ends).toEqual([0, 0, 0, 0]);
  await using tracker = await openTracker({ folder });
  const { runs } = await tracker.searchRuns({ experimentNames: ["shared"] });
  expect(runs).toHaveLength(4);
  for (const { info } of runs) {
    expect(info.status).toBe("FINISHED");
    expect(await tracker.getMetricHistory(info.runId, "loss")).toHaveLength(200);
  }
});

it("leaves no temporary file behind after ordinary writes", async () => {
  await using tracker = await openTracker({ folder });
  await tracker.withRun({}, (run) => run.logText("a", "a.txt"));
  expect(await readdir(join(folder, "artifacts", "tmp"))).toEqual([]);
});

async function killAfter(count: number): Promise<{ readonly runId: string; readonly lastStep: number }> {
  const child = runScript("log-until-killed.ts", folder);
  const lines: string[] = [];
  const exit = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === count) child.kill("SIGKILL");
  }
  await exit;
  return { runId: lines[0] ?? "", lastStep: Number(lines.at(-1)) };
}
