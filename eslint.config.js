import js from "@eslint/js";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import jsdoc from "eslint-plugin-jsdoc";
import * as regexp from "eslint-plugin-regexp";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { mlsysRules } from "./tools/eslint/plugin.js";

const tests = ["**/*.test.ts", "**/*.test-d.ts", "packages/*/test/**", "tools/**"];

/** Packages that also run where Node is not: their sources import no `node:` module. */
const universalPackages = ["core", "split"];

const restrictedSyntax = [
  { selector: "TSEnumDeclaration", message: "Use a union of literal types." },
  { selector: "ExportAllDeclaration[source.value=/^[^.]/]", message: "Export names of another package one by one." },
];

const bareErrors = ["Error", "TypeError", "RangeError", "SyntaxError", "AggregateError"].join("|");

export default defineConfig(
  globalIgnores(["**/dist/**", "**/out/**", "**/coverage/**", "**/.nx/**", "**/.venv/**", "packages/*/tsup.config.ts"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  regexp.configs["flat/recommended"],
  {
    files: ["**/*.ts", "**/*.js"],
    plugins: { "import-x": importX, mlsys: mlsysRules },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    settings: {
      "import-x/extensions": [".ts"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js"] })],
    },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "import-x/no-cycle": "error",
      "mlsys/file-name": "error",
      "mlsys/layers": "error",
      "no-restricted-syntax": ["error", ...restrictedSyntax],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Loops over typed arrays index by number on purpose.
      "@typescript-eslint/prefer-for-of": "off",
      // `async` without `await` is how a synchronous implementation of an asynchronous interface reports errors.
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["packages/*/src/**/*.ts", "examples/*/**/*.ts", "benchmarks/**/*.ts"],
    ignores: tests,
    rules: {
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
    },
  },
  {
    files: ["packages/*/src/**/*.ts"],
    ignores: tests,
    rules: {
      "no-restricted-syntax": [
        "error",
        ...restrictedSyntax,
        {
          selector: `ThrowStatement > :matches(NewExpression, CallExpression)[callee.name=/^(?:${bareErrors})$/]`,
          message: "Throw the package's own error class, with a code.",
        },
      ],
    },
  },
  {
    // What must be documented, tools/surface checks: it knows what users can import. Here, only how comments are written.
    files: ["packages/*/src/**/*.ts"],
    ignores: tests,
    plugins: { jsdoc },
    rules: {
      "jsdoc/check-alignment": "error",
      "jsdoc/check-param-names": ["error", { checkDestructured: false }],
      "jsdoc/check-tag-names": ["error", { typed: true }],
      "jsdoc/empty-tags": "error",
      "jsdoc/multiline-blocks": "error",
      "jsdoc/no-types": "error",
      "jsdoc/tag-lines": ["error", "any", { startLines: null }],
    },
  },
  {
    files: universalPackages.map((name) => `packages/${name}/src/**/*.ts`),
    ignores: tests,
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "^node:", message: "This package also runs where Node is not." }] },
      ],
      "no-restricted-globals": ["error", "process", "Buffer", "require", "__dirname", "__filename", "setImmediate"],
    },
  },
  {
    files: ["examples/**/*.ts", "benchmarks/**/*.ts", "packages/cli/src/**/*.ts", "tools/**/*.ts"],
    rules: { "no-console": "off" },
  },
  {
    files: ["**/*.js", "**/*.cjs"],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    files: ["**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { __dirname: "readonly", process: "readonly", require: "readonly" },
    },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
