import { expect, test } from "vitest";
import type { Block } from "./blocks.ts";
import { blocksOfMarkdown, blocksOfSource } from "./blocks.ts";
import { runBlocks } from "./run-blocks.ts";
import { typeFaults } from "./type-check.ts";

const folder = "packages/core";

/** What running some blocks of code reports, block by block. */
async function faultsOf(...codes: readonly string[]): Promise<(readonly string[])[]> {
  const blocks = codes.map((code) => ({ file: "a.ts", line: 1, title: "a", code, notRun: undefined }));
  const faults = new Map<Block, readonly string[]>();
  await runBlocks(blocks, folder, (block, found) => faults.set(block, found));
  return blocks.map((block) => faults.get(block) ?? ["no report"]);
}

test("true comments pass, whatever the kind of statement", async () => {
  const code = `import { Table } from "@mlsys/core";
1 + 1; 2 + 2; // => 4
const sum: number = await Promise.resolve(0.1 + 0.2); // => 0.30000000000000004
const { a, b: [b] } = { a: 1, b: [2] };
const [c, d] = [a, b]; // => [1, 2]
Float64Array.of(sum); // => Float64Array.of(sum)
Table.from([{ x: 1 }]).row(0); // => { x: 1 }
if (d === 2) {
  console.log(\`\${c}
two\`);
  // => \`1
  // two\`
}
Math.PI; // => 3.1415…
"long text"; // => "long…
class Point { x = 1; y = undefined }
new Point(); // => { x: 1 }
`;
  expect(await faultsOf(code)).toEqual([[]]);
});

test("false comments are reported with line, expectation and value", async () => {
  const code = `0.1 + 0.2; // => 0.3
[1, 2]; // => Float64Array.of(1, 2)
-0; // => 0
Math.PI; // => 3.15…
({ a: [1] }); // => { a: [2] }`;
  expect(await faultsOf(code)).toEqual([
    [
      "line 1: expected 0.3, found 0.30000000000000004",
      "line 2: expected Float64Array(2) [ 1, 2 ], found [ 1, 2 ]",
      "line 3: expected 0, found -0",
      "line 4: expected 3.15…, found 3.141592653589793",
      "line 5: expected { a: [ 2 ] }, found { a: [ 1 ] }",
    ],
  ]);
});

test("a comment that follows no value is reported", async () => {
  expect(await faultsOf("function f() {} // => 1\nif (f) { }\n\n// => 2\n")).toEqual([
    ["line 1: this // => follows no value", "line 4: this // => follows no value"],
  ]);
});

test("a block that throws fails, and the next one runs in an empty folder of its own", async () => {
  const write = `import { readdirSync, writeFileSync } from "node:fs";
readdirSync("."); // => []
writeFileSync("a.txt", "");`;
  const [first, ...rest] = await faultsOf("throw 1;", write, write);
  expect(first).toEqual(["it throws 1"]);
  expect(rest).toEqual([[], []]);
});

test("a block that ends the process fails, and the next one runs", async () => {
  expect(await faultsOf("process.exit();", "1; // => 1")).toEqual([
    ["it ends the process, or runs longer than 30 s"],
    [],
  ]);
});

test("a block that reaches beyond loopback fails", async () => {
  const [faults] = await faultsOf(`await fetch("http://example.org").catch(() => undefined);`);
  expect(faults).toEqual(["it tried to reach example.org"]);
});

test("a block that is not run needs a reason", async () => {
  const reported: (readonly string[])[] = [];
  const text = "```ts no-run\nlet a;\n```\n\n```ts\n// not run: it needs an account\nlet a;\n```\n";
  await runBlocks(blocksOfMarkdown("a.md", text), folder, (_, faults) => reported.push(faults));
  expect(reported).toEqual([["it is not run: say why in a comment `// not run: …`"], []]);
});

test("a block is type-checked under strict, without regard to what other blocks declare", () => {
  const text = "# A\n\n```ts\nconst a: number = 1;\n```\n\n## B\n\n```ts\nexport const b = (x) => a;\n```\n";
  const blocks = blocksOfMarkdown("a.md", text);
  expect(blocks.map(({ title, line }) => [title, line])).toEqual([
    ["A", 4],
    ["B", 10],
  ]);
  expect([...typeFaults(new Map(blocks.map((block) => [block, folder]))).values()]).toEqual([
    [],
    ["line 1: TS7006 Parameter 'x' implicitly has an 'any' type.", "line 1: TS2304 Cannot find name 'a'."],
  ]);
});

test("examples of functions, constants and members are found where they stand", () => {
  const text = `/**
 * One.
 *
 * @example
 * \`\`\`ts
 * one(); // => 1
 * if (true) {
 *   one();
 * }
 * \`\`\`
 */
export function one(): number { return 1; }

export class Two {
  /**
   * Two.
   *
   * @example
   * two();
   */
  two(): number { return 2; }
}
`;
  expect(blocksOfSource("a.ts", text)).toEqual([
    { file: "a.ts", line: 6, title: "one", code: "one(); // => 1\nif (true) {\n  one();\n}", notRun: undefined },
    { file: "a.ts", line: 18, title: "Two.two", code: "throw 'an @example needs a ```ts block';", notRun: undefined },
  ]);
});

test("a block that continues the one before makes one program with it, line for line", () => {
  const text = "# A\n\n```ts\nconst a = 1;\n```\n\ntext\n\n```ts continued\na; // => 1\n```\n\n```ts\nalone();\n```\n";
  expect(blocksOfMarkdown("a.md", text)).toEqual([
    { file: "a.md", line: 4, title: "A", code: "const a = 1;\n\n\n\n\n\na; // => 1", notRun: undefined },
    { file: "a.md", line: 14, title: "A", code: "alone();", notRun: undefined },
  ]);
});
