import { checkSuite, fromPartialStates, isNotNull, isUnique, mergePartialStates, partialState } from "@mlsys/checks";
import type { CheckResult, PartialState } from "@mlsys/checks";
import fc from "fast-check";
import { expect, test } from "vitest";
import { integrityFigureDefinitions, integrityRowDefinitions } from "../support/naive-integrity.ts";
import { figureDefinitions, rowDefinitions } from "../support/naive.ts";
import { batches, cuts, randomRows } from "../support/random-rows.ts";

/** Checks that look into other tables. */
const OTHERS = new Set([
  ...["isForeignKey", "isNotInTable", "rowCountEqualsTable", "rowCountRatioIsBetween", "startsAfterTable"],
]);

test(
  "states of parts, sent as JSON and put together one by one or at once, give the report of the whole",
  { timeout: 60_000 },
  async () => {
    const all = [
      ...[...rowDefinitions, ...integrityRowDefinitions],
      ...[...figureDefinitions, ...integrityFigureDefinitions],
    ]
      .map(({ check }) => check)
      .filter(({ check }) => !OTHERS.has(check))
      // A state keeps keys, in which a NaN that equals a missing value is one, and shows them.
      .filter(({ parameters, column }) => parameters["skip"] !== "never" || column !== "number");
    const suite = checkSuite("parts", [
      ...all,
      isNotNull("number", { groupBy: "category" }),
      isUnique(["category", "flag"]),
    ]);
    await fc.assert(
      fc.asyncProperty(randomRows, cuts, fc.boolean(), async (rows, sizes, atOnce) => {
        const whole = await suite.run(batches(rows, sizes), { examples: 5 });
        const states: PartialState[] = [];
        for await (const part of batches(rows, sizes)) {
          const state = await partialState(suite, part, { examples: 5 });
          states.push(JSON.parse(JSON.stringify(state)) as PartialState);
        }
        const half = states.length >> 1;
        const merged = atOnce
          ? states
          : [
              await mergePartialStates(suite, states.slice(0, half), { examples: 5 }),
              await mergePartialStates(suite, states.slice(half), { examples: 5 }),
            ];
        const report = await suite.run(fromPartialStates(structuredClone(merged)), { examples: 5 });
        const judged = report.results.map(({ reason }) => reason !== "notSupported");
        expect(report.results.filter((_, k) => judged[k]).map(exact)).toEqual(
          whole.results.filter((_, k) => judged[k]).map(exact),
        );
        report.results.forEach((part, k) => {
          if (ADDED.has(part.check)) expect([part.name, distance(part, whole.results[k])]).toEqual([part.name, 0]);
        });
        expect(judged.filter(Boolean).length).toBe(all.length + 2);
        expect([report.rowCount, report.columnNames]).toEqual([whole.rowCount, whole.columnNames]);
      }),
      { numRuns: 60 },
    );
  },
);

/** Figures that are added up, which in another order can differ in their last digits, and so on which side of a bound they are. */
const ADDED = new Set(["sumIsBetween", "meanIsBetween", "stdevIsBetween", "varianceIsBetween"]);
/** These too, and where all values are the same their last digits are all there is. */
const SHAPES = new Set(["skewnessIsBetween", "kurtosisIsBetween"]);

/** What must be the same to the last digit. */
function exact(result: CheckResult): unknown {
  if (result.check === "zScoreIsBelow") return { ...result, details: Object.keys(result.details) };
  if (SHAPES.has(result.check)) return [result.name, result.elementCount, result.missingCount];
  return ADDED.has(result.check) ? result.name : result;
}

/** How far two figures lie apart; 0 within nine digits, and within what rounding leaves of sums that cancel out. */
function distance(part: CheckResult, whole: CheckResult | undefined): number {
  const [a, b] = [Number(part.observedValue), Number(whole?.observedValue)];
  if (Object.is(a, b)) return 0;
  const apart = Math.abs(a - b);
  return apart <= Math.max(1e-12, 1e-9 * Math.max(Math.abs(a), Math.abs(b))) ? 0 : apart;
}

/** Checks whose verdict is about the order of the rows, or about which of two alike came first. */
const ORDERED = new Set(["isIncreasing", "isDecreasing", "isSequential", "textIsNotRepeated"]);

test("the order in which states come changes no count", { timeout: 60_000 }, async () => {
  const all = [...rowDefinitions, ...integrityRowDefinitions, ...figureDefinitions, ...integrityFigureDefinitions]
    .map(({ check }) => check)
    .filter(({ check }) => !OTHERS.has(check) && !ORDERED.has(check));
  const suite = checkSuite("order", all);
  await fc.assert(
    fc.asyncProperty(randomRows, cuts, fc.infiniteStream(fc.nat()), async (rows, sizes, draws) => {
      const states: PartialState[] = [];
      for await (const part of batches(rows, sizes)) states.push(await partialState(suite, part));
      const shuffled = states
        .map((state) => ({ state, place: draws.next().value as number }))
        .sort((a, b) => a.place - b.place)
        .map(({ state }) => state);
      const inOrder = await suite.run(fromPartialStates(states));
      const report = await suite.run(fromPartialStates(shuffled));
      expect(report.results.map(counts)).toEqual(inOrder.results.map(counts));
      report.results.forEach((part, k) => {
        const whole = inOrder.results[k];
        if (typeof part.observedValue === "number" && !SHAPES.has(part.check))
          expect([part.name, distance(part, whole)]).toEqual([part.name, 0]);
      });
    }),
    { numRuns: 40 },
  );
});

function counts({ name, elementCount, missingCount, unexpectedCount }: CheckResult): unknown {
  return { name, elementCount, missingCount, unexpectedCount };
}

test("what is no state, and a state of other checks, are said to be so", async () => {
  const [suite, other] = [checkSuite("a", [isUnique("x")]), checkSuite("b", [isNotNull("x")])];
  const state = await partialState(other, { x: [1, 1] });
  const [result] = (await suite.run(fromPartialStates([state]))).results;
  expect([result.outcome, result.reason]).toEqual(["error", "invalidData"]);
  await expect(suite.run(fromPartialStates([{ rows: 1 } as never]))).rejects.toThrow(/no state of a part/);
});
