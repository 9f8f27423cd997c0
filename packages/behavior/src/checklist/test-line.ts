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

const isLabel = (value: unknown): boolean =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
const isLabels = (value: unknown): value is TestLine["labels"] =>
  isLabel(value) ||
  (Array.isArray(value) && value.every((own) => isLabel(own) || (Array.isArray(own) && own.every(isLabel))));

/** Cases are checked where they are taken, not here; lists of millions are looked at, not copied. */
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
  labels: z.custom<TestLine["labels"]>(isLabels, "no label, nor a list of labels").default(null),
  meta: z.unknown(),
  caseKind: z.string(),
  sample: z.array(z.int().min(0)).nullable().default(null),
  cases: z.custom<readonly unknown[]>((value) => Array.isArray(value) && value.length > 0, "no list of cases"),
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
