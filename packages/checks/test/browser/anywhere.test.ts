import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";
import { browserExpected, launchChromium } from "../../../../tools/vitest/chromium.ts";
import { outcomes } from "../support/anywhere.ts";
import type { Outcomes } from "../support/anywhere.ts";

interface Bundler {
  readonly build: (options: object) => Promise<{ readonly outputFiles: readonly { readonly text: string }[] }>;
}

/** The module as one script that leaves its exports in `anywhere`, by esbuild, as tsup has it. */
async function scriptOf(module: string): Promise<string> {
  const fromTsup = createRequire(createRequire(import.meta.url).resolve("tsup/package.json"));
  const { outputFiles } = await (fromTsup("esbuild") as Bundler).build({
    entryPoints: [module],
    bundle: true,
    format: "iife",
    globalName: "anywhere",
    platform: "browser",
    target: "es2022",
    conditions: ["@mlsys/source"],
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

test.skipIf(!browserExpected)(
  "a suite gives the same report in a browser as in Node, and keeps the contract there (skipped where there is no Chromium)",
  async () => {
    const script = await scriptOf(path.resolve(import.meta.dirname, "../support/anywhere.ts"));
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const troubles: string[] = [];
      page.on("pageerror", (error) => troubles.push(String(error)));
      await page.addScriptTag({ content: script });
      const found = await page.evaluate<Outcomes>("anywhere.outcomes()");
      expect(troubles).toEqual([]);
      expect(found).toEqual(JSON.parse(JSON.stringify(await outcomes())));
      expect(found.results.map(({ outcome }) => outcome)).toContain("passed");
    } finally {
      await browser.close();
    }
  },
  60_000,
);
