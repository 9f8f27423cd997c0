import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkSuite } from "@mlsys/checks";
import { columnsAreNotAssociated, predictivePowerIsBelow, rowIsNotOutlier } from "@mlsys/checks/integrity";
import { expect, test } from "vitest";

interface Reference {
  readonly tolerance: number;
  readonly scores: readonly {
    readonly title: string;
    readonly x: unknown[];
    readonly y: unknown[];
    readonly score: number;
  }[];
  /** Normalised mutual information by the title of the pair. */
  readonly information: Readonly<Record<string, number>>;
  readonly outliers: { readonly columns: readonly unknown[][]; readonly probabilities: readonly number[] };
}

const file = fileURLToPath(new URL("integrity.json", import.meta.url));
const { scores, information, outliers, tolerance } = JSON.parse(readFileSync(file, "utf8")) as Reference;

test.each(scores)("the predictive power score is that of scikit-learn's trees: $title", async ({ x, y, score }) => {
  const { results } = await checkSuite("s", [predictivePowerIsBelow(["x"], "y", { max: 1 })]).run({ x, y });
  expect(Math.abs(Number(results[0].observedValue) - score)).toBeLessThanOrEqual(tolerance);
});

test.each(scores)("the mutual information is scikit-learn's: $title", async ({ x, y, title }) => {
  const check = columnsAreNotAssociated(["x", "y"], { measure: "mutualInformation" });
  const [result] = (await checkSuite("s", [check]).run({ x, y })).results;
  expect(Math.abs(Number(result.observedValue) - (information[title] ?? NaN))).toBeLessThanOrEqual(tolerance);
});

test("rows are outliers from the thresholds that the reference gives", async () => {
  const data = Object.fromEntries(outliers.columns.map((column, i) => [`c${i}`, column]));
  const names = Object.keys(data);
  for (const threshold of [0.1, 0.3, 0.5, 0.8, 0.95]) {
    const suite = checkSuite("s", [rowIsNotOutlier(names, { threshold, neighbours: 10 })]);
    const { results } = await suite.run(data);
    const expected = outliers.probabilities.flatMap((probability, i) => (probability >= threshold ? [i] : []));
    expect([threshold, results[0].unexpectedIndices]).toEqual([threshold, expected]);
  }
});
