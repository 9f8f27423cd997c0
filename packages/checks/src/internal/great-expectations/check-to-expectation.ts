import type { Check } from "../../definition/check.ts";
import type { Expression } from "../../expressions/expression.ts";
import { noCheck } from "../import/translate-all.ts";
import { encoded } from "../json/values.ts";
import { toRowCondition } from "./to-row-condition.ts";

type Kwargs = Readonly<Record<string, unknown>>;
/** The expectation of a check, with the arguments that are its own. */
type Translation = (given: {
  readonly columns: readonly string[];
  readonly parameters: Kwargs;
}) => readonly [string, Kwargs];

const TYPE_NAMES: Readonly<Record<string, string>> = {
  integer: "int",
  number: "float",
  string: "str",
  boolean: "bool",
  date: "datetime",
  array: "list",
  object: "dict",
};
const PAIR_NULLS: Readonly<Record<string, string>> = {
  skipIfAny: "either_value_is_missing",
  skipIfBoth: "both_values_are_missing",
  fail: "neither",
};
const SKIPS: Readonly<Record<string, string>> = {
  allMissing: "all_values_are_missing",
  anyMissing: "any_value_is_missing",
  never: "never",
};

const ofColumn =
  (type: string, own: (parameters: Kwargs) => Kwargs = () => ({})): Translation =>
  ({ columns, parameters }) => [type, { column: columns[0], ...own(parameters) }];
const ofFigure = (name: string): Translation => ofColumn(`expect_column_${name}_to_be_between`, bounds);
const ofSet = (name: string): Translation => ofColumn(`expect_column_${name}`, ({ values }) => ({ value_set: values }));
const ofPair =
  (name: string, own: (parameters: Kwargs) => Kwargs = () => ({})): Translation =>
  ({ columns: [left, right], parameters }) => {
    const { nulls } = parameters;
    return [
      `expect_column_pair_values_${name}`,
      { column_A: left, column_B: right, ignore_row_if: PAIR_NULLS[String(nulls)], ...own(parameters) },
    ];
  };

/** Great Expectations' expectation of each kind of check that has one. */
const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  isNotNull: ofColumn("expect_column_values_to_not_be_null"),
  isNull: ofColumn("expect_column_values_to_be_null"),
  isBetween: ofColumn("expect_column_values_to_be_between", bounds),
  isIn: ofSet("values_to_be_in_set"),
  isNotIn: ofSet("values_to_not_be_in_set"),
  isIncreasing: ofColumn("expect_column_values_to_be_increasing", ({ strictly }) => ({ strictly })),
  isDecreasing: ofColumn("expect_column_values_to_be_decreasing", ({ strictly }) => ({ strictly })),
  isIsoDate: ofColumn("expect_column_values_to_be_dateutil_parseable"),
  isJson: ofColumn("expect_column_values_to_be_json_parseable"),
  isOfType: ofColumn("expect_column_values_to_be_in_type_list", ({ types }) => ({
    type_list: (types as string[]).map((type) => TYPE_NAMES[type]),
  })),
  matchesDateFormat: ofColumn("expect_column_values_to_match_strftime_format", ({ format }) => ({
    strftime_format: format,
  })),
  lengthIsBetween: ofColumn("expect_column_value_lengths_to_be_between", bounds),
  zScoreIsBelow: ofColumn("expect_column_value_z_scores_to_be_less_than", ({ threshold, doubleSided }) => ({
    threshold,
    double_sided: doubleSided,
  })),
  matches: ofColumn("expect_column_values_to_match_regex", regex),
  doesNotMatch: ofColumn("expect_column_values_to_not_match_regex", regex),
  matchesAny: ofColumn("expect_column_values_to_match_regex_list", (own) => ({ ...regexes(own), match_on: "any" })),
  matchesAll: ofColumn("expect_column_values_to_match_regex_list", (own) => ({ ...regexes(own), match_on: "all" })),
  matchesNone: ofColumn("expect_column_values_to_not_match_regex_list", regexes),
  isLike: likeness("expect_column_values_to_match_like_pattern"),
  isNotLike: likeness("expect_column_values_to_not_match_like_pattern"),
  isUnique: ({ columns, parameters: { skip, report } }) => {
    if (report === "extra") throw noCheck('report: "extra"', "leave it out");
    if (columns.length === 1) return ["expect_column_values_to_be_unique", { column: columns[0] }];
    return ["expect_compound_columns_to_be_unique", { column_list: columns, ignore_row_if: SKIPS[String(skip)] }];
  },
  isUniqueWithinRow: ({ columns, parameters: { skip } }) => [
    "expect_select_column_values_to_be_unique_within_record",
    { column_list: columns, ignore_row_if: SKIPS[String(skip)] },
  ],
  rowSumEquals: ({ columns, parameters: { total, skip } }) => [
    "expect_multicolumn_sum_to_equal",
    { column_list: columns, sum_total: total, ignore_row_if: SKIPS[String(skip)] },
  ],
  columnsAreEqual: ofPair("to_be_equal", ({ tolerance }) => {
    if (tolerance !== undefined) throw noCheck("tolerance", "leave it out");
    return {};
  }),
  quantilesAreBetween: ofColumn("expect_column_quantile_values_to_be_between", ({ quantiles }) => {
    const list = quantiles as { probability: number; min?: number; max?: number }[];
    return {
      quantile_ranges: {
        quantiles: list.map(({ probability }) => probability),
        value_ranges: list.map(({ min = null, max = null }) => [min, max]),
      },
    };
  }),
  columnIsAbove: ofPair("a_to_be_greater_than_b", ({ orEqual }) => ({ or_equal: orEqual })),
  pairIsIn: ofPair("to_be_in_set", ({ pairs }) => ({ value_pairs_set: pairs })),
  meanIsBetween: ofFigure("mean"),
  medianIsBetween: ofFigure("median"),
  stdevIsBetween: ofFigure("stdev"),
  sumIsBetween: ofFigure("sum"),
  minIsBetween: ofFigure("min"),
  maxIsBetween: ofFigure("max"),
  distinctCountIsBetween: ofFigure("unique_value_count"),
  distinctRatioIsBetween: ofFigure("proportion_of_unique_values"),
  valueSetIsWithin: ofSet("distinct_values_to_be_in_set"),
  valueSetContains: ofSet("distinct_values_to_contain_set"),
  valueSetEquals: ofSet("distinct_values_to_equal_set"),
  mostCommonValueIsIn: ofColumn("expect_column_most_common_value_to_be_in_set", ({ values, ties }) => ({
    value_set: values,
    ties_okay: ties === "any",
  })),
  rowCountEqualsTable: ({ parameters: { table, factor, tolerance } }) => {
    if (factor !== 1 || tolerance !== 0) throw noCheck("factor and tolerance", "leave them out");
    return ["expect_table_row_count_to_equal_other_table", { other_table_name: table }];
  },
  rowCountIsBetween: ({ parameters }) => ["expect_table_row_count_to_be_between", bounds(parameters)],
  columnCountIsBetween: ({ parameters }) => ["expect_table_column_count_to_be_between", bounds(parameters)],
  columnExists: ({ parameters: { column, index } }) => ["expect_column_to_exist", { column, column_index: index }],
  columnsExist: ({ parameters: { names } }) => [
    "expect_table_columns_to_match_set",
    { column_set: names, exact_match: false },
  ],
  columnsMatch: ({ parameters: { names, ordered, extra } }) =>
    ordered === true
      ? ["expect_table_columns_to_match_ordered_list", { column_list: names }]
      : ["expect_table_columns_to_match_set", { column_set: names, exact_match: extra === "fail" }],
};

