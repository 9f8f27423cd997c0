import { ChecksError } from "../../checks-error.ts";
import { columnCountIsBetween } from "../../checks/column-count-is-between.ts";
import { columnExists } from "../../checks/column-exists.ts";
import { columnIsAbove } from "../../checks/column-is-above.ts";
import { columnsAreEqual } from "../../checks/columns-are-equal.ts";
import { columnsMatch } from "../../checks/columns-match.ts";
import { distinctCountIsBetween } from "../../checks/distinct-count-is-between.ts";
import { distinctRatioIsBetween } from "../../checks/distinct-ratio-is-between.ts";
import { doesNotMatch } from "../../checks/does-not-match.ts";
import { isBetween } from "../../checks/is-between.ts";
import { isDecreasing } from "../../checks/is-decreasing.ts";
import { isIncreasing } from "../../checks/is-increasing.ts";
import { isIn } from "../../checks/is-in.ts";
import { isJson } from "../../checks/is-json.ts";
import { isLike } from "../../checks/is-like.ts";
import { isNotIn } from "../../checks/is-not-in.ts";
import { isNotLike } from "../../checks/is-not-like.ts";
import { isNotNull } from "../../checks/is-not-null.ts";
import { isNull } from "../../checks/is-null.ts";
import { isOfType } from "../../checks/is-of-type.ts";
import { isUniqueWithinRow } from "../../checks/is-unique-within-row.ts";
import { isUnique } from "../../checks/is-unique.ts";
import { lengthIsBetween } from "../../checks/length-is-between.ts";
import { matchesAll } from "../../checks/matches-all.ts";
import { matchesAny } from "../../checks/matches-any.ts";
import { matchesDateFormat } from "../../checks/matches-date-format.ts";
import { matchesNone } from "../../checks/matches-none.ts";
import { matches } from "../../checks/matches.ts";
import { maxIsBetween } from "../../checks/max-is-between.ts";
import { meanIsBetween } from "../../checks/mean-is-between.ts";
import { medianIsBetween } from "../../checks/median-is-between.ts";
import { minIsBetween } from "../../checks/min-is-between.ts";
import { mostCommonValueIsIn } from "../../checks/most-common-value-is-in.ts";
import { pairIsIn } from "../../checks/pair-is-in.ts";
import { quantilesAreBetween } from "../../checks/quantiles-are-between.ts";
import { rowCountIsBetween } from "../../checks/row-count-is-between.ts";
import { rowCountEqualsTable } from "../../checks/row-count-equals-table.ts";
import { rowSatisfies } from "../../checks/row-satisfies.ts";
import { rowSumEquals } from "../../checks/row-sum-equals.ts";
import { stdevIsBetween } from "../../checks/stdev-is-between.ts";
import { sumIsBetween } from "../../checks/sum-is-between.ts";
import { valueSetContains } from "../../checks/value-set-contains.ts";
import { valueSetEquals } from "../../checks/value-set-equals.ts";
import { valueSetIsWithin } from "../../checks/value-set-is-within.ts";
import { zScoreIsBelow } from "../../checks/z-score-is-below.ts";
import type { ValueKind } from "../../aggregates/aggregate.ts";
import type { BoundOptions } from "../../definition/check-options.ts";
import type { Check } from "../../definition/check.ts";
import { queryFindsNothing } from "../../sql/query-finds-nothing.ts";
import { column } from "../../expressions/build.ts";
import type { Expression } from "../../expressions/expression.ts";
import { anyBounds, figure, pairNulls, pattern, required, rows, skipOf, someBounds, typesOf } from "./arguments.ts";
import type { Common } from "./arguments.ts";
import { cramersPhi } from "./cramers-phi.ts";
import { bootstrappedKsTest, chiSquareTest, parameterizedKsTest } from "./distribution-tests.ts";
import { isDateutilDate } from "./dateutil-date.ts";
import { klDivergence } from "./kl-divergence.ts";
import { matchesJsonSchema } from "./json-schema.ts";
import type { Kwargs } from "./suite-schema.ts";

