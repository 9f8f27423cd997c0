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
    ({ name, type, capability, description, severity, tags, aggregate, gate, expect, skipped, cases }) => {
      const data = withoutGaps(expect.data);
      const head = { name, type, capability, description, severity, tags, aggregate, gate, expect: data, skipped };
      return `${JSON.stringify(head, replacer).slice(0, -1)},"cases":[${casesOf(cases)}]}`;
    },
  );
  return `{"schemaVersion":1,"name":${JSON.stringify(suite.name)},"tests":[\n${tests.join(",\n")}\n]}\n`;
}

/** Cases are made plain so many at a time: what is made of hundreds of thousands at once outlives its use. */
const TOGETHER = 1024;

function casesOf(cases: readonly TestCase[]): string {
  const parts: string[] = [];
  for (let from = 0; from < cases.length; from += TOGETHER)
    parts.push(JSON.stringify(cases.slice(from, from + TOGETHER).map(plainCase), replacer).slice(1, -1));
  return parts.join(",");
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
