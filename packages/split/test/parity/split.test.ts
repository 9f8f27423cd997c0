import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { agrees } from "./answer.ts";
import type { SplitCase } from "./answer.ts";

// The whole comparison: MLSYS_PARITY_CASES=10000. Python with scikit-learn: PYTHON, else python3.
const python = process.env["PYTHON"] ?? "python3";
const wanted = process.env["MLSYS_PARITY_CASES"] ?? "500";

test("every stored split equals scikit-learn's, index for index", () => {
  const cases = casesOf(readFileSync(pathOf("split-cases.jsonl"), "utf8"));
  expect(cases).toHaveLength(300);
  expect(cases.filter((each) => !agrees(each))).toEqual([]);
});

const isRequired = process.env["MLSYS_REQUIRE_SERVICES"] === "1";

test.skipIf(!isRequired && !hasScikitLearn())(
  "newly drawn splits equal those of the installed scikit-learn (skipped without Python and scikit-learn 1.9)",
  { timeout: 600_000 },
  () => {
    const seed = String(Math.floor(Date.now() / 1000) % 1_000_000);
    const cases = casesOf(run(pathOf("split-cases.py"), "--cases", wanted, "--seed", seed));
    expect(cases).toHaveLength(Number(wanted));
    expect(cases.filter((each) => !agrees(each)).slice(0, 3), `seed ${seed}`).toEqual([]);
  },
);

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function casesOf(lines: string): SplitCase[] {
  const [, ...cases] = lines.trim().split("\n");
  return cases.map((line) => JSON.parse(line) as SplitCase);
}

function run(...args: readonly string[]): string {
  return execFileSync(python, args, { encoding: "utf8", maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "pipe"] });
}

function hasScikitLearn(): boolean {
  try {
    return run("-c", "import sklearn; print(sklearn.__version__)").startsWith("1.9");
  } catch {
    return false;
  }
}
