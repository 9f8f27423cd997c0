import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTracker, TrackingError } from "@mlsys/tracking";
import type { Tracker, TrackingErrorCode } from "@mlsys/tracking";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;
let tracker: Tracker;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlsys tracking "));
  tracker = await openTracker({ folder: join(folder, "store") });
});

afterEach(async () => {
  await tracker.close();
  await rm(folder, { recursive: true });
});

describe("a run", () => {
  it("refuses writes after it was finished", async () => {
    const run = await tracker.startRun();
    await run.finish();
    await fails(run.logMetric("m", 1), "runFinished");
    await fails(run.logParam("p", 1), "runFinished");
    await fails(run.setTag("t", "1"), "runFinished");
    await fails(run.logText("a", "a.txt"), "runFinished");
    await fails(run.finish(), "runFinished");
  });

  it("refuses writes after another handle finished it", async () => {
    const run = await tracker.startRun();
    await (await tracker.startRun({ runId: run.runId })).finish("KILLED");
    await fails(run.logMetric("m", 1), "runFinished");
    expect((await tracker.getRun(run.runId)).info.status).toBe("KILLED");
  });

  it("writes params as text, and values that are no text as JSON", async () => {
    const run = await tracker.startRun();
    await run.logParams({ a: "x", b: 0.1, c: true, d: null, e: [1, 2], f: { g: 1 } });
    expect((await tracker.getRun(run.runId)).data.params).toEqual({
      a: "x",
      b: "0.1",
      c: "true",
      d: "null",
      e: "[1,2]",
      f: '{"g":1}',
    });
  });

  it.each(["", "..", "a/../b", "/a", "a/", "a//b", ".", "a\nb", "a*b", "x".repeat(251)])(
    "refuses the key %j",
    async (key) => {
      const run = await tracker.startRun();
      await fails(run.logMetric(key, 1), "invalidName");
      await fails(run.logParam(key, 1), "invalidName");
      await fails(run.setTag(key, 1), "invalidName");
    },
  );

  it("refuses steps and times that are no whole numbers, and values that are no numbers", async () => {
    const run = await tracker.startRun();
    await fails(run.logMetric("m", 1, { step: 1.5 }), "invalidOption");
    await fails(run.logMetric("m", 1, { timestamp: -1 }), "invalidOption");
    await fails(run.logMetric("m", "1" as never), "invalidValue");
    await fails(run.logMetricPoints([{ key: "m", value: 1, step: NaN, timestamp: 1 }]), "invalidValue");
    expect(await tracker.getMetricHistory(run.runId, "m")).toEqual([]);
  });

  it("refuses values that are too long instead of cutting them", async () => {
    const run = await tracker.startRun();
    await fails(run.logParam("p", "x".repeat(6001)), "invalidValue");
    await fails(run.setTag("t", "x".repeat(8001)), "invalidValue");
  });

  it("names the option that was misspelt", async () => {
    const run = await tracker.startRun();
    await expect(run.logMetric("m", 1, { stp: 1 } as never)).rejects.toThrow('did you mean "step"?');
    await expect(tracker.startRun({ runname: "a" } as never)).rejects.toThrow('did you mean "runName"?');
  });
});

describe("a run that is left without finish()", () => {
  it("is marked as failed by `await using`", async () => {
    const leave = async (): Promise<string> => {
      await using run = await tracker.startRun();
      return run.runId;
    };
    expect((await tracker.getRun(await leave())).info.status).toBe("FAILED");
  });

  it("is finished by withRun, which returns the result of the work", async () => {
    const runId = await tracker.withRun({ runName: "ok" }, (run) => run.runId);
    const { info } = await tracker.getRun(runId);
    expect([info.status, info.runName, info.endTime !== undefined]).toEqual(["FINISHED", "ok", true]);
  });

  it("is marked as failed by withRun when the work throws, with the message as a tag", async () => {
    let runId = "";
    const work = tracker.withRun({}, (run) => {
      runId = run.runId;
      throw new RangeError("the data ran out");
    });
    await expect(work).rejects.toThrow("the data ran out");
    const { info, data } = await tracker.getRun(runId);
    expect([info.status, data.tags["mlsys.error"]]).toEqual(["FAILED", "the data ran out"]);
  });

  it("is marked as killed by withRun when its signal was aborted", async () => {
    const controller = new AbortController();
    let runId = "";
    const work = tracker.withRun({ signal: controller.signal }, (run) => {
      runId = run.runId;
      controller.abort();
      controller.signal.throwIfAborted();
    });
    await expect(work).rejects.toThrow();
    expect((await tracker.getRun(runId)).info.status).toBe("KILLED");
  });
});

