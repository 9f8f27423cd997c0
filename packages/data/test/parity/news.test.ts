import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { makeFinancialNews } from "@mlsys/data";
import { describe, expect, it } from "vitest";

const python = process.env["PYTHON"] ?? "python3";
const isRequired = process.env["MLSYS_REQUIRE_SERVICES"] === "1";

interface Judgement {
  readonly accuracy: number;
  readonly negativeRecall: number;
}

describe("makeFinancialNews", () => {
  it.skipIf(!isRequired && !hasScikitLearn())(
    "is mediocre for a classifier of words and better for one of pairs (skipped without Python and scikit-learn 1.9)",
    { timeout: 60_000 },
    () => {
      const input = JSON.stringify(makeFinancialNews({ randomState: 42 }).toRows());
      const script = fileURLToPath(new URL("news.py", import.meta.url));
      const output = execFileSync(python, [script], { encoding: "utf8", input });
      const { words, pairs } = JSON.parse(output) as { readonly words: Judgement; readonly pairs: Judgement };
      expect(words.accuracy).toBeGreaterThan(0.75);
      expect(words.accuracy).toBeLessThan(0.82);
      expect(words.negativeRecall).toBeLessThan(0.1);
      expect(pairs.accuracy).toBeGreaterThan(0.88);
      expect(pairs.accuracy).toBeLessThan(0.92);
      expect(pairs.negativeRecall).toBeGreaterThan(0.5);
    },
  );
});

function hasScikitLearn(): boolean {
  try {
    const version = execFileSync(python, ["-c", "import sklearn; print(sklearn.__version__)"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return version.startsWith("1.9");
  } catch {
    return false;
  }
}
