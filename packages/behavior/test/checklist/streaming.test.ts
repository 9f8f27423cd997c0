// A suite that is larger than what may be held is read, and run, a test at a time, in a process of its own.
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { expect, it } from "vitest";
import { runBuilt } from "../support/run-built.ts";

/** Megabytes of the suite; with BEHAVIOR_SUITE_MB=1000 this takes a minute. */
const MEGABYTES = Number(process.env["BEHAVIOR_SUITE_MB"] ?? 60);
const CASES = 5200;
const script = path.join(import.meta.dirname, "fixture", "run-streamed.ts");

/** A test of a megabyte a line. */
function* lines(): Generator<string> {
  const words =
    "the flight was late again and my bag never came so please tell me how long this takes, thanks for nothing";
  for (let index = 0; index < MEGABYTES; index++) {
    const cases = Array.from({ length: CASES }, (_, i) => `${index} ${i} ${words} ${words.slice(0, 80)}`);
    const test = {
      suite: "large",
      index,
      name: `test ${index}`,
      type: "MFT",
      capability: "Vocabulary",
      description: "",
    };
    const expectation = {
      aggregate: "all",
      expect: { kind: "equal", to: "label" },
      labels: 1,
      sample: null,
      templates: null,
    };
    yield `${JSON.stringify({ ...test, ...expectation, meta: null, exampleKind: "text", caseKind: "one example", cases })}\n`;
  }
}

it(`a suite of ${MEGABYTES} MB takes less than 300 MB`, { timeout: 10_000 + 1000 * MEGABYTES }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "suite-"));
  try {
    const file = path.join(folder, "suite.jsonl");
    await pipeline(Readable.from(lines()), createWriteStream(file));
    const { bytes, tests, run, failed, peakMb } = await runBuilt(script, [file], folder);
    expect(bytes).toBeGreaterThan(MEGABYTES * 1e6 * 0.99);
    expect({ tests, run, failed }).toEqual({ tests: MEGABYTES, run: MEGABYTES * CASES, failed: MEGABYTES });
    expect(peakMb).toBeLessThan(300);
  } finally {
    await rm(folder, { recursive: true });
  }
});
