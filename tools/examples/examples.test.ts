import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { filesBelow, root } from "../workspace/files.ts";
import { isShippedSource } from "../structure/manifest-rules.ts";
import { blocksOfMarkdown, blocksOfSource } from "./blocks.ts";
import type { Block } from "./blocks.ts";
import { runBlocks } from "./run-blocks.ts";
import { typeFaults } from "./type-check.ts";

// Every ```ts block of the doc comments and of the Markdown files is type-checked and run, and what its `// =>` comments
// say is compared.

const wholeWorkspace = "examples/finance-news";
const atOnce = 2;

/** The blocks by the folder whose dependencies they may import. */
const groups = Map.groupBy(
  filesBelow(root)
    .filter((file) => !file.startsWith(".changeset/") && !file.endsWith("CHANGELOG.md") && !file.endsWith("/api.md"))
    .flatMap(blocksOf),
  ({ file }) => /^packages\/[^/]+/.exec(file)?.[0] ?? wholeWorkspace,
);

let types: ReturnType<typeof typeFaults> | undefined;
const results = new Map<Block, ReturnType<typeof Promise.withResolvers<readonly string[]>>>();
for (const block of [...groups.values()].flat()) results.set(block, Promise.withResolvers());
const queue = [...groups];
const running = Array.from({ length: atOnce }, async () => {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [folder, blocks] = next;
    await runBlocks(blocks, folder, (block, faults) => results.get(block)?.resolve(faults));
  }
});

describe.each([...groups])("%s", (folder, blocks) => {
  test.each(
    blocks.map((block) => [`${path.posix.relative(folder, block.file)}:${block.line} ${block.title}`, block] as const),
  )("%s", { timeout: 300_000 }, async (_, block) => {
    types ??= typeFaults(folderOfBlocks());
    const faults = await results.get(block)?.promise;
    expect([...(types.get(block) ?? []), ...(faults ?? [])]).toEqual([]);
  });
});

test("all blocks have run", { timeout: 300_000 }, async () => {
  await Promise.all(running);
  expect(queue).toEqual([]);
});

function blocksOf(file: string): Block[] {
  const read = (): string => readFileSync(path.join(root, file), "utf8");
  if (file.endsWith(".md")) return blocksOfMarkdown(file, read());
  const inPackage = /^packages\/[^/]+\/(.*)/.exec(file)?.[1];
  return inPackage !== undefined && isShippedSource(inPackage) ? blocksOfSource(file, read()) : [];
}

function folderOfBlocks(): Map<Block, string> {
  return new Map([...groups].flatMap(([folder, blocks]) => blocks.map((block) => [block, folder] as const)));
}
