import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CoreError } from "@mlsys/core";
import { flow, includeFile, openFlowStore, runFlowCli } from "@mlsys/flow";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { runScript } from "../fixtures/run-script.ts";
import type { RunningScript } from "../fixtures/run-script.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlsys flow "));
});

afterEach(() => rm(folder, { recursive: true }));

const training = flow("training", {
  description: "Trains.",
  parameters: {
    data: includeFile({ text: true, optional: true, description: "the text" }),
    testSize: z.number().gt(0).lt(1).default(0.2).describe("share of test rows"),
    randomState: z.int().default(42),
    model: z.enum(["bayes", "logistic"]).default("bayes"),
    strict: z.boolean().default(true),
    layers: z.array(z.number()).default([]),
    limit: z.number().nullable().default(null),
    extra: z.object({ a: z.number() }).optional(),
    fail: z.boolean().default(false),
  },
})
  .step("load", ({ self }) => ({ words: (self.data?.text ?? "one two").split(" ") }))
  .step("fit", ({ self }) => {
    if (self.fail) throw new CoreError({ code: "invalidInput", what: "the data\nran out", where: "row 3" });
    return { score: self.words.length * self.testSize };
  })
  .end();

describe("a flow as a command", () => {
  it("turns parameters into flags", async () => {
    const argv = [
      "--test-size=0.5",
      "--random-state",
      "-7",
      "--model",
      "logistic",
      "--no-strict",
      "--layers",
      "8,16",
      "--limit=3",
      "--extra",
      '{"a":1}',
    ];
    const { exitCode, stdout } = await run(argv);
    expect([exitCode, stdout]).toEqual([0, "score 1\n"]);
    await using store = await openFlowStore({ folder });
    expect(await (await store.flow(training).latestRun())?.parameters()).toEqual({
      data: undefined,
      testSize: 0.5,
      randomState: -7,
      model: "logistic",
      strict: false,
      layers: [8, 16],
      limit: 3,
      extra: { a: 1 },
      fail: false,
    });
  });

  it("explains itself with --help", async () => {
    const { exitCode, stdout, stderr } = await run(["--help"]);
    expect(exitCode).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toContain("training: Trains.\n\nSteps: load → fit\n");
    for (const line of [
      /--data FILE +the text\n/,
      /--test-size NUMBER +share of test rows \(default: 0\.2\)\n/,
      /--model bayes\|logistic +\(default: bayes\)\n/,
      /--layers A,B,… +\(default: \[\]\)\n/,
      /--resume \[RUN\] +go on/,
    ])
      expect(stdout).toMatch(line);
  });

  it.each([
    [["--test-sise", "0.5"], "there is no flag --test-sise: did you mean --test-size?"],
    [["--test-size", "2", "--random-state", "1.5"], "--test-size is 2: "],
    [["--test-size", "0x10"], '--test-size is not accepted: found "0x10"; give a number'],
    [["--test-size"], "--test-size needs a value: found nothing"],
    [["--test-size", "--model", "bayes"], "--test-size needs a value: found --model"],
    [["--test-size", "0.5", "--test-size", "0.6"], "found given twice"],
    [["--model", "forest"], "--model is "],
    [["--strict=maybe"], "give true or false"],
    [["--layers", "[1,"], "--layers is not accepted"],
    [["--data", "/nowhere/at-all.txt"], "no such file"],
    [["test-size"], 'there is no argument "test-size": flags begin with --; did you mean "--test-size"?'],
    [["--resume", "--test-size", "0.5"], "a run is resumed with the parameters it was started with"],
    [["--resume"], "there is no run to go on with"],
    [["--resume", "nope"], 'there is no run "nope"'],
    [["--__proto__", "1"], "there is no flag --__proto__"],
  ])("answers %j with one line and exit code 2, and stores no run", async (argv, message) => {
    const { exitCode, stdout, stderr } = await run(argv);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    await using store = await openFlowStore({ folder });
    expect(await store.flowNames()).toEqual([]);
  });

  it("tells progress a line a step where there is no terminal", async () => {
    const { stderr } = await run([]);
    expect(stderr).toMatch(
      /^training: run \S+\n\[1\/2\] load: 0\.\d\d s\n\[2\/2\] fit: 0\.\d\d s\ndone in 0\.\d\d s\n$/,
    );
  });

  it("writes one line and no stack when a step fails, the stack too with --verbose, and can be resumed", async () => {
    const { exitCode, stderr } = await run(["--fail"]);
    expect(exitCode).toBe(1);
    expect(stderr.trimEnd().split("\n").at(-1)).toBe(
      'training: step "fit" failed: the data ran out (row 3) (go on with --resume)',
    );
    expect(stderr).not.toContain("    at ");
    const again = await run(["--resume", "--verbose"]);
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain("[1/2] load: reused from ");
    expect(again.stderr).toContain("    at ");
  });

  it("keeps runs in the folder of --store", async () => {
    await run(["--store", join(folder, "elsewhere")]);
    expect(await readdir(folder)).toEqual(["elsewhere"]);
  });
});

