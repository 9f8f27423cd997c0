import { keyOf } from "../inputs/key-of.ts";
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
  return inputs.map((input) => `${JSON.stringify({ id: inputId(input), input })}\n`).join("");
}

/** The content of an input in 64 bits: two FNV-like hashes, each mixed. */
export function inputId(input: unknown): string {
  const text = keyOf(input);
  let [a, b] = [0x811c9dc5 | 0, 0x9747b28c | 0];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul((b << 5) ^ (b >>> 27) ^ unit, 0x5bd1e995);
  }
  return hex(mixed(a ^ text.length)) + hex(mixed(b ^ a));
}

function mixed(value: number): number {
  let state = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return state ^ (state >>> 16);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}
