import { describe, expect, it } from "vitest";
import { optionalPackage } from "./optional-package.ts";

describe("optionalPackage", () => {
  it("says what to install when the package is missing", async () => {
    const name: string = "surely-not-installed";
    const load = (): Promise<unknown> => import(name);
    await expect(optionalPackage(load, "readParquet", "hyparquet")).rejects.toThrow(
      /readParquet needs a package that is not installed .*run npm install hyparquet/,
    );
  });

  it("passes on any other failure", async () => {
    const load = () => Promise.reject(new RangeError("broken"));
    await expect(optionalPackage(load, "readParquet", "hyparquet")).rejects.toThrow(RangeError);
  });
});
