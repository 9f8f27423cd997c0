import { parseExternal, parseOptions, satisfying } from "@mlsys/core";
import type * as Zod from "zod";
import { BehaviorError } from "../errors/behavior-error.ts";
import { judgeOf } from "../expectations/compile.ts";
import type { Expectation, ExpectationData, Judge } from "../expectations/expectation.ts";
import type { Prediction } from "../predictors/prediction.ts";
import type { BehaviorTest, Suite, TestCase } from "../suite/behavior-test.ts";
import { testId } from "../suite/test-id.ts";
import { expectationSchema } from "./expectation-schema.ts";
import { loadZod } from "./load-zod.ts";
import { parsePlain } from "./plain-values.ts";

/** Options of {@link parseSuite}. */
export interface ParseSuiteOptions {
  /** The custom expectations that the suite names, as `customExpectation` made them. */
  readonly expectations?: Readonly<Record<string, Expectation<never, unknown>>>;
}

/**
 * Reads a suite that {@link serializeSuite} wrote. No code of the file is run.
 *
 * @param json - the text, or what `JSON.parse` made of it.
 * @param options - custom expectations.
 * @returns the suite; it runs to the same report.
 * @throws {BehaviorError} `invalidSuite` when it is none, saying where; `unknownExpectation` for a custom one that is not given;
 *   `invalidOption`.
 *
 * @example
 * ```ts
 * import { customExpectation, defineSuite, parseSuite, serializeSuite } from "@mlsys/behavior";
 *
 * const short = customExpectation("short", ({ input }) => String(input).length < 3);
 * const json = serializeSuite(defineSuite("s", (t) => t.mft("m", { cases: ["a"], expect: short })));
 * parseSuite(json, { expectations: { short } }).tests.length; // => 1
 * ```
 */
export function parseSuite<I = string, P = Prediction>(json: unknown, options: ParseSuiteOptions = {}): Suite<I, P> {
  const isRecord = (value: unknown): value is NonNullable<ParseSuiteOptions["expectations"]> =>
    typeof value === "object" && value !== null;
  const specs = { expectations: { rule: satisfying("expectations by name", isRecord), default: {} } };
  const { expectations } = parseOptions("parseSuite", options, specs, BehaviorError);
  const functions: Readonly<Record<string, Judge>> = Object.assign(
    {},
    ...Object.values(expectations).map((each) => each.functions ?? {}),
  ) as Record<string, Judge>;
  const what = "the suite cannot be read";
  const { name, tests } = parseExternal(suiteSchema(), valueOf(json), {
    ErrorClass: BehaviorError,
    code: "invalidSuite",
    what,
    where: "parseSuite",
  });
  return { name, tests: tests.map((test) => testOf<I, P>(test, functions)) };
}

function valueOf(json: unknown): unknown {
  try {
    if (typeof json === "string") return parsePlain(json);
    const text: unknown = JSON.stringify(json);
    return typeof text === "string" ? parsePlain(text) : null;
  } catch (error) {
    throw new BehaviorError({
      code: "invalidSuite",
      what: "the suite is no JSON",
      where: "parseSuite",
      found: error instanceof Error ? error.message : String(error),
      fix: "give what serializeSuite returns; is the file cut off?",
      cause: error,
    });
  }
}

type ParsedTest = Zod.infer<ReturnType<typeof suiteSchema>>["tests"][number];

function testOf<I, P>(
  { expect: data, cases, ...test }: ParsedTest,
  functions: Readonly<Record<string, Judge>>,
): BehaviorTest<I, P> {
  const own = functionsIn(data as ExpectationData, functions);
  const expect: Expectation<P, unknown> =
    Object.keys(own).length === 0
      ? { data: data as ExpectationData }
      : { data: data as ExpectationData, functions: own };
  judgeOf(expect);
  return { id: testId(test.name), ...test, expect, cases: cases as readonly TestCase[] as readonly TestCase<I>[] };
}

/** Only the functions that the expectation names. */
function functionsIn(data: ExpectationData, all: Readonly<Record<string, Judge>>): Record<string, Judge> {
  const { kind, name, parts } = data;
  if (kind === "custom" && typeof name === "string")
    return Object.hasOwn(all, name) ? { [name]: all[name] as Judge } : {};
  const list = Array.isArray(parts) ? (parts as readonly ExpectationData[]) : [];
  return Object.assign({}, ...list.map((part) => functionsIn(part, all))) as Record<string, Judge>;
}

function suiteSchema() {
  const { z } = loadZod();
  const label = z.union([z.string(), z.number(), z.boolean()]);
  const edit = z.union([
    z.object({ start: z.int(), end: z.int(), from: z.string(), to: z.string() }),
    z.object({ column: z.string(), from: z.unknown(), to: z.unknown() }),
  ]);
  const test = z.object({
    name: z.string().min(1),
    type: z.enum(["MFT", "INV", "DIR", "ORDER", "SWEEP", "PARITY"]),
    capability: z.string().min(1),
    description: z.string().default(""),
    severity: z.enum(["error", "warning"]).default("error"),
    tags: z.array(z.string()).default([]),
    aggregate: z.enum(["all", "allExceptFirst"]),
    gate: z.object({
      rule: z.enum(["point", "provenBelow", "notProvenAbove"]),
      maxFailRate: z.number().min(0).max(1),
      confidence: z.number().gt(0).lt(1),
    }),
    expect: expectationSchema(),
    skipped: z.int().min(0).default(0),
    cases: z
      .array(
        z.object({
          inputs: z.array(z.unknown()).min(1),
          label: z.union([label, z.array(label)]).optional(),
          edits: z.array(z.array(edit)).optional(),
          meta: z.unknown().optional(),
          group: z.string().optional(),
        }),
      )
      .min(1),
  });
  return z.object({ schemaVersion: z.literal(1), name: z.string(), tests: z.array(test) });
}