/** An expectation as JSON. */
export interface ExpectationJson {
  readonly type: string;
  readonly kwargs: Kwargs;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly severity?: string;
}

/**
 * The expectation of a check.
 *
 * @throws {ChecksError} `notSupported` where Great Expectations has none.
 */
export function checkToExpectation(check: Check): ExpectationJson {
  const translation = translationOf(check.check);
  if (translation === undefined || check.given === undefined) throw noCheck(check.name, "leave it out");
  const { columns, options } = check.given;
  const { where, mostly, maxUnexpected, nan } = options as {
    where?: Expression;
    mostly?: number;
    maxUnexpected?: number;
    nan?: string;
  };
  if (maxUnexpected !== undefined) throw noCheck("maxUnexpected", "give mostly");
  if (nan !== undefined) throw noCheck("nan", "leave it out");
  const [type, own] = translation({ columns, parameters: check.parameters });
  const condition = where === undefined ? {} : { row_condition: toRowCondition(where), condition_parser: "pandas" };
  const given: Kwargs = { ...own, ...(mostly === undefined ? {} : { mostly }), ...condition };
  const kwargs = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return {
    type,
    kwargs: plain(kwargs),
    meta: check.description === null ? {} : { notes: { format: "markdown", content: [check.description] } },
    ...(check.severity === "error" ? {} : { severity: check.severity }),
  };
}

/** Expectations that came in without a check of ours behind them go out as they came. */
function translationOf(kind: string): Translation | undefined {
  if (/^expect_/.test(kind)) return ({ parameters }) => [kind, parameters];
  return Object.hasOwn(TRANSLATIONS, kind) ? TRANSLATIONS[kind] : undefined;
}

function likeness(type: string): Translation {
  return ({ columns, parameters: { pattern, all } }) =>
    Array.isArray(pattern)
      ? [
          `${type}_list`,
          { column: columns[0], like_pattern_list: pattern, ...(all === true ? { match_on: "all" } : {}) },
        ]
      : [type, { column: columns[0], like_pattern: pattern }];
}

function bounds({ min, max, exclusiveMin, exclusiveMax }: Kwargs): Kwargs {
  return {
    min_value: min,
    max_value: max,
    ...(exclusiveMin === true ? { strict_min: true } : {}),
    ...(exclusiveMax === true ? { strict_max: true } : {}),
  };
}

function regex({ pattern, flags, full }: Kwargs): Kwargs {
  const inner = full === true ? `^(?:${String(pattern)})$` : String(pattern);
  return { regex: flags === undefined ? inner : `(?${flags as string})${inner}` };
}

function regexes({ patterns }: Kwargs): Kwargs {
  return {
    regex_list: (patterns as string[]).map((shown) => {
      const [, source = shown, flags = ""] = /^\/(.*)\/([ims]*)$/su.exec(shown) ?? [];
      return flags === "" ? source : `(?${flags})${source}`;
    }),
  };
}

/** Dates become text, whole numbers beyond 2^53 are refused: its JSON has neither. */
function plain(kwargs: Kwargs): Kwargs {
  const json = JSON.parse(
    JSON.stringify(encoded(kwargs), (_, value: unknown) => {
      if (typeof value !== "object" || value === null) return value;
      if ("$date" in value) return value["$date"];
      if ("$bigint" in value || "$number" in value) throw noCheck("a number beyond JSON", "leave it out");
      return value;
    }),
  ) as Kwargs;
  return json;
}
