import { randomState } from "@mlsys/core";
import { expect, test } from "vitest";
import { logOfNumber, powerOf, rootOf } from "./power-functions.ts";
import { powersOfRows, rootsOfRows } from "./power-rows.ts";

const METHODS = ["yeo-johnson", "box-cox"] as const;

/** Rows of numbers for exponents, some of which have a way of their own; columns are odd in number, rows too. */
function drawn(seed: number, method: (typeof METHODS)[number]) {
  const rng = randomState(seed);
  const lambdas = Float64Array.from([0, 2, 1, 1e-17, ...rng.uniform(-3, 3, 3)]);
  const mean = rng.standardNormal(lambdas.length);
  const scale = mean.map((value) => Math.abs(value) + 0.1);
  const values = rng.standardNormal(lambdas.length * 201).map((value) => value * 10 ** (seed % 4));
  const numbers = method === "box-cox" ? values.map((value) => Math.abs(value) + 1e-3) : values;
  return { method, numbers, lambdas, mean, scale };
}

const expectNear = (found: Float64Array, expected: Float64Array): void => {
  const wrong = Array.from(found.keys()).filter((at) => {
    const [a, b] = [found[at] as number, expected[at] as number];
    return !(Object.is(a, b) || Math.abs(a - b) <= 1e-13 * Math.max(1, Math.abs(b)));
  });
  expect(wrong.map((at) => [found[at], expected[at]])).toEqual([]);
};

test.each(METHODS)("powers of many rows are those of each number, after %s", (method) => {
  for (let seed = 0; seed < 40; seed++) {
    const { numbers, lambdas, mean, scale } = drawn(seed, method);
    const out = new Float64Array(numbers.length);
    const of = (values: Float64Array, at: number): number =>
      powerOf(values[at] as number, lambdas[at % lambdas.length] as number, method);
    const powers = numbers.map((_, at) => of(numbers, at));
    const isFinite = powers.every(Number.isFinite);
    expect(powersOfRows({ numbers, lambdas, method }, out)).toBe(isFinite);
    expectNear(out, powers);
    powersOfRows({ numbers: numbers.map((value) => logOfNumber(value, method)), lambdas, method, areLogs: true }, out);
    expectNear(out, powers);
    powersOfRows({ numbers, lambdas, method, mean, scale }, out);
    const j = (at: number): number => at % lambdas.length;
    expectNear(
      out,
      powers.map((power, at) => (power - (mean[j(at)] as number)) / (scale[j(at)] as number)),
    );
  }
});

test.each(METHODS)("the numbers of many powers are those of each one, after %s", (method) => {
  for (let seed = 0; seed < 40; seed++) {
    const { numbers: powers, lambdas, mean, scale } = drawn(seed, method);
    const out = new Float64Array(powers.length);
    rootsOfRows({ numbers: powers, lambdas, method, mean, scale }, out);
    const j = (at: number): number => at % lambdas.length;
    const expected = powers.map((power, at) =>
      rootOf(power * (scale[j(at)] as number) + (mean[j(at)] as number), lambdas[j(at)] as number, method),
    );
    expectNear(out, expected);
  }
});

test.each(METHODS)("a row alone has the digits that it has among others, after %s", (method) => {
  const { numbers, lambdas, mean, scale } = drawn(0, method);
  const [powers, roots] = [new Float64Array(numbers.length), new Float64Array(numbers.length)];
  powersOfRows({ numbers, lambdas, method, mean, scale }, powers);
  rootsOfRows({ numbers, lambdas, method, mean, scale }, roots);
  const out = new Float64Array(lambdas.length);
  for (let at = 0; at < numbers.length; at += lambdas.length) {
    const row = { numbers: numbers.slice(at, at + lambdas.length), lambdas, method, mean, scale };
    powersOfRows(row, out);
    expect(out).toEqual(powers.slice(at, at + lambdas.length));
    rootsOfRows(row, out);
    expect(out).toEqual(roots.slice(at, at + lambdas.length));
  }
});

test("of no rows there is nothing", () => {
  const none = { numbers: new Float64Array(0), lambdas: Float64Array.of(1, 2), method: "yeo-johnson" } as const;
  expect(powersOfRows(none, new Float64Array(0))).toBe(true);
});

test("what is not finite is told", () => {
  const lambdas = Float64Array.of(3, 1, 2);
  const out = new Float64Array(3000);
  const numbers = new Float64Array(3000).fill(1);
  expect(powersOfRows({ numbers, lambdas, method: "box-cox" }, out)).toBe(true);
  for (const [at, value] of [
    [2999, NaN],
    [0, 1e200],
    [1500, Infinity],
  ] as const) {
    expect(powersOfRows({ numbers: numbers.with(at, value), lambdas, method: "yeo-johnson" }, out)).toBe(false);
  }
});
