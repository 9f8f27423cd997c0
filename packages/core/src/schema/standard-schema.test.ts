import { CoreError, parseExternal } from "@mlsys/core";
import { expect, it } from "vitest";
import { z } from "zod";

const options = {
  ErrorClass: CoreError,
  code: "invalidInput",
  what: "the settings are not valid",
  where: "settings.json",
} as const;

it("returns what the schema makes of the input", () => {
  expect(parseExternal(z.object({ port: z.coerce.number() }), { port: "80" }, options)).toEqual({ port: 80 });
});

it("names every path that the schema objects to", () => {
  const schema = z.object({ port: z.number(), hosts: z.array(z.string()) });
  const parse = (): unknown => parseExternal(schema, { port: "x", hosts: ["a", 1] }, options);
  expect(parse).toThrow(/the settings are not valid \(settings\.json\): found port: .*; hosts\.1: /);
});

it("refuses an asynchronous schema", () => {
  const schema = { "~standard": { version: 1, vendor: "x", validate: () => Promise.resolve({ value: 1 }) } } as const;
  expect(() => parseExternal(schema, 1, options)).toThrow(/asynchronous/);
});
