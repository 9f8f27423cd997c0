import {
  arrayOf,
  boolean,
  CoreError,
  either,
  integer,
  MlsysError,
  oneOf,
  parseOptions,
  real,
  satisfying,
  text,
} from "@mlsys/core";
import { describe, expect, it } from "vitest";

const specs = {
  alpha: { rule: real({ min: 0 }), default: 1 },
  nSplits: { rule: integer({ min: 2 }), default: 5 },
  solver: { rule: either(oneOf("lbfgs", "newton"), text({ minLength: 30 })), default: "lbfgs" },
  shuffle: { rule: boolean() },
};

function violation(options: object): CoreError {
  try {
    parseOptions("ridge", options, specs);
  } catch (error) {
    if (error instanceof CoreError) return error;
  }
  throw new CoreError({ code: "invalidInput", what: "nothing was refused" });
}

describe("parseOptions", () => {
  it("fills in defaults, also for an option that is undefined", () => {
    expect(parseOptions("ridge", { alpha: undefined, nSplits: 3 }, specs)).toEqual({
      alpha: 1,
      nSplits: 3,
      solver: "lbfgs",
      shuffle: undefined,
    });
    expect(parseOptions("ridge", undefined, specs).alpha).toBe(1);
  });

  it("says what was found and what to give", () => {
    expect(violation({ alpha: -1 }).message).toBe(
      "alpha is not accepted (ridge): found -1; give a number of at least 0",
    );
  });

  it("reports all violations at once", () => {
    const error = violation({ alpha: "1", nSplits: 1.5, shuffle: 1 });
    expect(error.details["violations"]).toHaveLength(3);
    expect(error.message).toContain("alpha and nSplits and shuffle are not accepted");
  });

  it("suggests the nearest name for an unknown option", () => {
    expect(violation({ alhpa: 1 }).message).toContain('did you mean "alpha"?');
  });

  it("asks for a required option", () => {
    const required = { name: { rule: text(), required: true } } as const;
    expect(() => parseOptions("flow", {}, required)).toThrow(
      "name is not accepted (flow): found nothing; give a string",
    );
  });

  it("takes null for an option without a default as left out, and for no other", () => {
    expect(parseOptions("ridge", { shuffle: null }, specs).shuffle).toBeUndefined();
    expect(parseOptions("f1", { average: null }, { average: { rule: oneOf("macro", null) } }).average).toBeNull();
    expect(violation({ nSplits: null }).message).toContain("found null");
    expect(() => parseOptions("flow", { name: null }, { name: { rule: text(), required: true } })).toThrow(
      "found null",
    );
  });

  it("throws the class that it is given", () => {
    class OtherError extends MlsysError<"invalidOption"> {
      override readonly name = "OtherError";
    }
    expect(() => parseOptions("x", { alpha: -1 }, specs, OtherError)).toThrow(OtherError);
  });
});

describe("rules", () => {
  it.each([
    [real({ min: 0, max: 1 }), [0, 0.5, 1], [-0.1, 1.1, NaN, Infinity, "1", null]],
    [real({ above: 0, below: 1 }), [0.5], [0, 1]],
    [integer(), [0, -3, 2 ** 53 - 1], [0.5, 2 ** 53, "1"]],
    [text({ minLength: 1 }), ["a"], ["", 1]],
    [boolean(), [true, false], [0, "true"]],
    [oneOf("a", null), ["a", null], ["b", undefined]],
    [arrayOf(integer()), [[], [1, 2]], [[1.5], 1, "1"]],
    [satisfying("a date", (value): value is Date => value instanceof Date), [new Date(0)], [0]],
  ])("accepts and refuses: %o", (rule, accepted, refused) => {
    expect(accepted.filter((value) => !rule.accepts(value))).toEqual([]);
    expect(refused.filter((value) => rule.accepts(value))).toEqual([]);
  });
});
