import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

// The stored reference values are what the scripts print today, where Python with scikit-learn 1.9 is at hand.

const python = process.env["PYTHON"] ?? "python3";
const isRequired = process.env["MLSYS_REQUIRE_SERVICES"] === "1";
const folder = fileURLToPath(new URL(".", import.meta.url));
const scripts = readdirSync(folder).filter((name) => name.endsWith(".py"));

test.skipIf(!isRequired && !hasScikitLearn()).each(scripts)(
  "%s gives the stored values (skipped without Python and scikit-learn 1.9)",
  { timeout: 120_000 },
  (script) => {
    const printed = execFileSync(python, ["-W", "ignore", folder + script], { encoding: "utf8", maxBuffer: 2 ** 26 });
    const stored = readFileSync(folder + script.replace(/py$/, "json"), "utf8");
    expect(differences(withoutVersions(printed), withoutVersions(stored), "")).toEqual([]);
  },
);

/**
 * The paths where two values differ, numbers by more than the last digits that a BLAS may change, or than the `precision` of a case whose
 * reference is the end of a search.
 */
function differences(a: unknown, b: unknown, path: string, precision = 1e-8): string[] {
  if (typeof a === "number" && typeof b === "number") {
    return Math.abs(a - b) <= precision * Math.max(1, Math.abs(a), Math.abs(b)) ? [] : [`${path}: ${a} and ${b}`];
  }
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) {
    return a === b ? [] : [`${path}: ${String(a)} and ${String(b)}`];
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  const own = typeof left["precision"] === "number" ? left["precision"] : precision;
  return [...keys].flatMap((key) => differences(left[key], right[key], `${path}/${key}`, own));
}

function withoutVersions(json: string): unknown {
  const { versions: _, ...rest } = JSON.parse(json) as Record<string, unknown>;
  return rest;
}

function hasScikitLearn(): boolean {
  try {
    const script = "import sklearn; print(sklearn.__version__)";
    const version = execFileSync(python, ["-c", script], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return version.startsWith("1.9");
  } catch {
    return false;
  }
}
