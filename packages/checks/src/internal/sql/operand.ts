import { ChecksError } from "../../checks-error.ts";
import type { ExpressionOf, Operand } from "../../expressions/expression.ts";
import type { SqlDialect } from "./dialects/dialect.ts";
import { joined, sql } from "./fragment.ts";
import type { Fragment } from "./fragment.ts";
import { numberFor } from "./literal.ts";
import { valueOf } from "./sql-column.ts";
import type { SqlColumn, SqlColumnType } from "./sql-column.ts";

/** What the compiler of conditions knows. */
export interface CompileContext {
  readonly dialect: SqlDialect;
  /** The column of a name; throws where there is none. */
  readonly column: (name: string) => SqlColumn;
  /** The column that says whether a row has a partner in another table. */
  readonly reference: (node: ExpressionOf<"exists">) => SqlColumn;
}

/**
 * An operand in SQL: null where a value that it needs is missing. A type of `other` stands for a value that nothing compares with,
 * as the length of a number.
 */
export interface SqlOperand {
  readonly sql: Fragment;
  readonly type: SqlColumnType;
}

const DOUBLE: SqlColumnType = { kind: "number", numeric: "double" };
const NOTHING: SqlColumnType = { kind: "other" };

/** Compiles an operand; literals are compiled by what they are compared with. */
export function compileOperand(operand: Operand, context: CompileContext): SqlOperand {
  const { dialect } = context;
  switch (operand.op) {
    case "column": {
      const column = context.column(operand.name);
      requireOneKind(column);
      return { sql: valueOf(column), type: column.type };
    }
    case "length": {
      const of = compileOperand(operand.of, context);
      return of.type.kind === "string"
        ? { sql: dialect.length(of.sql), type: { kind: "number", numeric: "integer" } }
        : { sql: of.sql, type: NOTHING };
    }
    case "absolute": {
      const of = compileOperand(operand.of, context);
      return of.type.kind === "number" ? { sql: sql`abs(${of.sql})`, type: of.type } : { sql: of.sql, type: NOTHING };
    }
    case "difference":
      return arithmetic([operand.left, operand.right], "-", context);
    case "sum":
      return arithmetic(operand.of, "+", context);
    case "literal":
      return {
        sql: numberLiteral(operand.value, dialect),
        type: typeof operand.value === "object" ? { kind: "date" } : DOUBLE,
      };
  }
}

/** Arithmetic is that of doubles, as in memory; instants count in milliseconds. */
function arithmetic(parts: readonly Operand[], sign: "+" | "-", context: CompileContext): SqlOperand {
  const compiled = parts.map((part) => compileOperand(part, context));
  const numbers = compiled.map((part) => context.dialect.asDouble(part.sql));
  if (compiled.every(({ type }) => type.kind === "number" || type.kind === "date"))
    return { sql: sql`(${joined(numbers, ` ${sign} `)})`, type: DOUBLE };
  const missing = joined(
    compiled.map((part) => sql`${part.sql} is null`),
    " or ",
  );
  return { sql: sql`case when ${missing} then null else 1 end`, type: NOTHING };
}

function numberLiteral(value: unknown, dialect: SqlDialect): Fragment {
  if (value instanceof Date) return dialect.double(value.getTime());
  if (typeof value === "number" || typeof value === "bigint") return numberFor(value, "double", dialect);
  throw new ChecksError({
    code: "notSupported",
    what: `${dialect.name} cannot compute with a literal that is no number`,
    fix: "compare it with a column",
  });
}

/** Refuses a column whose values are of several kinds: what a comparison of those means, each database decides for itself. */
export function requireOneKind({ name, type }: SqlColumn): void {
  if (type.kind !== "mixed") return;
  throw new ChecksError({
    code: "typeMismatch",
    what: `the column ${JSON.stringify(name)} holds values of several kinds`,
    found: type.found,
    fix: "store one kind of value a column, or check the rows in memory",
  });
}
