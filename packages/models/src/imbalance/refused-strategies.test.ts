import { randomOverSampler, randomUnderSampler, smote } from "@mlsys/models";
import { expect, test } from "vitest";

const X = [[1], [2], [3], [4], [5]];
const y = ["a", "b", "a", "b", "a"];

test("a strategy that would make a class smaller instead of larger, or the other way round, is refused", () => {
  expect(() => randomOverSampler({ samplingStrategy: "majority" }).fitResample(X, y)).toThrow(/found majority; /);
  expect(() => smote({ samplingStrategy: "majority" }).fitResample(X, y)).toThrow(/found majority; /);
  expect(() => randomUnderSampler({ samplingStrategy: "minority" }).fitResample(X, y)).toThrow(/found minority; /);
});

test("a ratio that is reached already is refused", () => {
  const found = /found 1 rows by the ratio, and 2 before; raise the ratio/;
  expect(() => randomOverSampler({ samplingStrategy: 0.5 }).fitResample(X, y)).toThrow(found);
  expect(() => randomUnderSampler({ samplingStrategy: 0.5 }).fitResample(X, y)).toThrow(/found 4 rows by the ratio/);
});

test("a class that y does not hold is refused with its name", () => {
  expect(() => randomOverSampler({ samplingStrategy: { c: 9 } }).fitResample(X, y)).toThrow(
    /found c; name classes of y: a, b/,
  );
});
