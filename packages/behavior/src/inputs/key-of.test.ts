import { expect, test } from "vitest";
import { keyOf } from "./key-of.ts";

test("texts are told from what is no text, whatever they begin with", () => {
  const inputs = ["", "[]", "\u0000", "\u0000[]", "\u0000\u0000[]", [], ["[]"], null, NaN, undefined, "\u0000null"];
  expect(new Set(inputs.map(keyOf)).size).toBe(inputs.length);
});
