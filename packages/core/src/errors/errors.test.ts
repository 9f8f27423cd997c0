import { CoreError, didYouMean, isMlsysError, MlsysError, nearestName, showValue } from "@mlsys/core";
import { describe, expect, it } from "vitest";

describe("MlsysError", () => {
  it("writes what, where, found and fix in one sentence form", () => {
    const error = new CoreError({
      code: "invalidInput",
      what: "not a table",
      where: "from",
      found: "3",
      fix: "give rows",
    });
    expect(error.message).toBe("not a table (from): found 3; give rows");
  });

  it("leaves out the parts that are not given", () => {
    expect(new CoreError({ code: "aborted", what: "the work was cancelled" }).message).toBe("the work was cancelled");
    expect(new CoreError({ code: "aborted", what: "cancelled", fix: "start again" }).message).toBe(
      "cancelled: start again",
    );
  });

  it("carries name, code, details and cause", () => {
    const cause = new MlsysError({ code: "x", what: "x" });
    const error = new CoreError({ code: "outOfRange", what: "x", details: { index: 3 }, cause });
    expect(error).toMatchObject({ name: "CoreError", code: "outOfRange", details: { index: 3 }, cause });
  });

  it("is recognised by its mark, and nothing else is", () => {
    expect(isMlsysError(new CoreError({ code: "aborted", what: "x" }))).toBe(true);
    for (const value of [null, undefined, "x", {}, new TypeError("x")]) expect(isMlsysError(value)).toBe(false);
  });
});

describe("nearestName", () => {
  it("finds transposed, missing and differently cased letters", () => {
    const known = ["amount", "currency", "id"];
    expect(nearestName("amuont", known)).toBe("amount");
    expect(nearestName("curency", known)).toBe("currency");
    expect(nearestName("Amount", known)).toBe("amount");
  });

  it("stays silent when nothing is near", () => {
    expect(nearestName("weight", ["amount", "id"])).toBeUndefined();
    expect(didYouMean("x", [])).toBe("there are none");
  });
});

describe("showValue", () => {
  it("shows any value on one short line", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = cyclic;
    const shown = [
      null,
      undefined,
      NaN,
      10n,
      () => 1,
      new Date(NaN),
      new Float64Array(3),
      new Map([[1, 2]]),
      cyclic,
      "a\nb",
    ].map((value) => showValue(value));
    expect(shown).toEqual([
      "null",
      "undefined",
      "NaN",
      "10n",
      "a function",
      "an invalid date",
      "Float64Array(3)",
      "Map(1)",
      "an object",
      '"a\\nb"',
    ]);
    expect(showValue("x".repeat(1e6))).toHaveLength(60);
  });
});
