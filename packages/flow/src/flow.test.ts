import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Table } from "@mlsys/core";
import { artifactCodec, flow, FlowError, includeFile, openFlowStore } from "@mlsys/flow";
import type { FlowErrorCode, FlowEvent } from "@mlsys/flow";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlsys flow "));
});

afterEach(() => rm(folder, { recursive: true }));

describe("a run", () => {
  it("hands each step what the steps before returned, and stores all of it", async () => {
    const training = flow("training", { parameters: { alpha: z.number().default(0.5) } })
      .step("load", () => ({ table: Table.from({ x: [1, 2, 3] }), k: 1 }))
      .step("note", () => undefined)
      .step("fit", async ({ self }) => ({ sum: self.table.numRows * self.alpha, k: self.k + 1 }))
      .end();
    const run = await training.run({ alpha: 2 }, { folder });
    expect([run.data.sum, run.data.k, run.data.alpha]).toEqual([6, 2, 2]);

    await using store = await openFlowStore({ folder });
    const stored = await store.flow(training).latestSuccessfulRun();
    expect(stored?.runId).toBe(run.runId);
    expect(await stored?.artifact("sum")).toBe(6);
    expect(await stored?.artifact("k", { step: "load" })).toBe(1);
    expect((await stored?.data())?.table.toRows()).toEqual([{ x: 1 }, { x: 2 }, { x: 3 }]);
    expect(await stored?.parameters()).toEqual({ alpha: 2 });
    expect((await stored?.artifacts())?.map(({ name, kind, preview }) => [name, kind, preview])).toEqual([
      ["alpha", "number", "2"],
      ["k", "number", "2"],
      ["table", "Table", "3 rows: x"],
      ["sum", "number", "6"],
    ]);
    await fails(stored?.artifact("smu" as "sum"), "notFound", 'did you mean "sum"?');
    await fails(store.flow("training").run("nope"), "notFound");
    expect(await store.flow("other").latestRun()).toBeUndefined();
    expect(await store.flowNames()).toEqual(["training"]);
  });

  it("gives steps the context that other packages need", async () => {
    const seen: unknown[] = [];
    const one = flow("one")
      .step("look", ({ runId, flowName, stepName, attempt, signal, logger, progress }) => {
        seen.push(runId, flowName, stepName, attempt, signal.aborted);
        logger.info("looked");
        progress({ task: "looking", completed: 1, total: 1 });
      })
      .end();
    const events: FlowEvent[] = [];
    const lines: string[] = [];
    const note = (message: string): unknown => lines.push(message);
    const logger = { debug: note, info: note, warn: note, error: note } as never;
    const run = await one.run({}, { folder, logger, onEvent: (event) => events.push(event) });
    expect(seen).toEqual([run.runId, "one", "look", 1, false]);
    expect(lines).toEqual(["looked"]);
    expect(events.map(({ type }) => type)).toEqual([
      "runStarted",
      "stepStarted",
      "stepProgress",
      "stepFinished",
      "runFinished",
    ]);
  });

  it("stores what a codec makes of values that it cannot know, and hands on what the codec makes of that", async () => {
    const urls = artifactCodec({
      name: "url",
      accepts: (value) => value instanceof URL,
      encode: (url) => url.href,
      decode: (href) => new URL(href),
    });
    const visit = flow("visit", { codecs: [urls] })
      .step("make", () => ({ page: new URL("https://example.org/a") }))
      .step("use", ({ self }) => ({ path: self.page.pathname }))
      .end();
    expect((await visit.run({}, { folder })).data.path).toBe("/a");
    await using store = await openFlowStore({ folder });
    expect(await (await store.flow(visit).latestRun())?.artifact("page")).toEqual(new URL("https://example.org/a"));
    const named = await store.flow("visit").latestRun();
    await fails(named?.artifact("page"), "missingCodec");
  });

  it("fails with the step, keeps the error, and stores nothing of the step", async () => {
    const broken = flow("broken")
      .step("ok", () => ({ a: 1 }))
      .step("bad", () => ({ b: { inner: () => 1 } }))
      .end();
    await fails(broken.run({}, { folder }), "stepFailed", "b.inner");
    await using store = await openFlowStore({ folder });
    const run = await store.flow("broken").latestRun();
    expect([run?.status, run?.error?.code]).toEqual(["failed", "stepFailed"]);
    expect((await run?.steps())?.map(({ stepName, status }) => [stepName, status])).toEqual([
      ["ok", "finished"],
      ["bad", "failed"],
    ]);
    expect((await run?.artifacts())?.map(({ name }) => name)).toEqual(["a"]);
    expect(await store.flow("broken").latestSuccessfulRun()).toBeUndefined();
  });

  it.each([1, "text", [1], new Float64Array(1), null])("refuses a step that returns %j", async (value) => {
    const odd = flow("odd")
      .step("step", () => value as never)
      .end();
    await fails(odd.run({}, { folder }), "stepFailed", "must return an object of artifacts");
  });

  it("shares one content among equal artifacts", async () => {
    const same = flow("same")
      .step("a", () => ({ a: new Float64Array(10_000) }))
      .step("b", () => ({ b: new Float64Array(10_000), c: new Float64Array(10_000) }))
      .end();
    await same.run({}, { folder });
    await same.run({}, { folder });
    expect((await readdir(join(folder, "artifacts"))).filter((name) => name !== "tmp")).toHaveLength(1);
  });
});

