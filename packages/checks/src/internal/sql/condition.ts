import { ChecksError } from "../../checks-error.ts";
import type { Expression, ExpressionOf, LogicalType, Relation, Scalar } from "../../expressions/expression.ts";
import { parseRegex } from "../values/portable-pattern.ts";
import { joined, raw, sql } from "./fragment.ts";
import type { Fragment } from "./fragment.ts";
import { canHold, literalFor, notSupported } from "./literal.ts";
import { compileOperand } from "./operand.ts";
import type { CompileContext, SqlOperand } from "./operand.ts";
import { nanOf, valueOf } from "./sql-column.ts";

type Compilers = {
  readonly [Op in Expression["op"]]: (node: ExpressionOf<Op>, context: CompileContext) => Fragment;
};

const SIGNS: Readonly<Record<Relation, string>> = {
  equal: "=",
  notEqual: "<>",
  below: "<",
  atMost: "<=",
  above: ">",
  atLeast: ">=",
};

const compilers: Compilers = {
  between({ of, min, max, exclusiveMin, exclusiveMax }, context) {
    const operand = compileOperand(of, context);
    const bounds: [Scalar | undefined, Relation][] = [
      [min, exclusiveMin ? "above" : "atLeast"],
      [max, exclusiveMax ? "below" : "atMost"],
    ];
    const parts = bounds.flatMap(([bound, relation]) =>
      bound === undefined ? [] : [withLiteral(operand, relation, bound, context)],
    );
    return sql`(${joined(parts, " and ")})`;
  },
  compare({ left, right, relation }, context) {
    if (right.op === "literal") return withLiteral(compileOperand(left, context), relation, right.value, context);
    return withOperand(compileOperand(left, context), relation, compileOperand(right, context), context);
  },
  in({ of, values }, context) {
    const operand = compileOperand(of, context);
    const members = values.flatMap((value) => memberFor(operand, value, context));
    if (members.length === 0) return decided(operand, false);
    return operand.type.kind === "string"
      ? context.dialect.isOneOf(operand.sql, members)
      : sql`${operand.sql} in (${joined(members, ", ")})`;
  },
  missing: ({ of }, context) => sql`${missingSql(of, context)} is null`,
  nan: ({ of }, context) => (of.op === "column" ? sql`${nanOf(context.column(of.name))} = 1` : raw("(1 = 0)")),
  finite({ of }, context) {
    const operand = compileOperand(of, context);
    if (operand.type.kind !== "number") return decided(operand, false);
    if (operand.type.numeric !== "double") return decided(operand, true);
    return sql`abs(${operand.sql}) <= ${context.dialect.double(Number.MAX_VALUE)}`;
  },
  matches({ of, pattern, flags }, context) {
    const operand = compileOperand(of, context);
    if (operand.type.kind !== "string") return decided(operand, false);
    const parsed = parseRegex(pattern, flags);
    if (parsed === undefined || context.dialect.matches === undefined)
      throw notSupported(
        context.dialect,
        "text with this pattern",
        "use a simpler pattern, or check the rows in memory",
      );
    return sql`(${context.dialect.matches(operand.sql, parsed)})`;
  },
  like({ of, pattern }, context) {
    const operand = compileOperand(of, context);
    if (operand.type.kind !== "string" || !canHold(pattern, context.dialect)) return decided(operand, false);
    return sql`(${context.dialect.like(operand.sql, pattern)})`;
  },
  exists(node, context) {
    const missing = joined(
      node.columns.map((name) => sql`${valueOf(context.column(name))} is null`),
      " or ",
    );
    return sql`(case when ${missing} then null else ${valueOf(context.reference(node))} = 1 end)`;
  },
  tuple({ of, values }, context) {
    const operands = of.map((each) => compileOperand(each, context));
    const tuples = values.flatMap((tuple) => {
      const parts = operands.map((operand, i) =>
        memberFor(operand, tuple[i] as Scalar, context).map((member) => sql`${operand.sql} = ${member}`),
      );
      return parts.some((part) => part.length === 0) ? [] : [sql`(${joined(parts.flat(), " and ")})`];
    });
    const found = tuples.length === 0 ? raw("(1 = 0)") : sql`(${joined(tuples, " or ")})`;
    const missing = joined(
      operands.map((operand) => sql`${operand.sql} is null`),
      " or ",
    );
    return sql`case when ${missing} then null else ${found} end`;
  },
  type({ of, types }, context) {
    const operand = compileOperand(of, context);
    const parts = types.map((type) => hasType(operand, type, context));
    return sql`(${joined(parts, " or ")})`;
  },
  and: ({ of }, context) => logical(of, " and ", context, true),
  or: ({ of }, context) => logical(of, " or ", context, false),
  not: ({ of }, context) => sql`(not ${compileCondition(of, context)})`,
  unless: ({ of, condition }, context) =>
    sql`(case when ${compileCondition(of, context)} then null else ${compileCondition(condition, context)} end)`,
  decided: ({ of, otherwise }, context) =>
    sql`(coalesce(${compileCondition(of, context)}, ${raw(otherwise ? "(1 = 1)" : "(1 = 0)")}))`,
  test(_, { dialect }) {
    throw new ChecksError({
      code: "notSupported",
      what: `${dialect.name} cannot run a JavaScript function`,
      fix: "use a check that says what it demands as data, or check the rows in memory",
    });
  },
};

