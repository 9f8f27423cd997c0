import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const script = path.join(import.meta.dirname, "fixture", "print-suite.ts");

async function suiteIn(processes: number, seed: number): Promise<Set<string>> {
  const run = promisify(execFile);
  const args = ["--conditions=@mlsys/source", script, String(seed)];
  const made = new Set<string>();
  // Two at a time: a process each, with hash seeds and addresses of its own.
  for (let i = 0; i < processes; i += 2) {
    const pair = await Promise.all([run(process.execPath, args), run(process.execPath, args)]);
    for (const { stdout } of pair) made.add(stdout);
  }
  return made;
}

it("20 processes make the same suite of the same seed, and another of another", { timeout: 120_000 }, async () => {
  const [first, ...others] = await suiteIn(20, 1);
  expect(others).toEqual([]);
  expect(first?.length).toBeGreaterThan(10_000);
  const [other] = await suiteIn(2, 2);
  expect(other).not.toBe(first);
});
