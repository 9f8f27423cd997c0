import { randomState } from "@mlsys/core";
import { describe, expect, test } from "vitest";
import { functionOf } from "./function-loops.ts";

const rng = randomState(0);
const EDGES = [
  0,
  -0,
  1,
  -1,
  NaN,
  Infinity,
  -Infinity,
  5e-324,
  -5e-324,
  1e-310,
  1e-17,
  -1e-17,
  709.78,
  710,
  -745,
  -746,
  -38,
  1e308,
];

/** Numbers of all sizes, and those where functions end or change their ways; not as many as whole rows of the loops. */
const numbers = Float64Array.from([
  ...rng.uniform(-1, 1, 5000),
  ...rng.uniform(-40, 40, 5000),
  ...rng.uniform(-800, 800, 5000),
  ...rng.uniform(-300, 300, 5000).map((power, i) => (i % 3 === 0 ? -1 : 1) * 10 ** power),
  ...EDGES.flatMap((edge) => [edge, 1 + edge]),
]);

/** How many doubles lie between two, about. */
const unitsBetween = (a: number, b: number): number =>
  Object.is(a, b) ? 0 : Math.abs(a - b) / Math.max(Math.abs(b) * 2 ** -52, 5e-324);

describe.each(["exp", "expm1", "log", "log1p"] as const)("many numbers' %s", (name) => {
  test("is that of each one, to two units in the last place", () => {
    const found = functionOf(name, numbers);
    const wrong = Array.from(numbers.keys()).filter(
      (i) => !(unitsBetween(found[i] as number, Math[name](numbers[i] as number)) <= 2),
    );
    expect(wrong.map((i) => [numbers[i], found[i]])).toEqual([]);
  });

  test("is that of each one alone, digit by digit; of none, none", () => {
    const found = functionOf(name, numbers);
    for (let i = 0; i < numbers.length; i += 7) {
      expect(functionOf(name, numbers.slice(i, i + 1))[0]).toBe(found[i]);
      expect(functionOf(name, numbers.slice(i, i + 3))).toEqual(found.slice(i, i + 3));
    }
    expect(functionOf(name, new Float64Array(0))).toHaveLength(0);
  });
});

test.each(["identity", "sqrt", "square", "abs", "sin", "cos"] as const)("%s is that of each number", (name) => {
  const { sqrt, abs, sin, cos } = Math;
  const expected = { identity: Number, square: (value: number) => value * value, sqrt, abs, sin, cos }[name];
  expect(functionOf(name, numbers)).toEqual(numbers.map((value) => expected(value)));
});
