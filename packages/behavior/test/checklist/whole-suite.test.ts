// A suite as large as the released one of question pairs is read, held and run, in a process of its own.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { runBuilt } from "../support/run-built.ts";

type Pair = readonly [string, string];

const script = path.join(import.meta.dirname, "fixture", "run-whole.ts");
const WORDS = "what is the best way to become a more than very good person who can learn how to play guitar in India";

function question(number: number): string {
  return `${WORDS.slice(number % 40, 45 + (number % 55))} ${number}?`;
}

function pair(number: number): Pair {
  return [question(number), question(number + 1_000_000)];
}

/** 37 tests of single pairs, every fifth of them twice, and 16 of a pair with what came of it: as many cases as released, and somewhat more examples. */
function* lines(): Generator<string> {
  let next = 0;
  for (let test = 0; test < 53; test++) {
    const isSingle = test < 37;
    const size = isSingle ? 1200 : 1176;
    const cases = Array.from({ length: size }, (_, i): Pair | Pair[] => {
      if (isSingle) return pair(i % 5 === 4 ? next : ++next);
      const original = pair(++next);
      const changed = Array.from({ length: i % 4 === 0 ? 7 : 8 }, (__, k): Pair => [
        original[0],
        question(next + 2_000_000 + (k % 7)),
      ]);
      return [original, ...changed];
    });
    yield JSON.stringify({
      suite: "pairs",
      index: test,
      name: `test ${test}`,
      type: isSingle ? "MFT" : "INV",
      capability: "Vocabulary",
      description: "",
      aggregate: isSingle ? "all" : "all_except_first",
      expect: isSingle ? { kind: "equal", to: "label" } : { kind: "invariant", tolerance: 0.1 },
      labels: isSingle ? 0 : null,
      sample: null,
      templates: null,
      meta: null,
      exampleKind: "pair",
      caseKind: isSingle ? "one example" : "examples",
      cases,
    });
  }
}

it("a suite as large as CheckList's of question pairs takes less than 300 MB", { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "suite-"));
  try {
    const file = path.join(folder, "suite.jsonl");
    await writeFile(file, Array.from(lines(), (line) => `${line}\n`).join(""));
    const { peakMb, ...found } = await runBuilt(script, [file], folder);
    expect(found).toEqual({ tests: 53, cases: 63_216, examples: 209_040, distinctExamples: 186_048 });
    expect(peakMb).toBeLessThan(300);
  } finally {
    await rm(folder, { recursive: true });
  }
});
