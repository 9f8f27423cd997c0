import { contentOf, isTexts, keyOf, MARK } from "../inputs/key-of.ts";
import { internInputs } from "../running/intern-inputs.ts";
import type { Suite } from "../suite/behavior-test.ts";

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
  const { inputs } = internInputs(suite.tests);
  const chunks: string[] = [];
  for (let from = 0; from < inputs.length; from += CHUNK)
    chunks.push(
      inputs
        .slice(from, from + CHUNK)
        .map(lineOf)
        .join(""),
    );
  return chunks.join("");
}

/** Lines are put together a few at a time: hundreds of thousands of them would be kept, and moved about, until the last is there. */
const CHUNK = 512;

function lineOf(input: unknown): string {
  if (typeof input === "string") return lineWith(idOf(input, ""), JSON.stringify(input));
  const content = contentOf(input);
  return lineWith(idOf(MARK, content), isTexts(input) ? content : JSON.stringify(input));
}

function lineWith(id: string, json: string): string {
  return `{"id":"${id}","input":${json}}\n`;
}

/** The content of an input in 64 bits: two FNV-like hashes, each mixed. */
export function inputId(input: unknown): string {
  return idOf(keyOf(input), "");
}

/** Of two parts put together: what was put together is read more slowly, unit by unit, than the parts are. */
function idOf(first: string, second: string): string {
  let [a, b] = [0x811c9dc5 | 0, 0x9747b28c | 0];
  for (const text of [first, second]) {
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul((b << 5) ^ (b >>> 27) ^ unit, 0x5bd1e995);
    }
  }
  return hex(mixed(a ^ (first.length + second.length))) + hex(mixed(b ^ a));
}

function mixed(value: number): number {
  let state = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return state ^ (state >>> 16);
}

let bytes: readonly string[] | undefined;

/** Eight digits, two at a time from a table: writing a double by its base takes several times as long. */
function hex(value: number): string {
  bytes ??= Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
  const [a, b] = [bytes[value >>> 24] as string, bytes[(value >>> 16) & 255] as string];
  return a + b + (bytes[(value >>> 8) & 255] as string) + (bytes[value & 255] as string);
}