describe("retries and timeouts", () => {
  it("try a step again as often as asked, with growing pauses", async () => {
    let attempts = 0;
    const delays: number[] = [];
    const flaky = flow("flaky")
      .step(
        "call",
        ({ attempt }) => {
          attempts += 1;
          if (attempt < 3) throw new FlowError({ code: "storeBusy", what: "try later" });
          return { attempt };
        },
        { retry: { times: 2, delayMs: 2, factor: 3 } },
      )
      .end();
    const onEvent = (event: FlowEvent): unknown => event.type === "stepRetrying" && delays.push(event.delayMs);
    const run = await flaky.run({}, { folder, onEvent });
    expect([attempts, run.data.attempt, delays]).toEqual([3, 3, [2, 6]]);
    await using store = await openFlowStore({ folder });
    expect((await (await store.flow("flaky").latestRun())?.steps())?.[0]?.attempts).toBe(3);
  });

  it("give up after the last attempt", async () => {
    let attempts = 0;
    const never = flow("never")
      .step(
        "call",
        () => {
          attempts += 1;
          throw new FlowError({ code: "storeBusy", what: "always" });
        },
        { retry: { times: 1, delayMs: 1 } },
      )
      .end();
    await fails(never.run({}, { folder }), "stepFailed", "always");
    expect(attempts).toBe(2);
  });

  it("end a step that takes too long, and tell it by its signal", async () => {
    let wasAborted = false;
    const slow = flow("slow")
      .step(
        "wait",
        async ({ signal }) => {
          signal.addEventListener("abort", () => (wasAborted = true));
          await sleep(10_000, undefined, { ref: false });
        },
        { timeoutMs: 30 },
      )
      .end();
    const error = await fails(slow.run({}, { folder }), "stepFailed", "more than 30 ms");
    expect((error.cause as FlowError).code).toBe("stepTimedOut");
    expect(wasAborted).toBe(true);
  });
});

describe("cancelling", () => {
  it("ends the run as interrupted, and a resume goes on", async () => {
    const controller = new AbortController();
    let isFirst = true;
    const long = flow("long")
      .step("one", () => ({ one: 1 }))
      .step("two", async ({ signal, self }) => {
        if (isFirst) setTimeout(() => controller.abort(), 5);
        if (isFirst) await sleep(10_000, undefined, { signal });
        return { two: self.one + 1 };
      })
      .end();
    await fails(long.run({}, { folder, signal: controller.signal }), "interrupted");
    isFirst = false;
    expect((await long.resume(undefined, { folder })).data.two).toBe(2);
    await using store = await openFlowStore({ folder });
    expect((await store.flow("long").runs()).map(({ status }) => status)).toEqual(["finished", "interrupted"]);
  });

  it("before the start runs no step", async () => {
    let ran = false;
    const one = flow("one")
      .step("a", () => {
        ran = true;
      })
      .end();
    await fails(one.run({}, { folder, signal: AbortSignal.abort() }), "interrupted");
    expect(ran).toBe(false);
  });
});

