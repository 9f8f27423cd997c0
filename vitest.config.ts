import { configDefaults, defineConfig } from "vitest/config";
import { defaultClientConditions, defaultServerConditions } from "vite";

const sourceCondition = "@mlsys/source";

/** Where CI wants the results as JSON. */
const results = process.env["MLSYS_TEST_RESULTS"];

/** The suites that CheckList's authors released are nobody's by default: their test is one where a folder of them is named. */
const withoutRelease = process.env["MLSYS_CHECKLIST_RELEASE"] === undefined ? ["**/checklist/released/**"] : [];

export default defineConfig({
  resolve: { conditions: [sourceCondition, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [sourceCondition, ...defaultServerConditions] } },
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "packages/*/test/**/*.test.ts",
      "examples/*/**/*.test.ts",
      "tools/**/*.test.ts",
    ],
    exclude: [...configDefaults.exclude, "**/out/**", ...withoutRelease],
    setupFiles: ["tools/vitest/quiet.ts", "tools/vitest/offline.ts"],
    testTimeout: 20_000,
    reporters: results === undefined ? ["default"] : ["default", ["json", { outputFile: results }]],
  },
});