/** Makes the check of an expectation of its arguments. */
type Translation = (kwargs: Kwargs, common: Common) => Check;

/** The expectations that are known, each with its check. */
export const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  // One column, row by row
  expect_column_values_to_not_be_null: (k, c) => isNotNull(required(k, "column"), rows(k, c)),
  expect_column_values_to_be_null: (k, c) => isNull(required(k, "column"), rows(k, c)),
  expect_column_values_to_be_between: (k, c) =>
    refusingMixedKinds(isBetween(required(k, "column"), { ...rows(k, c), ...someBounds(k) })),
  expect_column_values_to_be_in_set: (k, c) =>
    k.value_set === null ? anyRow(k, c) : isIn(required(k, "column"), required(k, "value_set"), rows(k, c)),
  expect_column_values_to_not_be_in_set: (k, c) => isNotIn(required(k, "column"), required(k, "value_set"), rows(k, c)),
  expect_column_values_to_be_unique: (k, c) => isUnique(required(k, "column"), rows(k, c)),
  expect_column_values_to_be_increasing: (k, c) =>
    isIncreasing(required(k, "column"), { ...rows(k, c), strictly: k.strictly ?? false }),
  expect_column_values_to_be_decreasing: (k, c) =>
    isDecreasing(required(k, "column"), { ...rows(k, c), strictly: k.strictly ?? false }),
  expect_column_values_to_be_of_type: (k, c) =>
    isOfType(required(k, "column"), typesOf([required(k, "type_")]), rows(k, c)),
  expect_column_values_to_be_in_type_list: (k, c) =>
    isOfType(required(k, "column"), typesOf(required(k, "type_list")), rows(k, c)),
  expect_column_values_to_be_dateutil_parseable: (k, c) => isDateutilDate(required(k, "column"), rows(k, c)),
  expect_column_values_to_be_json_parseable: (k, c) => isJson(required(k, "column"), rows(k, c)),
  expect_column_values_to_match_strftime_format: (k, c) =>
    matchesDateFormat(required(k, "column"), required(k, "strftime_format"), rows(k, c)),
  expect_column_value_lengths_to_be_between: (k, c) =>
    lengthIsBetween(required(k, "column"), { ...rows(k, c), ...lengthBounds(k) }),
  expect_column_value_lengths_to_equal: (k, c) =>
    lengthIsBetween(required(k, "column"), { ...rows(k, c), min: required(k, "value"), max: required(k, "value") }),
  expect_column_value_z_scores_to_be_less_than: (k, c) =>
    zScoreIsBelow(required(k, "column"), required(k, "threshold"), {
      ...rows(k, c),
      doubleSided: k.double_sided ?? true,
    }),

  expect_column_values_to_match_json_schema: (k, c) => matchesJsonSchema(k, c),

  // Patterns
  expect_column_values_to_match_regex: (k, c) =>
    matches(required(k, "column"), pattern(required(k, "regex")), rows(k, c)),
  expect_column_values_to_not_match_regex: (k, c) =>
    doesNotMatch(required(k, "column"), pattern(required(k, "regex")), rows(k, c)),
  expect_column_values_to_match_regex_list: (k, c) =>
    (k.match_on === "all" ? matchesAll : matchesAny)(
      required(k, "column"),
      required(k, "regex_list").map(pattern),
      rows(k, c),
    ),
  expect_column_values_to_not_match_regex_list: (k, c) =>
    matchesNone(required(k, "column"), required(k, "regex_list").map(pattern), rows(k, c)),
  expect_column_values_to_match_like_pattern: (k, c) =>
    isLike(required(k, "column"), required(k, "like_pattern"), rows(k, c)),
  expect_column_values_to_not_match_like_pattern: (k, c) =>
    isNotLike(required(k, "column"), required(k, "like_pattern"), rows(k, c)),
  expect_column_values_to_match_like_pattern_list: (k, c) =>
    isLike(required(k, "column"), required(k, "like_pattern_list"), { ...rows(k, c), all: k.match_on === "all" }),
  expect_column_values_to_not_match_like_pattern_list: (k, c) =>
    isNotLike(required(k, "column"), required(k, "like_pattern_list"), rows(k, c)),

  // Several columns, row by row
  expect_column_pair_values_to_be_equal: (k, c) =>
    columnsAreEqual(required(k, "column_A"), required(k, "column_B"), { ...rows(k, c), nulls: pairNulls(k) }),
  expect_column_pair_values_a_to_be_greater_than_b: (k, c) =>
    columnIsAbove(required(k, "column_A"), required(k, "column_B"), {
      ...rows(k, c),
      orEqual: k.or_equal ?? false,
      nulls: pairNulls(k),
    }),
  expect_column_pair_values_to_be_in_set: (k, c) => pairInSet(k, c),
  expect_compound_columns_to_be_unique: (k, c) =>
    isUnique(required(k, "column_list"), { ...rows(k, c), skip: skipOf(k) }),
  expect_select_column_values_to_be_unique_within_record: (k, c) =>
    isUniqueWithinRow(required(k, "column_list"), { ...rows(k, c), skip: skipOf(k) }),
  expect_multicolumn_sum_to_equal: (k, c) =>
    rowSumEquals(required(k, "column_list"), required(k, "sum_total"), {
      ...rows(k, c),
      skip: skipOf(k) === "anyMissing" ? "anyMissing" : "allMissing",
    }),

  // Figures of a column
  expect_column_mean_to_be_between: (k, c) =>
    meanIsBetween(required(k, "column"), { ...figure(c), ...anyBounds<number>(k) }),
  expect_column_median_to_be_between: (k, c) =>
    medianIsBetween(required(k, "column"), { ...figure(c), ...anyBounds<number>(k) }),
  expect_column_stdev_to_be_between: (k, c) =>
    stdevIsBetween(required(k, "column"), { ...figure(c), ...anyBounds<number>(k) }),
  expect_column_sum_to_be_between: (k, c) =>
    sumIsBetween(required(k, "column"), { ...figure(c), ...anyBounds<number>(k) }),
  expect_column_min_to_be_between: (k, c) => minIsBetween(required(k, "column"), { ...figure(c), ...anyBounds(k) }),
  expect_column_max_to_be_between: (k, c) => maxIsBetween(required(k, "column"), { ...figure(c), ...anyBounds(k) }),
  expect_column_unique_value_count_to_be_between: (k, c) =>
    distinctCountIsBetween(required(k, "column"), { ...figure(c), ...anyBounds<number>(k) }),
  expect_column_proportion_of_unique_values_to_be_between: (k, c) =>
    distinctRatioIsBetween(required(k, "column"), { ...figure(c, 0, k), ...anyBounds<number>(k) }),
  expect_column_quantile_values_to_be_between: (k, c) => {
    const { quantiles, value_ranges: ranges } = required(k, "quantile_ranges");
    const bounds = quantiles.map((probability, i) => ({
      probability,
      ...anyBounds<number>({ min_value: ranges[i]?.[0], max_value: ranges[i]?.[1] }),
    }));
    return quantilesAreBetween(required(k, "column"), bounds, { ...figure(c), method: "nearest" });
  },
  expect_column_distinct_values_to_be_in_set: (k, c) =>
    k.value_set === null || k.value_set === undefined
      ? distinctCountIsBetween(required(k, "column"), { ...figure(c), min: 0 })
      : valueSetIsWithin(required(k, "column"), k.value_set, { ...figure(c), onEmpty: "pass" }),
  expect_column_distinct_values_to_contain_set: (k, c) =>
    valueSetContains(required(k, "column"), required(k, "value_set"), figure(c)),
  expect_column_distinct_values_to_equal_set: (k, c) =>
    valueSetEquals(required(k, "column"), required(k, "value_set"), figure(c)),
  expect_column_most_common_value_to_be_in_set: (k, c) =>
    mostCommonValueIsIn(required(k, "column"), required(k, "value_set"), {
      ...figure(c),
      ties: k.ties_okay === true ? "any" : "fail",
    }),

  expect_column_kl_divergence_to_be_less_than: klDivergence,
  expect_column_parameterized_distribution_ks_test_p_value_to_be_greater_than: parameterizedKsTest,
  expect_column_bootstrapped_ks_test_p_value_to_be_greater_than: bootstrappedKsTest,
  expect_column_chisquare_test_p_value_to_be_greater_than: chiSquareTest,
  expect_column_pair_cramers_phi_value_to_be_less_than: cramersPhi,

  // The table
  expect_table_row_count_to_equal_other_table: (k, c) =>
    rowCountEqualsTable(required(k, "other_table_name"), figure(c)),
  unexpected_rows_expectation: unexpectedRows,
  expect_table_row_count_to_be_between: (k, c) => rowCountIsBetween({ ...figure(c), ...anyBounds<number>(k, 0) }),
  expect_table_row_count_to_equal: (k, c) =>
    rowCountIsBetween({ ...figure(c), min: required(k, "value"), max: required(k, "value") }),
  expect_table_column_count_to_be_between: (k, c) => columnCountIsBetween({ ...figure(c), ...anyBounds<number>(k, 0) }),
  expect_table_column_count_to_equal: (k, c) =>
    columnCountIsBetween({ ...figure(c), min: required(k, "value"), max: required(k, "value") }),
  expect_column_to_exist: (k, c) =>
    columnExists(required(k, "column"), { ...figure(c), index: k.column_index ?? undefined }),
  expect_table_columns_to_match_ordered_list: (k, c) =>
    columnsMatch(required(k, "column_list"), { ...figure(c), ordered: true }),
  expect_table_columns_to_match_set: (k, c) =>
    k.column_set === null || k.column_set === undefined
      ? columnCountIsBetween({ ...figure(c), min: 0 })
      : columnsMatch(k.column_set, { ...figure(c), extra: k.exact_match === false ? "ignore" : "fail" }),
};

