import type { LogicalType } from "../../expressions/expression.ts";

/** The names that Great Expectations takes for types, of Python, NumPy, pandas, SQL and Spark, in lower case. */
const NAMES: readonly (readonly [LogicalType, string])[] = [
  [
    "integer",
    "int int8 int16 int32 int64 uint8 uint16 uint32 uint64 integer integertype bigint smallint tinyint long longtype shorttype",
  ],
  [
    "number",
    "float float16 float32 float64 double doubletype floattype float_ numeric decimal decimaltype real double_precision",
  ],
  ["string", "str string stringtype varchar text char nvarchar"],
  ["boolean", "bool bool_ boolean booleantype"],
  [
    "date",
    "datetime datetime64 datetime.datetime datetime.date timestamp timestamptype date datetype timestamptz timestamp_ntz",
  ],
  ["array", "list tuple arraytype array"],
  ["object", "dict map maptype json struct structtype"],
];

/** The logical type of a type's name; undefined where it has none. */
export function logicalType(name: string): LogicalType | undefined {
  const wanted = name.toLowerCase();
  return NAMES.find(([, names]) => names.split(" ").includes(wanted))?.[0];
}
