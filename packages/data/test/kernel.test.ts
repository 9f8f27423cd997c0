import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compiledKernel } from "../kernels/compile.ts";

it("the kernel in the package is the one that its source compiles to; `node kernels/compile.ts` renews it", async () => {
  const held = readFileSync(new URL("../src/csv/kernel-code.ts", import.meta.url), "utf8");
  const codeOf = (source: string): string => source.replace(/[^"]*"([^"]*)"[^"]*/g, "$1");
  expect(codeOf(held)).toBe(codeOf(await compiledKernel()));
});