/** What it calls the batch is the table. */
function unexpectedRows(kwargs: Kwargs, { name, description, severity }: Common): Check {
  const query = required(kwargs, "unexpected_rows_query").replaceAll("{batch}", "{table}");
  return queryFindsNothing(query, { name, description, severity });
}

/** Numbers among texts stop its comparison, where ours fails the values of the other kind. */
function refusingMixedKinds(check: Check): Check {
  return {
    ...check,
    judge: (answers) => {
      const kinds = [...((answers["kinds"] as ReadonlyMap<ValueKind, number> | undefined) ?? [])].map(([kind]) => kind);
      if (!kinds.includes("number") || !kinds.includes("string")) return check.judge(answers);
      const message = `${check.sentence}: could not be judged: the column holds numbers and texts`;
      return { outcome: "error", reason: "typeMismatch", message };
    },
  };
}

/** With the bounds the wrong way round no length lies between; here that is said by a bound that none can meet. */
function lengthBounds(kwargs: Kwargs): BoundOptions {
  const bounds = someBounds<number>(kwargs);
  return (bounds.min ?? -Infinity) > (bounds.max ?? Infinity) ? { max: -1 } : bounds;
}

/** With no set every value is expected. */
function anyRow(kwargs: Kwargs, common: Common): Check {
  const any: Expression = { op: "not", of: { op: "missing", of: column(required(kwargs, "column")) } };
  return rowSatisfies({ op: "decided", of: any, otherwise: true }, rows(kwargs, common));
}

function pairInSet(kwargs: Kwargs, common: Common): Check {
  const [left, right] = [required(kwargs, "column_A"), required(kwargs, "column_B")];
  const pairs = required(kwargs, "value_pairs_set");
  const options = { ...rows(kwargs, common), nulls: pairNulls(kwargs) };
  if (left !== right) return pairIsIn(left, right, pairs as unknown as readonly [string, string][], options);
  const equal = pairs.filter(([a, b]) => a === b).map(([a]) => a ?? null);
  if (!pairs.every((pair) => pair.length === 2))
    throw new ChecksError({ code: "invalidCheck", what: "a pair does not have two values", where: common.name });
  return isIn(left, equal, rows(kwargs, common));
}
