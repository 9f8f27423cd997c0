import type { Suite, TestCase } from "../suite/behavior-test.ts";
import { replacer } from "./plain-values.ts";

/**
 * Writes a suite as JSON: everything but the functions of custom expectations, which are known by name. The same suite gives the same
 * text, on every machine.
 *
 * @param suite - the suite.
 * @returns JSON, with a line for each test, and a newline at the end.
 *
 * @example
 * ```ts
 * import { defineSuite, parseSuite, serializeSuite } from "@mlsys/behavior";
 *
 * const suite = defineSuite("s", (t) => t.mft("ones", { cases: [{ input: "a", label: 1 }] }));
 * parseSuite(serializeSuite(suite)).tests[0]?.cases[0]?.inputs; // => ["a"]
 * ```
 */
export function serializeSuite<I, P>(suite: Suite<I, P>): string {
  const tests = suite.tests.map(
    ({ name, type, capability, description, severity, tags, aggregate, gate, expect, skipped, cases }) =>
      JSON.stringify(
        {
          name,
          type,
          capability,
          description,
          severity,
          tags,
          aggregate,
          gate,
          expect: withoutGaps(expect.data),
          skipped,
          cases: cases.map(plainCase),
        },
        replacer,
      ),
  );
  return `{"schemaVersion":1,"name":${JSON.stringify(suite.name)},"tests":[\n${tests.join(",\n")}\n]}\n`;
}

function plainCase({ inputs, label, edits, meta, group }: TestCase): object {
  return {
    inputs,
    ...(label === undefined ? {} : { label }),
    ...(edits === undefined ? {} : { edits }),
    ...(meta === undefined || meta === null ? {} : { meta }),
    ...(group === undefined ? {} : { group }),
  };
}

/** Options that were left out are left out of the file too. */
function withoutGaps(data: object): object {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}
