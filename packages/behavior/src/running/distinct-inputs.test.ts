import { defineSuite, runSuite, toRawExamples } from "@mlsys/behavior";
import fc from "fast-check";
import { expect, it } from "vitest";

type Content = string | readonly string[] | { readonly a: number | null };

const content: fc.Arbitrary<Content> = fc.oneof(
  fc.string({ maxLength: 3, unit: "binary" }),
  fc.array(fc.string({ maxLength: 1 }), { maxLength: 2 }),
  fc.record({ a: fc.option(fc.integer({ min: 0, max: 20 })) }),
);

it("each distinct input is predicted once, whatever inputs are", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(content, { minLength: 1, maxLength: 300 }), async (inputs) => {
      const suite = defineSuite<Content, never>("s", (t) => t.mft("m", { cases: inputs.map(labelled) as never }));
      const asked: string[] = [];
      const report = await runSuite(suite, (batch) => {
        asked.push(...batch.map(textOf));
        return batch.map(() => 1) as never;
      });
      const distinct = [...new Set(inputs.map(textOf))];
      expect(asked).toEqual(distinct);
      expect(report.tests[0]?.counts.distinct).toBe(distinct.length);
      const ids = toRawExamples(suite).trimEnd().split("\n");
      expect(new Set(ids.map((line) => (JSON.parse(line) as { id: string }).id)).size).toBe(distinct.length);
    }),
    { examples: [[["\u0000", []]]] },
  );
});

it("each distinct input is predicted once, of very many", async () => {
  const inputs = Array.from({ length: 50_000 }, (_, i) => `text ${(i * 7919) % 30_011}`);
  const suite = defineSuite<string, never>("s", (t) => t.mft("m", { cases: inputs.map(labelled) as never }));
  const report = await runSuite(suite, (batch) => batch.map(() => 1) as never, { batchSize: 1000 });
  expect(report.summary).toMatchObject({ examples: 50_000, distinctExamples: 30_011 });
  expect(report.tests[0]?.counts).toMatchObject({ given: 50_000, distinct: 30_011 });
});

function labelled<T>(input: T): { readonly input: T; readonly label: number } {
  return { input, label: 1 };
}

function textOf(input: unknown): string {
  return JSON.stringify(input);
}