describe("a flow in a process of its own", () => {
  it("can be resumed after it was killed, without running finished steps again", async () => {
    const journal = join(folder, "journal.txt");
    const data = join(folder, "data.txt");
    await writeFile(data, "one two three four");
    const first = start(["--mode", "hang", "--journal", journal, "--data", data]);
    await untilIn(journal, "train");
    first.child.kill("SIGKILL");
    expect((await first.ended).signal).toBe("SIGKILL");
    await writeFile(data, "changed");

    const second = await start(["--resume"], { TRAINING_WORKS: "1" }).ended;
    expect([second.exitCode, second.stdout]).toEqual([0, "words 4, accuracy 0.2\n"]);
    const lines = (await readFile(journal, "utf8")).trim().split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["load", "train", "train"]);

    await using store = await openFlowStore({ folder: join(folder, "store") });
    const [resumed, killed] = await store.flow("training").runs();
    expect([resumed?.status, resumed?.originRunId, killed?.status]).toEqual(["finished", killed?.runId, "interrupted"]);
  });

  it("leaves a store that opens, wherever it was killed", async () => {
    for (const delayMs of [150, 250, 350]) {
      const script = start(["--mode", "hang"]);
      await sleep(delayMs);
      script.child.kill("SIGKILL");
      await script.ended;
      await using store = await openFlowStore({ folder: join(folder, "store") });
      for (const run of await store.flow("training").runs()) await run.data();
    }
    const { exitCode } = await start([]).ended;
    expect(exitCode).toBe(0);
  });

  it("ends at once on Ctrl-C with one line and exit code 1, and can be resumed", async () => {
    const journal = join(folder, "journal.txt");
    const script = start(["--mode", "hang", "--journal", journal]);
    await untilIn(journal, "train");
    const stoppedAt = Date.now();
    script.child.kill("SIGINT");
    const { exitCode, stderr, stdout } = await script.ended;
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr.trimEnd().split("\n").at(-1)).toBe("training: interrupted (go on with --resume)");
    expect(stderr).not.toContain("    at ");
    expect(Date.now() - stoppedAt).toBeLessThan(2000);
    expect((await start(["--resume"], { TRAINING_WORKS: "1" }).ended).exitCode).toBe(0);
  });

  it("refuses to go on with a run that goes on still", async () => {
    const journal = join(folder, "journal.txt");
    const first = start(["--mode", "hang", "--journal", journal]);
    await untilIn(journal, "train");
    const second = await start(["--resume"]).ended;
    first.child.kill("SIGINT");
    await first.ended;
    expect([second.exitCode, second.stderr]).toEqual([2, expect.stringContaining("seems to go on still")]);
  });

  it("may run beside others in one store", async () => {
    const ends = await Promise.all(Array.from({ length: 4 }, () => start([]).ended));
    expect(ends.map(({ exitCode, stdout }) => [exitCode, stdout])).toEqual(
      ends.map(() => [0, "words 3, accuracy 0.15\n"]),
    );
    await using store = await openFlowStore({ folder: join(folder, "store") });
    expect(new Set((await store.flow("training").runs()).map(({ runId }) => runId)).size).toBe(4);
  });
});

async function run(argv: readonly string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  let stdout = "";
  let stderr = "";
  const exitCode = await runFlowCli(training, argv, {
    folder,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    report: ({ data }) => `score ${data.score}`,
  });
  return { exitCode, stdout, stderr };
}

function start(argv: readonly string[], env?: NodeJS.ProcessEnv): RunningScript {
  return runScript("training-flow.ts", ["--store", join(folder, "store"), ...argv], env);
}

async function untilIn(file: string, word: string): Promise<void> {
  for (let i = 0; i < 500; i++) {
    const content = await readFile(file, "utf8").catch(() => "");
    if (content.includes(word)) return;
    await sleep(20);
  }
  expect.fail(`${file} never held ${word}`);
}
