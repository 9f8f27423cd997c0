import { didYouMean } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import type { Expression, ExpressionOf } from "../../expressions/expression.ts";
import { compileCondition } from "./condition.ts";
import { raw, render, sql } from "./fragment.ts";
import type { Fragment } from "./fragment.ts";
import type { RanStatement } from "../../sources/source.ts";
import type { CompileContext } from "./operand.ts";
import { query } from "./relation.ts";
import type { QueryParts, Relation } from "./relation.ts";
import { referenceColumn } from "./references.ts";
import type { ReferencedTables } from "./references.ts";
import type { SqlColumn } from "./sql-column.ts";
import type { SqlRow, Statements } from "./statements.ts";

/** Greatest number of figures of one statement. */
const FIGURES = 800;

/** What a session knows besides the table. */
export interface SessionParts {
  readonly examples: number;
  readonly listed: ReadonlySet<string>;
  readonly references: ReferencedTables;
  readonly key: readonly string[];
}

interface Waiting {
  readonly figure: Fragment;
  readonly take: (value: unknown) => void;
  readonly note: (statement: RanStatement) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * One run over a relation. Figures that are asked for in the same turn are answered by one statement: that is the one aggregate
 * pass, however many checks there are.
 */
export class Session implements CompileContext {
  readonly relation: Relation;
  readonly examples: number;
  /** Columns whose distinct values some request wants as a list. */
  readonly listed: ReadonlySet<string>;
  private readonly references: ReferencedTables;
  private readonly joins = new Map<string, SqlColumn>();
  private readonly statements: Statements;
  private readonly columns: ReadonlyMap<string, SqlColumn>;
  private readonly waiting = new Map<string, Waiting>();
  private readonly shared = new Map<string, { readonly found: Promise<unknown>; readonly by: Session }>();
  /** The statements that the answers came from. */
  readonly ran = new Set<RanStatement>();
  /** Columns that say which row it is. */
  readonly key: readonly string[];

  constructor(
    relation: Relation,
    statements: Statements,
    columns: ReadonlyMap<string, SqlColumn>,
    { examples, listed, references, key }: SessionParts,
  ) {
    this.relation = relation;
    this.statements = statements;
    this.columns = columns;
    this.examples = examples;
    this.listed = listed;
    this.references = references;
    this.key = key;
  }

  get dialect(): Relation["dialect"] {
    return this.relation.dialect;
  }

  get columnNames(): readonly string[] {
    return [...this.columns.keys()];
  }

  readonly column = (name: string): SqlColumn => {
    const column = this.columns.get(name);
    if (column !== undefined) return column;
    throw new ChecksError({
      code: "columnMissing",
      what: `there is no column ${JSON.stringify(name)}`,
      fix: didYouMean(name, [...this.columns.keys()]),
    });
  };

  readonly reference = (node: ExpressionOf<"exists">): SqlColumn => {
    const key = JSON.stringify(node);
    const known = this.joins.get(key) ?? referenceColumn(node, node.columns.map(this.column), this.references);
    this.joins.set(key, known);
    return known;
  };

  /** A condition that rows must meet, as SQL; undefined when all count. */
  condition(where: Expression | undefined): Fragment | undefined {
    return where === undefined ? undefined : compileCondition(where, this);
  }

  /** Figures of the whole relation, in the order asked. */
  figures(figures: readonly Fragment[]): Promise<readonly unknown[]> {
    return Promise.all(figures.map((figure) => this.figure(figure)));
  }

  /** The rows of a query of its own. */
  rows(parts: QueryParts, purpose: string): Promise<readonly SqlRow[]> {
    return this.statement(query(this.relation, parts), purpose);
  }

  /** The rows of a statement that is no simple query. */
  statement(statement: Fragment, purpose: string): Promise<readonly SqlRow[]> {
    return this.statements.rows(statement, purpose, (ran) => this.ran.add(ran));
  }

  /** The same session for one request, to know the statements of its answer. */
  apart(): Session {
    return Object.assign(Object.create(this) as Session, { ran: new Set() });
  }

  /** What several ask for and is found once. */
  async once<T>(key: string, find: (session: Session) => Promise<T>): Promise<T> {
    let known = this.shared.get(key);
    if (known === undefined) {
      const by = this.apart();
      this.shared.set(key, (known = { found: find(by), by }));
    }
    const found = (await known.found) as T;
    for (const statement of known.by.ran) this.ran.add(statement);
    return found;
  }

  private figure(figure: Fragment): Promise<unknown> {
    const key = JSON.stringify(render(figure, (i) => `$${i}`));
    return this.once(
      key,
      (by) =>
        new Promise((take, fail) => {
          if (this.waiting.size === 0) setTimeout(() => void this.flush(), 0);
          this.waiting.set(key, { figure, take, fail, note: (ran) => by.ran.add(ran) });
        }),
    );
  }

  private async flush(): Promise<void> {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (let at = 0; at < all.length; at += FIGURES) await this.answer(all.slice(at, at + FIGURES));
  }

  private async answer(waiting: readonly Waiting[]): Promise<void> {
    try {
      const pass = query(this.relation, { outputs: waiting.map(({ figure }) => figure) });
      const [row, ...more] = await this.statements.rows(pass, "the aggregate pass", (ran) => {
        for (const { note } of waiting) note(ran);
      });
      if (row === undefined || more.length > 0 || !Object.hasOwn(row, "r0")) throw noFigures(row, more.length);
      waiting.forEach(({ take }, i) => take(row[`r${i}`]));
    } catch (error) {
      for (const { fail } of waiting) fail(error);
    }
  }
}

function noFigures(row: SqlRow | undefined, more: number): ChecksError {
  return new ChecksError({
    code: "sourceFailed",
    what: "the query function gave something else than the one row of figures",
    where: "the aggregate pass",
    found: row === undefined ? "no row" : more > 0 ? `${more + 1} rows` : `the outputs ${Object.keys(row).join(", ")}`,
    fix: "return the rows as the driver gives them, with the names of their outputs",
  });
}

/** How many rows meet a condition. */
export function countIf(...conditions: readonly (Fragment | undefined)[]): Fragment {
  const given = conditions.filter((condition) => condition !== undefined);
  if (given.length === 0) return raw("count(*)");
  return sql`sum(case when ${allOf(given)} then 1 else 0 end)`;
}

/** Conditions that all hold. */
export function allOf(conditions: readonly Fragment[]): Fragment {
  return conditions.reduce((all, next) => sql`${all} and ${next}`);
}

/** A value in the rows that count, null elsewhere. */
export function keptValue(value: Fragment, where: Fragment | undefined): Fragment {
  return where === undefined ? value : sql`case when ${where} then ${value} end`;
}
