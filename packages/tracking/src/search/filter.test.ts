import { isMlsysError } from "@mlsys/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFilter } from "./filter.ts";
import { parseOrderBy } from "./order-by.ts";

const word = fc.constantFrom(
  ..."metrics.rmse params.model tags. status < >= != LIKE is not null in and or ( ) , 0.5 -1e3 .5 'x' 'it''s' \"y\" `z` ' %".split(
    " ",
  ),
);

describe("a filter", () => {
  it("is read as conditions", () => {
    expect(parseFilter("metrics.rmse < 1 and params.`my model` = 'ridge' AND run_id NOT IN ('a','b')")).toEqual([
      { key: { entity: "metric", name: "rmse" }, operator: "<", value: 1 },
      { key: { entity: "param", name: "my model" }, operator: "=", value: "ridge" },
      { key: { entity: "attribute", name: "run_id" }, operator: "NOT IN", values: ["a", "b"] },
    ]);
  });

  it.each([
    ["metrics.rmse < ", "character 16): found the end; give a number"],
    ["metric.rmse < 1 or x = 1", 'found "or"; join conditions with AND; there is no OR'],
    ["metriks.rmse < 1", 'found "metriks"; did you mean "metrics"?'],
    ["stauts = 'x'", 'the attribute "stauts"; did you mean "status"?'],
    ["params.a = 'x", "a quote that is not closed"],
    ["params.a > 'x'", "found >; compare text with"],
  ])("that is wrong says where and why: %s", (filter, message) => {
    expect(() => parseFilter(filter)).toThrow(message);
  });

  it("of any words is read or refused with an error of the package, and so is an order", () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.constantFrom("", " "), (words, gap) => {
        for (const read of [() => parseFilter(words.join(gap)), () => parseOrderBy([words.join(gap)])]) {
          try {
            read();
          } catch (error) {
            if (!isMlsysError(error) || error.code !== "invalidFilter") throw error;
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
