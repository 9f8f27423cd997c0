import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { agrees } from "./answer.ts";
import type { MetricCase } from "./answer.ts";

// The whole comparison: MLSYS_PARITY_CASES=10000. Python with scikit-learn: PYTHON, else python3.
const python = process.env["PYTHON"] ?? "python3";
const wanted = process.env["MLSYS_PARITY_CASES"] ?? "500";
const isRequired = process.env["MLSYS_REQUIRE_SERVICES"] === "1";

interface Reference {
  readonly tolerance: number;
  readonly cases: readonly MetricCase[];
}

test("every stored figure equals scikit-learn's", () => {
  const { tolerance, cases } = parse(readFileSync(pathOf("metric-cases.jsonl"), "utf8"));
  expect(tolerance).toBe(1e-12);
  expect(cases.length).toBeGreaterThan(300);
  expect(cases.filter((each) => !agrees(each, tolerance))).toEqual([]);
});

test.skipIf(!isRequired && !hasScikitLearn())(
  "figures of newly drawn inputs equal those of the installed scikit-learn (skipped without Python and scikit-learn 1.9)",
  { timeout: 600_000 },
  () => {
    const seed = String(Math.floor(Date.now() / 1000) % 1_000_000);
    const { tolerance, cases } = parse(run(pathOf("metric-cases.py"), "--cases", wanted, "--seed", seed));
    expect(cases).toHaveLength(Number(wanted));
    expect(cases.filter((each) => !agrees(each, tolerance)).slice(0, 3), `seed ${seed}`).toEqual([]);
  },
);

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function parse(lines: string): Reference {
  const [head, ...cases] = lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  return { tolerance: (head as Reference).tolerance, cases: cases as MetricCase[] };
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
