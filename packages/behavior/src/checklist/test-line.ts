import { parseExternal } from "@mlsys/core";
import { z } from "zod";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { Label } from "../predictors/prediction.ts";
import type { TestType } from "../suite/behavior-test.ts";

/** One line of the extracted format. */
export interface TestLine {
  readonly suite: string;
  readonly name: string;
  readonly type: Extract<TestType, "MFT" | "INV" | "DIR">;
  readonly capability: string;
  readonly description: string;
  readonly aggregate: "all" | "all_except_first";
  readonly expect: Readonly<Record<string, unknown>> & { readonly kind: string };
  readonly labels: Label | null | readonly (Label | null | readonly (Label | null)[])[];
  readonly meta?: unknown;
  readonly caseKind: string;
  readonly sample: readonly number[] | null;
  readonly cases: readonly unknown[];
}

const label = z.union([z.string(), z.number(), z.boolean()]);

/** Cases are checked where they are taken, not here: there may be millions. */
const schema = z.object({
  suite: z.string().default("checklist"),
  name: z.string().min(1),
  type: z.enum(["MFT", "INV", "DIR"]),
  capability: z.string().min(1),
  description: z
    .string()
    .nullish()
    .transform((text) => text ?? ""),
  aggregate: z.enum(["all", "all_except_first"]),
  expect: z.looseObject({ kind: z.string() }),
  labels: z
    .union([label, z.null(), z.array(z.union([label, z.null(), z.array(z.union([label, z.null()]))]))])
    .default(null),
  meta: z.unknown(),
  caseKind: z.string(),
  sample: z.array(z.int().min(0)).nullable().default(null),
  cases: z.array(z.unknown()).min(1),
});

/**
 * Parses one line.
 *
 * @throws {BehaviorError} `invalidFile`, with the line's number.
 */
export function parseTestLine(text: string, number: number): TestLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BehaviorError({
      code: "invalidFile",
      what: "the line is no JSON",
      where: `line ${number}`,
      found: error instanceof Error ? error.message : String(error),
      fix: "give JSON Lines, one test a line; is the file cut off?",
      cause: error,
    });
  }
  const what = "the line is no test";
  return parseExternal(schema, value, {
    ErrorClass: BehaviorError,
    code: "invalidFile",
    what,
    where: `line ${number}`,
  });
}
