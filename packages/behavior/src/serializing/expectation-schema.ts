import type * as Zod from "zod";
import { loadZod } from "./load-zod.ts";

/** The schema of every kind of expectation's data. Kinds that do not exist pass, to be refused by name where they are compiled. */
export function expectationSchema() {
  const { z } = loadZod();
  const label = z.union([z.string(), z.number(), z.boolean()]);
  const tolerance = z.number().min(0);
  const direction = z.enum(["up", "down"]);
  const parts = z.array(z.lazy(() => z.looseObject({ kind: z.string() })));
  const kinds: Readonly<Record<string, Zod.ZodType>> = {
    equals: z.strictObject({
      kind: z.string(),
      to: z.literal("label").optional(),
      values: z.array(label).optional(),
      not: z.boolean().optional(),
    }),
    invariant: z.strictObject({
      kind: z.string(),
      tolerance: tolerance.optional(),
      relative: tolerance.optional(),
      floor: tolerance.optional(),
    }),
    change: z.strictObject({
      kind: z.string(),
      direction,
      label: label.optional(),
      of: z.literal("original").optional(),
      skipsCertain: z.boolean().optional(),
      atLeast: z.number(),
      inclusive: z.boolean(),
    }),
    scoreChange: z.strictObject({
      kind: z.string(),
      weights: z.record(z.string(), z.number()),
      direction: z.enum(["not up", "not down"]),
      tolerance,
    }),
    range: z.strictObject({
      kind: z.string(),
      min: z.number().optional(),
      max: z.number().optional(),
      label: label.optional(),
    }),
    monotonic: z.strictObject({
      kind: z.string(),
      direction: z.enum(["increasing", "decreasing"]),
      label: label.optional(),
      tolerance,
    }),
    ordered: z.strictObject({ kind: z.string(), label: label.optional(), margin: z.number() }),
    isClose: z.strictObject({ kind: z.string(), tolerance, relative: tolerance }),
    sameTags: z.strictObject({ kind: z.string(), ignore: z.array(z.string()) }),
    original: z.strictObject({ kind: z.string(), parts: parts.length(1) }),
    and: z.strictObject({ kind: z.string(), parts: parts.min(1) }),
    or: z.strictObject({ kind: z.string(), parts: parts.min(1) }),
    not: z.strictObject({ kind: z.string(), parts: parts.length(1) }),
    when: z.strictObject({ kind: z.string(), parts: parts.length(2) }),
    custom: z.strictObject({ kind: z.string(), name: z.string() }),
  };
  const check = (data: { readonly kind: string }, context: Zod.RefinementCtx): void => {
    const schema = Object.hasOwn(kinds, data.kind) ? kinds[data.kind] : undefined;
    const result = schema?.safeParse(data);
    for (const issue of result?.error?.issues ?? [])
      context.addIssue({ code: "custom", message: issue.message, path: issue.path });
    const { parts: own } = data as { readonly parts?: readonly { readonly kind: string }[] };
    if (result?.success === true) own?.forEach((part) => check(part, context));
  };
  return z.looseObject({ kind: z.string() }).superRefine(check);
}
