import { z } from "zod";

const scalar = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const flag = z.boolean().nullish();
const bound = z.union([z.number(), z.string()]).nullish();

/** The arguments of all expectations that are known; what else is there is not looked at. */
export const kwargsSchema = z.object({
  column: z.string().nullish(),
  column_A: z.string().nullish(),
  column_B: z.string().nullish(),
  column_list: z.array(z.string()).nullish(),
  column_set: z.array(z.string()).nullish(),
  column_index: z.number().nullish(),
  exact_match: flag,
  min_value: bound,
  max_value: bound,
  strict_min: flag,
  strict_max: flag,
  value: z.number().nullish(),
  value_set: z.array(scalar).nullish(),
  value_pairs_set: z.array(z.array(scalar)).nullish(),
  ties_okay: flag,
  regex: z.string().nullish(),
  regex_list: z.array(z.string()).nullish(),
  like_pattern: z.string().nullish(),
  like_pattern_list: z.array(z.string()).nullish(),
  match_on: z.enum(["any", "all"]).nullish(),
  strftime_format: z.string().nullish(),
  strictly: flag,
  or_equal: flag,
  ignore_row_if: z.string().nullish(),
  sum_total: z.number().nullish(),
  threshold: z.number().nullish(),
  double_sided: flag,
  quantile_ranges: z
    .object({
      quantiles: z.array(z.number()),
      value_ranges: z.array(z.array(z.number().nullable()).length(2)),
    })
    .nullish(),
  partition_object: z
    .object({
      weights: z.array(z.number()).optional(),
      bins: z.array(z.union([z.number(), z.literal("Infinity"), z.literal("-Infinity")])).optional(),
      values: z.array(scalar).optional(),
      tail_weights: z.array(z.number()).nullish(),
    })
    .nullish(),
  tail_weight_holdout: z.number().nullish(),
  internal_weight_holdout: z.number().nullish(),
  distribution: z.string().nullish(),
  params: z.union([z.record(z.string(), z.number()), z.array(z.number())]).nullish(),
  p: z.number().nullish(),
  p_value: z.number().nullish(),
  bootstrap_samples: z.number().int().positive().nullish(),
  bootstrap_sample_size: z.number().int().positive().nullish(),
  bins_A: z.array(z.union([z.number(), z.string()])).nullish(),
  bins_B: z.array(z.union([z.number(), z.string()])).nullish(),
  n_bins_A: z.number().int().positive().nullish(),
  n_bins_B: z.number().int().positive().nullish(),
  other_table_name: z.string().nullish(),
  unexpected_rows_query: z.string().nullish(),
  json_schema: z.union([z.record(z.string(), z.unknown()), z.boolean()]).nullish(),
  type_: z.string().nullish(),
  type_list: z.array(z.string()).nullish(),
  mostly: z.number().nullish(),
  row_condition: z.string().nullish(),
  condition_parser: z.string().nullish(),
});

const meta = z.object({ notes: z.unknown() }).partial().nullish();

/** An expectation: `type` since 1.0, `expectation_type` before. */
const expectationSchema = z
  .object({
    type: z.string().optional(),
    expectation_type: z.string().optional(),
    kwargs: kwargsSchema.default({}),
    meta,
    description: z.string().nullish(),
    notes: z.union([z.string(), z.array(z.string())]).nullish(),
    severity: z.string().nullish(),
  })
  .refine(({ type, expectation_type }) => (type ?? expectation_type) !== undefined, {
    message: "has neither type nor expectation_type",
  });

/** A suite's JSON: `name` since 1.0, `expectation_suite_name` before. */
export const suiteSchema = z.object({
  name: z.string().nullish(),
  expectation_suite_name: z.string().nullish(),
  expectations: z.array(expectationSchema),
});

/** The arguments of an expectation. */
export type Kwargs = z.infer<typeof kwargsSchema>;

/** An expectation as it stands in the JSON. */
export type Expectation = z.infer<typeof expectationSchema>;