/**
 * Compiles a condition to a truth value in SQL's three-valued logic, which is that of conditions; types that do not compare are
 * settled here, so that no database converts one to the other.
 *
 * @throws {ChecksError} `notSupported` for what the database cannot judge.
 */
export function compileCondition(node: Expression, context: CompileContext): Fragment {
  if (!Object.hasOwn(compilers, node.op))
    throw notSupported(
      context.dialect,
      `a condition of the kind ${JSON.stringify(node.op)}`,
      "use conditions of this version",
    );
  return (compilers[node.op] as (node: Expression, context: CompileContext) => Fragment)(node, context);
}

function logical(of: readonly Expression[], separator: string, context: CompileContext, empty: boolean): Fragment {
  if (of.length === 0) return raw(empty ? "(1 = 1)" : "(1 = 0)");
  return sql`(${joined(
    of.map((part) => compileCondition(part, context)),
    separator,
  )})`;
}

/** A truth value in every row that is not missing. */
function decided({ sql: value }: SqlOperand, answer: boolean): Fragment {
  return sql`(case when ${value} is not null then ${raw(answer ? "(1 = 1)" : "(1 = 0)")} end)`;
}

function withLiteral(operand: SqlOperand, relation: Relation, value: Scalar, context: CompileContext): Fragment {
  const literal = literalFor(value, operand.type, context.dialect);
  return literal === undefined
    ? decided(operand, relation === "notEqual")
    : sql`${operand.sql} ${raw(SIGNS[relation])} ${literal}`;
}

function withOperand(left: SqlOperand, relation: Relation, right: SqlOperand, { dialect }: CompileContext): Fragment {
  const kinds = [left.type.kind, right.type.kind].sort();
  if (kinds[0] === "date" && kinds[1] === "string") throw notSupported(dialect, "dates with texts", "store both alike");
  if (left.type.kind === right.type.kind && left.type.kind !== "other")
    return sql`${left.sql} ${raw(SIGNS[relation])} ${right.sql}`;
  const missing = sql`${left.sql} is null or ${right.sql} is null`;
  return sql`(case when ${missing} then null else ${raw(relation === "notEqual" ? "(1 = 1)" : "(1 = 0)")} end)`;
}

/** A member of a set, none where no value of the column could equal it. Instants are members as dates only, not as text. */
function memberFor(operand: SqlOperand, value: Scalar, { dialect }: CompileContext): Fragment[] {
  const { type } = operand;
  if (type.kind === "date" ? !(value instanceof Date) : type.kind === "string" && typeof value !== "string") return [];
  if (typeof value === "string" && !canHold(value, dialect)) return [];
  if (type.kind === "number" && type.numeric !== "double" && typeof value === "number" && !Number.isFinite(value))
    return [];
  const literal = literalFor(value, type, dialect);
  return literal === undefined ? [] : [literal];
}

/** Whether a value is there can be asked of values of any kind. */
function missingSql(of: ExpressionOf<"missing">["of"], context: CompileContext): Fragment {
  if (of.op !== "column") return compileOperand(of, context).sql;
  return valueOf(context.column(of.name));
}

function hasType(operand: SqlOperand, wanted: LogicalType, { dialect }: CompileContext): Fragment {
  const { type } = operand;
  if (wanted !== "integer" || type.kind !== "number") {
    if (type.kind === "other")
      throw notSupported(
        dialect,
        "a column of this type with a logical type",
        "use checks on columns of numbers, texts, dates",
      );
    return decided(operand, wanted === type.kind);
  }
  if (type.numeric === "integer") return decided(operand, true);
  const whole = sql`${operand.sql} = floor(${operand.sql})`;
  return type.numeric === "decimal"
    ? whole
    : sql`(${whole} and abs(${operand.sql}) <= ${dialect.double(Number.MAX_VALUE)})`;
}