describe("artifacts", () => {
  it("are copies of files and folders, byte for byte", async () => {
    await mkdir(join(folder, "model", "deep"), { recursive: true });
    await writeFile(join(folder, "model", "weights.bin"), Uint8Array.of(0, 255, 10, 13));
    await writeFile(join(folder, "model", "deep", "odd näme %#.txt"), "ü");
    await symlink(join(folder, "model"), join(folder, "model", "deep", "cycle"));
    const run = await tracker.startRun();
    await run.logArtifact(join(folder, "model", "weights.bin"));
    await run.logArtifacts(join(folder, "model"), { artifactPath: "bundle" });
    await run.logDict({ a: [1, null] }, "report.json");
    await rm(join(folder, "model"), { recursive: true });

    expect((await tracker.listArtifacts(run.runId)).map(({ path }) => path)).toEqual([
      "bundle",
      "report.json",
      "weights.bin",
    ]);
    expect(await tracker.readArtifact(run.runId, "weights.bin")).toEqual(Uint8Array.of(0, 255, 10, 13));
    const out = await tracker.downloadArtifacts(run.runId, "bundle", join(folder, "out"));
    expect(out).toBe(join(folder, "out", "bundle"));
    expect(await readFile(join(out, "deep", "odd näme %#.txt"), "utf8")).toBe("ü");
    expect((await readdir(out)).sort()).toEqual(["deep", "weights.bin"]);
  });

  it("with the same content are kept once", async () => {
    const run = await tracker.startRun();
    for (const name of ["a", "b", "c"]) await run.logText("same", name);
    const folders = (await readdir(join(folder, "store", "artifacts"))).filter((name) => name !== "tmp");
    expect(folders).toHaveLength(1);
  });

  it.each(["../x", "a/../../x", "/etc/x", "C:/x", "a\\..\\x", "", "a//b", "./a", "a\u0000b"])(
    "refuse the path %j",
    async (path) => {
      const run = await tracker.startRun();
      await fails(run.logText("a", path), "invalidName");
      await fails(tracker.readArtifact(run.runId, path), "invalidName");
    },
  );

  it("that cannot be read fail with the path, and nothing is listed", async () => {
    const run = await tracker.startRun();
    await fails(run.logArtifact(join(folder, "missing.txt")), "unreadableFile");
    await fails(run.logArtifact(folder), "unreadableFile");
    await fails(run.logArtifacts(join(folder, "missing")), "unreadableFile");
    expect(await tracker.listArtifacts(run.runId)).toEqual([]);
  });

  it("that were damaged on disk are refused on reading, and mended by logging them again", async () => {
    const run = await tracker.startRun();
    await run.logText("content", "a.txt");
    const [{ sha256 = "" } = {}] = await tracker.listArtifacts(run.runId);
    const file = join(folder, "store", "artifacts", sha256.slice(0, 2), sha256.slice(2));
    await writeFile(file, "c0ntent");
    await fails(tracker.readArtifact(run.runId, "a.txt"), "corruptArtifact");
    await run.logText("content", "a.txt");
    expect(new TextDecoder().decode(await tracker.readArtifact(run.runId, "a.txt"))).toBe("content");
  });
});

describe("experiments", () => {
  it("are made by name where there is none, once, also when many ask at the same time", async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => tracker.setExperiment("news")));
    expect(new Set(made.map(({ experimentId }) => experimentId)).size).toBe(1);
  });

  it("scope a search, and are refused when unknown or deleted", async () => {
    await tracker.withRun({ experimentName: "a", runName: "in a" }, () => undefined);
    await tracker.withRun({ experimentName: "b", runName: "in b" }, () => undefined);
    const names = async (search?: object): Promise<string[]> =>
      (await tracker.searchRuns(search)).runs.map(({ info }) => info.runName).sort();
    expect(await names({ experimentNames: ["a"] })).toEqual(["in a"]);
    expect(await names()).toEqual(["in a", "in b"]);
    await fails(tracker.searchRuns({ experimentNames: ["c"] }), "notFound");

    await tracker.deleteExperiment((await tracker.setExperiment("a")).experimentId);
    expect(await names()).toEqual(["in b"]);
    await fails(tracker.startRun({ experimentName: "a" }), "deleted");
    await fails(tracker.createExperiment("b"), "alreadyExists");
    await fails(tracker.createExperiment(" "), "invalidName");
  });
});

describe("opening", () => {
  it("refuses a file that is no database", async () => {
    await mkdir(join(folder, "other"));
    await writeFile(join(folder, "other", "tracking.db"), "not a database, ".repeat(100));
    await fails(openTracker({ folder: join(folder, "other") }), "corruptStore");
  });

  it("refuses a folder that cannot be made", async () => {
    await writeFile(join(folder, "file"), "");
    await fails(openTracker({ folder: join(folder, "file", "below") }), "storeUnavailable");
  });

  it("finds what an earlier tracker wrote, and refuses calls after close()", async () => {
    const runId = await tracker.withRun({}, (run) => run.runId);
    await tracker.close();
    await tracker.close();
    await fails(tracker.getRun(runId), "closed");
    tracker = await openTracker({ folder: join(folder, "store") });
    expect((await tracker.getRun(runId)).info.runId).toBe(runId);
    await fails(tracker.getRun("0".repeat(32)), "notFound");
  });

  it("names wrong options", async () => {
    await expect(openTracker({ folder: "", durabel: true } as never)).rejects.toThrow('did you mean "durable"?');
  });
});

async function fails(work: Promise<unknown>, code: TrackingErrorCode): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TrackingError);
  expect((error as TrackingError).code).toBe(code);
}
