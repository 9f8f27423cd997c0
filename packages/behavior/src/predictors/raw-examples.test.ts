import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { defineSuite, toRawExamples, writeRawExamples } from "@mlsys/behavior";
import type { Suite } from "@mlsys/behavior";
import fc from "fast-check";
import { expect, it } from "vitest";

type Content = string | readonly string[] | { readonly a: number | null };
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom('"', "\\", ",", "a", "é", "😀") }),
);
const content: fc.Arbitrary<Content> = fc.oneof(
  text,
  fc.array(text, { maxLength: 3 }),
  fc.record({ a: fc.option(fc.integer()) }),
);

const suiteOf = (inputs: readonly Content[]): Suite<Content, never> =>
  defineSuite<Content, never>("s", (t) => t.mft("m", { cases: inputs.map((input) => ({ input, label: 1 })) as never }));

const inputsIn = (lines: string): unknown[] =>
  lines
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { input: unknown }).input);

it("raw examples are a line of JSON each, whatever texts hold", () => {
  fc.assert(
    fc.property(fc.uniqueArray(content, { minLength: 1, selector: (each) => JSON.stringify(each) }), (inputs) => {
      expect(inputsIn(toRawExamples(suiteOf(inputs)))).toEqual(JSON.parse(JSON.stringify(inputs)));
    }),
  );
});

it("raw examples in a file are those of the text, of very many inputs too", async () => {
  const inputs = Array.from({ length: 50_000 }, (_, i) =>
    i % 1000 === 0 ? `“${i}”` : i % 2 === 0 ? `${i}` : [`${i}`, '"'],
  );
  const folder = await mkdtemp(path.join(tmpdir(), "raw-"));
  try {
    await writeRawExamples(suiteOf(inputs), path.join(folder, "raw.jsonl"));
    const lines = await readFile(path.join(folder, "raw.jsonl"), "utf8");
    expect(lines).toBe(toRawExamples(suiteOf(inputs)));
    expect(inputsIn(lines)).toEqual(inputs);
  } finally {
    await rm(folder, { recursive: true });
  }
});
