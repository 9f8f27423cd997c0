import { internInputs } from "../running/intern-inputs.ts";
import type { Suite } from "../suite/behavior-test.ts";
import { rawLines } from "./raw-lines.ts";

/**
 * The distinct inputs of a suite as JSON Lines, for a model that is not called from here: one `{"id":…,"input":…}` a line. What it
 * answers goes back through {@link fromFile}. An id depends on the input's content alone.
 *
 * @param suite - the suite.
 * @returns the text.
 *
 * @example
 * ```ts
 * import { defineSuite, toRawExamples } from "@mlsys/behavior";
 *
 * const suite = defineSuite("s", (t) => t.mft("m", { cases: [{ input: "rose", label: "up" }, { input: "rose", label: "up" }] }));
 * toRawExamples(suite).split("\n").length; // => 2
 * (JSON.parse(toRawExamples(suite)) as { input: string }).input; // => "rose"
 * ```
 */
export function toRawExamples<I, P>(suite: Suite<I, P>): string {
  const decoder = new TextDecoder();
  return Array.from(linesOf(suite), (lines) => decoder.decode(lines)).join("");
}

/**
 * Writes the text of {@link toRawExamples} to a file, a megabyte at a time.
 *
 * @param suite - the suite.
 * @param file - the path or URL of the file; one that is there is replaced.
 *
 * @example
 * ```ts
 * import { mkdtemp, readFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { defineSuite, writeRawExamples } from "@mlsys/behavior";
 *
 * const suite = defineSuite("s", (t) => t.mft("m", { cases: [{ input: "rose", label: "up" }] }));
 * const file = join(await mkdtemp(join(tmpdir(), "raw-")), "examples.jsonl");
 * await writeRawExamples(suite, file);
 * (JSON.parse(await readFile(file, "utf8")) as { input: string }).input; // => "rose"
 * ```
 */
export async function writeRawExamples<I, P>(suite: Suite<I, P>, file: string | URL): Promise<void> {
  const { writeFile } = await import("node:fs/promises");
  await writeFile(file, linesOf(suite));
}

function linesOf<I, P>({ tests }: Suite<I, P>): Generator<Uint8Array> {
  const { inputs, hashes } = internInputs(tests);
  return rawLines(inputs, hashes);
}
