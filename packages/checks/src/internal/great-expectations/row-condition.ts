import { invalidCheck } from "../define/invalid-check.ts";
import { showValue } from "@mlsys/core/basics";
import { type ChecksError } from "../../checks-error.ts";
import { allOf, anyOf, column, compare, isAbsent, isOneOf, not } from "../../expressions/build.ts";
import type { Expression, Operand, Relation, Scalar } from "../../expressions/expression.ts";

const RELATIONS: Readonly<Record<string, Relation>> = {
  "==": "equal",
  "!=": "notEqual",
  "<": "below",
  "<=": "atMost",
  ">": "above",
  ">=": "atLeast",
};

const TOKEN =
  /\s*(?:(?<name>`[^`]+`|[A-Z_]\w*)|(?<number>\d+\.?\d*(?:e[+-]?\d+)?|\.\d+)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<sign>==|!=|<=|>=|[<>()[\],.&|~-]))/iy;

interface Token {
  readonly kind: "name" | "number" | "text" | "sign";
  readonly text: string;
}

/**
 * The condition that a `row_condition` states, in the language of pandas' `query` (comparisons, and, or, not, in, isnull, notnull) or
 * of Great Expectations' `col("x")`. Nothing is evaluated. As in pandas a missing value is unequal to everything.
 *
 * @throws {ChecksError} `invalidCheck` with the place where it is not understood.
 */
export function rowCondition(text: string): Expression {
  const reader = new Reader(text);
  const condition = reader.anyOf();
  reader.end();
  return condition;
}

class Reader {
  private readonly text: string;
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = tokensOf(text);
  }

  anyOf(): Expression {
    const parts = [this.allOf()];
    while (this.takes("|", "or")) parts.push(this.allOf());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : anyOf(...parts);
  }

  end(): void {
    if (this.at < this.tokens.length) throw this.refusal();
  }

  private allOf(): Expression {
    const parts = [this.negation()];
    while (this.takes("&", "and")) parts.push(this.negation());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : allOf(...parts);
  }

  private negation(): Expression {
    return this.takes("~", "not") ? not(this.negation()) : this.comparison();
  }

  private comparison(): Expression {
    if (this.takes("(")) {
      const condition = this.anyOf();
      this.expect(")");
      return condition;
    }
    const left = this.operand();
    if (this.takes(".")) return this.method(left);
    if (this.takes("in")) return isOneOf(left, this.list());
    if (this.takes("not")) {
      this.expect("in");
      return not(isOneOf(left, this.list()));
    }
    const relation = Object.hasOwn(RELATIONS, this.next()?.text ?? "") ? RELATIONS[this.next()?.text ?? ""] : undefined;
    if (relation === undefined) throw this.refusal();
    this.at += 1;
    const condition = comparison(relation, left, this.operand());
    return { op: "decided", of: condition, otherwise: relation === "notEqual" };
  }

  private method(left: Operand): Expression {
    const name = this.next()?.text ?? "";
    if (!/^(?:isnull|isna|notnull|notna|is_null|is_not_null)$/.test(name)) throw this.refusal();
    this.at += 1;
    this.expect("(");
    this.expect(")");
    return name.startsWith("not") || name === "is_not_null" ? not(isAbsent(left)) : isAbsent(left);
  }

  private operand(): Operand {
    const token = this.next();
    if (token?.kind !== "name" || /^(?:true|false)$/i.test(token.text)) return { op: "literal", value: this.literal() };
    this.at += 1;
    if (token.text !== "col" || !this.takes("(")) return column(token.text.replaceAll("`", ""));
    const name = this.literal();
    this.expect(")");
    return column(String(name));
  }

  private list(): Scalar[] {
    const close = this.takes("[") ? "]" : ")";
    if (close === ")") this.expect("(");
    const values: Scalar[] = [];
    while (!this.takes(close)) {
      values.push(this.literal());
      if (!this.takes(",") && this.next()?.text !== close) throw this.refusal();
    }
    return values;
  }

  private literal(): Scalar {
    const negative = this.takes("-");
    const token = this.next();
    if (token === undefined || token.kind === "sign") throw this.refusal();
    this.at += 1;
    if (token.kind === "number") return (negative ? -1 : 1) * Number(token.text);
    if (token.kind === "text") return token.text.slice(1, -1).replace(/\\(.)/g, "$1");
    if (/^true$/i.test(token.text)) return true;
    if (/^false$/i.test(token.text)) return false;
    this.at -= 1;
    throw this.refusal();
  }

  private next(): Token | undefined {
    return this.tokens[this.at];
  }

  private takes(...texts: readonly string[]): boolean {
    const token = this.next();
    const found = token !== undefined && token.kind !== "text" && texts.includes(token.text);
    if (found) this.at += 1;
    return found;
  }

  private expect(text: string): void {
    if (!this.takes(text)) throw this.refusal();
  }

  private refusal(): ChecksError {
    return refusal(this.text, this.next()?.text ?? "its end");
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const whole = text.trimEnd();
  while (TOKEN.lastIndex < whole.length) {
    const from = TOKEN.lastIndex;
    const groups = TOKEN.exec(whole)?.groups;
    const [kind, token] =
      Object.entries(groups ?? {}).find(([, each]) => (each as string | undefined) !== undefined) ?? [];
    if (kind === undefined || token === undefined) throw refusal(text, whole.slice(from, from + 10));
    tokens.push({ kind: kind as Token["kind"], text: token });
  }
  return tokens;
}

const MIRRORED = {
  equal: "equal",
  notEqual: "notEqual",
  below: "above",
  atMost: "atLeast",
  above: "below",
  atLeast: "atMost",
} as const;

/** A literal stands on the right, where tight loops look for it. */
function comparison(relation: Relation, left: Operand, right: Operand): Expression {
  return left.op === "literal" ? compare(MIRRORED[relation], right, left) : compare(relation, left, right);
}

function refusal(condition: string, found: string): ChecksError {
  return invalidCheck(
    showValue(condition),
    "the row condition is not understood",
    found,
    "use comparisons of columns with and, or, not, in, isnull(), notnull()",
  );
}
