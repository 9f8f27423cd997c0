import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { lazyParts } from "./lazy-parts.ts";
import { run } from "./pack/run.ts";

interface Build {
  readonly metafile: {
    readonly outputs: Readonly<
      Record<string, { readonly inputs: object; readonly imports: readonly { path: string }[] }>
    >;
  };
}

const fromTsup = createRequire(createRequire(import.meta.url).resolve("tsup/package.json"));
const { build } = fromTsup("esbuild") as { readonly build: (options: object) => Promise<Build> };

const sources = {
  "package.json": '{ "type": "module", "sideEffects": false }',
  "src/index.ts": `export { FruitError } from "./fruit-error.ts";
export type { Pear } from "./pomes/pear.ts";
export { apple } from "./pomes/apple.ts";
export { pear } from "./pomes/pear.ts";
export { cherry, plum } from "./drupes/drupes.ts";
export { basket } from "./basket.ts";
`,
  "src/more/index.ts": 'export { market } from "./market.ts";\n',
  "src/more/market.ts": `import { apple } from "../pomes/apple.ts";
import { plum } from "../drupes/drupes.ts";
export function market(): string { return apple("a") + plum(); }
`,
  "src/fruit-error.ts": "export class FruitError extends Error {}\n",
  "src/stem.ts": 'export const stem = (name: string): string => "stem of " + name;\n',
  "src/skin.ts": 'export const skin = (name: string): string => "skin of " + name;\n',
  "src/pomes/apple.ts": `import { stem } from "../stem.ts";
export function apple(kind: string, size?: number): string { return stem(kind + String(size)); }
`,
  "src/pomes/pear.ts": `import { skin } from "../skin.ts";
export interface Pear { readonly long: boolean }
export function pear(): string { return skin("pear"); }
`,
  "src/drupes/drupes.ts": `import { FruitError } from "../fruit-error.ts";
import { skin } from "../skin.ts";
export function cherry(): string { throw new FruitError("unripe"); }
export function plum(): string { return skin("plum"); }
`,
  "src/basket.ts": `import { apple } from "./pomes/apple.ts";
import { cherry } from "./drupes/drupes.ts";
export async function basket(): Promise<string> { return apple("a") + cherry.name; }
`,
};

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "lazy-")));
for (const [file, text] of Object.entries(sources)) {
  mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

const { metafile } = await build({
  absWorkingDir: folder,
  entryPoints: { index: "./src/index.ts", more: "./src/more/index.ts" },
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  outdir: path.join(folder, "dist"),
  metafile: true,
  logLevel: "silent",
  plugins: [lazyParts({ pomes: ["pomes"], drupes: ["drupes"], baskets: ["basket.ts"] }, ["index", "more"])],
});

/** The sources of which an output, with what it imports, has code. */
function sourcesIn(output: string): string[] {
  const outputs = new Set([`dist/${output}`]);
  for (const each of outputs) for (const { path: file } of metafile.outputs[each]?.imports ?? []) outputs.add(file);
  const all = [...outputs].flatMap((each) => Object.keys(metafile.outputs[each]?.inputs ?? {}));
  return all.filter((source) => source.startsWith("src/")).sort();
}

test("an entry that is loaded by need has what belongs to no part, and nothing else", () => {
  expect(sourcesIn("lazy/index.js")).toEqual(["src/fruit-error.ts"]);
  expect(sourcesIn("lazy/more.js")).toEqual([]);
});

test("a part has its own sources, and what other parts need too lies in one file for all", () => {
  expect(sourcesIn("parts/pomes.js")).toEqual([
    "src/pomes/apple.ts",
    "src/pomes/pear.ts",
    "src/skin.ts",
    "src/stem.ts",
  ]);
  expect(sourcesIn("parts/drupes.js")).toEqual(["src/drupes/drupes.ts", "src/fruit-error.ts", "src/skin.ts"]);
});

test("what needs most of the parts loads all, and its files are not divided", () => {
  expect(sourcesIn("more.js")).toEqual(
    ["src/more/index.ts", "src/more/market.ts", ...sourcesIn("parts/baskets.js")].sort(),
  );
  const files = Object.values(metafile.outputs).map(({ inputs }) => Object.keys(inputs));
  expect(files.filter((inputs) => inputs.includes("src/pomes/apple.ts"))).toEqual([
    ["src/stem.ts", "src/pomes/apple.ts", "src/pomes/pear.ts"],
  ]);
});

test("both forms have the same names, which do the same", async () => {
  const use = `const [whole, lazy] = await Promise.all([import("./dist/index.js"), import("./dist/lazy/index.js")]);
const thrown = (call) => { try { return call(); } catch (error) { return error instanceof whole.FruitError; } };
const seen = async ({ apple, basket, cherry, pear, plum }) => [apple("red", 3), await basket(), thrown(cherry), pear(), plum(), apple.name];
const { market } = await import("./dist/lazy/more.js");
console.log(JSON.stringify([Object.keys(lazy), Object.keys(whole), await seen(lazy), await seen(whole), market()]));`;
  const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "--eval", use], { cwd: folder });
  const names = ["FruitError", "apple", "basket", "cherry", "pear", "plum"];
  const done = ["stem of red3", "stem of aundefinedcherry", true, "skin of pear", "skin of plum", "apple"];
  expect(JSON.parse(stdout || stderr)).toEqual([names, names, done, done, "stem of aundefinedskin of plum"]);
});
