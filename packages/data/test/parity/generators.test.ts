import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMatrix } from "@mlsys/core";
import { makeBlobs, makeCircles, makeClassification, makeMoons, makeRegression } from "@mlsys/data";
import { describe, expect, it } from "vitest";

interface Reference {
  readonly tolerance: number;
  readonly cases: readonly {
    readonly function: keyof typeof generators;
    readonly options: object;
    readonly expected: Readonly<Record<string, unknown>>;
  }[];
}

const generators = { makeBlobs, makeCircles, makeClassification, makeMoons, makeRegression };
const python = process.env["PYTHON"] ?? "python3";
const isRequired = process.env["MLSYS_REQUIRE_SERVICES"] === "1";
const stored = JSON.parse(readFileSync(pathOf("generators.json"), "utf8")) as Reference;

describe("generators give scikit-learn's data sets", () => {
  it.each(stored.cases.map((each) => [each.function, JSON.stringify(each.options), each] as const))(
    "%s(%s)",
    (_name, _options, each) => expectEqual(each, stored.tolerance),
  );

  it.skipIf(!isRequired && !hasScikitLearn())(
    "as the installed scikit-learn makes them (skipped without Python and scikit-learn 1.9)",
    { timeout: 60_000 },
    () => {
      const fresh = JSON.parse(run(pathOf("generators.py"))) as Reference;
      for (const each of fresh.cases) expectEqual(each, fresh.tolerance);
    },
  );
});

function expectEqual({ function: name, options, expected }: Reference["cases"][number], tolerance: number): void {
  const made = generators[name](options) as unknown as Readonly<Record<string, unknown>>;
  for (const [part, wanted] of Object.entries(expected)) {
    const found = made[part];
    const plain = isMatrix(found) ? found.toArray() : Array.from(found as ArrayLike<unknown>);
    const [ours, theirs] = [plain.flat(), (wanted as unknown[]).flat()];
    expect(ours.length, part).toBe(theirs.length);
    ours.forEach((value, i) => {
      if (typeof value === "string") expect(value).toBe(theirs[i]);
      else
        expect(Math.abs((value as number) - (theirs[i] as number)), `${part} ${i}`).toBeLessThanOrEqual(
          tolerance * Math.max(1, Math.abs(theirs[i] as number)),
        );
    });
  }
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function run(...args: readonly string[]): string {
  return execFileSync(python, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function hasScikitLearn(): boolean {
  try {
    return run("-c", "import sklearn; print(sklearn.__version__)").startsWith("1.9");
  } catch {
    return false;
  }
}
