import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const config = path.join(import.meta.dirname, "fixture", "vitest.config.ts");

interface Run {
  readonly code: number;
  readonly output: string;
}

function run(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  // As on somebody's own machine, wherever these tests run.
  const foreign = new Set(["VITEST", "CI", "GITHUB_ACTIONS", "GITLAB_CI"]);
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.has(name)));
  return new Promise((resolve) => {
    const options = { env: { ...inherited, NO_COLOR: "1", ...env } };
    execFile(process.execPath, [vitest, "run", "--config", config, ...args], options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, output: stdout + stderr }),
    );
  });
}

describe("behavioural tests in vitest", { timeout: 60_000 }, () => {
  let folder = "";
  beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "behavior "))));
  afterAll(() => rm(folder, { recursive: true }));

  it("are one test each, red with the worst cases, and a run with one ends with code 1", async () => {
    const log = path.join(folder, "all.log");
    const { code, output } = await run(["--reporter=verbose"], { BEHAVIOR_LOG: log });
    expect(code).toBe(1);
    expect(output).toMatch(/✓.*news > vocabulary > praise/);
    expect(output).toMatch(/✓.*news > negation > company/);
    expect(output).toMatch(/×.*news > negation > blame/);
    expect(output).toMatch(/×.*news > robustness > shout/);
    expect(output).toContain("MFT blame: 3/4 failed (75.0 %");
    expect(output).toContain("→ [good] not up");
    const [, shouted = ""] = output.split("BehaviorError: ✗ INV shout");
    expect(shouted).toMatch(/^: 4\/5 failed .*\n(?: {6}\[good\] .*\n {4}→ \[bad\] .*«ROCKETS».*\n){3} {4}and 1 more\n/);
    expect(output).toMatch(/Tests\s+2 failed \| 2 passed \(4\)/);
    const asked = (await readFile(log, "utf8")).trim().split("\n");
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("-t runs a capability alone", async () => {
    const log = path.join(folder, "one.log");
    const { code, output } = await run(["-t", "vocabulary"], { BEHAVIOR_LOG: log });
    expect(code).toBe(0);
    expect(output).toMatch(/Tests\s+1 passed \| 3 skipped/);
    expect(await readFile(log, "utf8")).toBe("rose\nup\n");
  });

  it("with a baseline fail for what is new, until it is updated", async () => {
    const baseline = path.join(folder, "state", "baseline.json");
    const inCi = await run([], { BEHAVIOR_BASELINE: baseline, CI: "true" });
    expect(inCi.code).toBe(1);
    expect(inCi.output).toContain("there is no baseline (behavior)");
    expect((await run([], { BEHAVIOR_BASELINE: baseline })).code).toBe(0);
    expect((await run([], { BEHAVIOR_BASELINE: baseline, CI: "true" })).code).toBe(0);
    const stored = JSON.parse(await readFile(baseline, "utf8")) as { readonly failing: Record<string, string[]> };
    expect(Object.entries(stored.failing).map(([name, ids]) => [name, ids.length])).toEqual([
      ["blame", 3],
      ["shout", 4],
    ]);
    expect((await run([], { BEHAVIOR_BASELINE: baseline })).code).toBe(0);
    const broken = await run([], { BEHAVIOR_BASELINE: baseline, BEHAVIOR_BROKEN: "1" });
    expect(broken.code).toBe(1);
    expect(broken.output).toContain("1 cases fail that the baseline does not know");
    expect((await run(["--update"], { BEHAVIOR_BASELINE: baseline, BEHAVIOR_BROKEN: "1" })).code).toBe(0);
    expect((await run([], { BEHAVIOR_BASELINE: baseline, BEHAVIOR_BROKEN: "1" })).code).toBe(0);
  });
});