describe("resuming", () => {
  it("reuses finished steps and the parameters, in a new run that follows the chain of resumes", async () => {
    const calls: string[] = [];
    let failures = 2;
    const training = flow("training", { parameters: { alpha: z.number() } })
      .step("load", () => {
        calls.push("load");
        return { rows: new Float64Array(5000).fill(0.5) };
      })
      .step("fit", ({ self }) => {
        calls.push("fit");
        if (failures-- > 0) throw new FlowError({ code: "storeBusy", what: "not yet" });
        return { sum: self.rows.length * self.alpha };
      })
      .end();
    await fails(training.run({ alpha: 3 }, { folder }), "stepFailed");
    await fails(training.resume(undefined, { folder }), "stepFailed");
    const run = await training.resume(undefined, { folder });
    expect(run.data.sum).toBe(15_000);
    expect(calls).toEqual(["load", "fit", "fit", "fit"]);

    await using store = await openFlowStore({ folder });
    const [third, second, first] = await store.flow("training").runs();
    expect([third?.originRunId, second?.originRunId, first?.originRunId]).toEqual([
      second?.runId,
      first?.runId,
      undefined,
    ]);
    expect((await third?.steps())?.map(({ status, originRunId }) => [status, originRunId])).toEqual([
      ["reused", first?.runId],
      ["finished", undefined],
    ]);
    await fails(training.resume(undefined, { folder }), "nothingToResume");
    await fails(training.resume("nope", { folder }), "notFound");
  });

  it("is refused where there is no run, and after the flow was changed, with the difference", async () => {
    const fail = (): never => {
      throw new FlowError({ code: "storeBusy", what: "no" });
    };
    const before = flow("changing").step("a", fail).end();
    await fails(before.resume(undefined, { folder }), "nothingToResume");
    await fails(before.run({}, { folder }), "stepFailed");
    const after = flow("changing", { parameters: { k: z.number().default(1) } })
      .step("a", fail)
      .step("b", fail)
      .end();
    await fails(after.resume(undefined, { folder }), "flowChanged", "new: step b, new: parameter k");
  });

  it("reports an artifact that was damaged on disk, by its name", async () => {
    let works = false;
    const training = flow("training")
      .step("load", () => ({ rows: new Float64Array(5000).fill(0.5) }))
      .step("fit", () => {
        if (!works) throw new FlowError({ code: "storeBusy", what: "no" });
      })
      .end();
    await fails(training.run({}, { folder }), "stepFailed");
    const [prefix = ""] = (await readdir(join(folder, "artifacts"))).filter((name) => name !== "tmp");
    const [name = ""] = await readdir(join(folder, "artifacts", prefix));
    await writeFile(join(folder, "artifacts", prefix, name), "other");
    works = true;
    await fails(training.resume(undefined, { folder }), "stepFailed", "damaged");
  });
});

describe("parameters", () => {
  const training = flow("training", {
    parameters: {
      testSize: z.number().gt(0).lt(1).default(0.2),
      name: z.string(),
      data: includeFile({ text: true, optional: true }),
      raw: includeFile({ optional: true }),
    },
  })
    .step("look", ({ self }) => ({ text: self.data?.text, size: self.raw?.bytes.byteLength }))
    .end();

  it("are checked all at once before anything is stored", async () => {
    const given = { testSize: 2, tset: 1 } as never;
    const error = await fails(training.run(given, { folder }), "invalidParameter", 'there is no parameter "tset"');
    expect(error.message).toContain("testSize is 2: ");
    expect(error.message).toContain("name is missing");
    await using store = await openFlowStore({ folder });
    expect(await store.flowNames()).toEqual([]);
  });

  it("that are files keep the content of the moment when the run started", async () => {
    const path = join(folder, "data.txt");
    await writeFile(path, "\uFEFFbefore ü");
    const run = await training.run({ name: "n", data: path, raw: path }, { folder });
    expect([run.data.text, run.data.size]).toEqual(["before ü", 12]);
    await writeFile(path, "after");
    await using store = await openFlowStore({ folder });
    const data = await (await store.flow(training).latestRun())?.artifact("data");
    expect([data?.text, data?.name, data?.size]).toEqual(["before ü", "data.txt", 12]);
  });

  it("that are files are refused when they cannot be read, or are no text", async () => {
    const path = join(folder, "latin1.txt");
    await writeFile(path, Uint8Array.of(0x66, 0xfc, 0x72));
    await fails(training.run({ name: "n", data: join(folder, "no") }, { folder }), "unreadableFile", "no such file");
    await fails(training.run({ name: "n", data: folder }, { folder }), "unreadableFile", "a folder");
    await fails(training.run({ name: "n", data: path }, { folder }), "unreadableFile", "not UTF-8");
    await fails(training.run({ name: "n", data: "" }, { folder }), "invalidParameter");
  });
});

describe("a definition", () => {
  it.each([
    [() => flow("1st"), "name of the flow"],
    [() => flow("../x"), "name of the flow"],
    [() => flow("f", { parameters: { help: z.string() } }), "--help is a flag of every flow"],
    [() => flow("f", { parameters: { "a-b": z.string() } }), "camel-cased"],
    [() => flow("f", { paramters: {} } as never), 'did you mean "parameters"?'],
    [() => flow("f").end(), "has no steps"],
    [() => flow("f").step("a", () => ({})).step("a" as never, () => ({})), "exists already"], // prettier-ignore
    [() => flow("f").step("a", () => ({}), { retry: { times: -1 } }), "times is not accepted"],
    [() => flow("f").step("a", () => ({}), { timeout: 1 } as never), 'did you mean "timeoutMs"?'],
  ])("that is wrong is refused: %#", (define, message) => {
    expect(define).toThrow(message);
  });
});

async function fails(work: Promise<unknown> | undefined, code: FlowErrorCode, message = ""): Promise<FlowError> {
  const error: unknown = await work?.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FlowError);
  expect((error as FlowError).code).toBe(code);
  expect((error as FlowError).message).toContain(message);
  return error as FlowError;
}
