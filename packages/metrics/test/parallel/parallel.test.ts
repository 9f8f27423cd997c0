import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bootstrapInterval } from "@mlsys/metrics";
import { expect, test } from "vitest";

const run = promisify(execFile);

// Threads load the package by its name, which Node resolves, not the test runner: hence a process of its own.
const script = `
  import { randomState } from "@mlsys/core";
  import { bootstrapIntervalParallel } from "@mlsys/metrics/parallel";
  const rng = randomState(1);
  const yTrue = Array.from({ length: 300 }, (_, i) => i % 2);
  const yScore = yTrue.map((label) => label + rng.standardNormal());
  const options = { nResamples: 330, randomState: 5 };
  const intervals = [];
  for (const workers of [1, 2, 3]) {
    intervals.push(await bootstrapIntervalParallel("rocAuc", yTrue, yScore, { ...options, workers }));
  }
  const signal = AbortSignal.timeout(1);
  let code = "";
  try {
    await bootstrapIntervalParallel("rocAuc", yTrue, yScore, { nResamples: 100000, workers: 2, signal });
  } catch (error) {
    code = error.code;
  }
  console.log(JSON.stringify({ intervals, code, yTrue, yScore }));
`;

test("several threads give the interval of one, and a signal stops them", { timeout: 60_000 }, async () => {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const args = ["--conditions=@mlsys/source", "--input-type=module", "--eval", script];
  const { stdout } = await run(process.execPath, args, { cwd });
  const { intervals, code, yTrue, yScore } = JSON.parse(stdout) as {
    readonly intervals: readonly unknown[];
    readonly code: string;
    readonly yTrue: readonly number[];
    readonly yScore: readonly number[];
  };
  const alone = bootstrapInterval("rocAuc", yTrue, yScore, { nResamples: 330, randomState: 5 });
  expect(intervals).toEqual([alone, alone, alone]);
  expect(code).toBe("aborted");
});
