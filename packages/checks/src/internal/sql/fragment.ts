import type { SqlColumn } from "./sql-column.ts";

/** A value that is bound, never spliced into the text. Dialects say how it gets its type: see `SqlDialect.number` and its like. */
export interface BoundValue {
  readonly bound: string | number;
}

/** A column as the statement's inner query gives it: its value in canonical form, or whether it is NaN. */
export interface ColumnUse {
  readonly column: SqlColumn;
  readonly part: "value" | "nan";
}

/** A piece of SQL: text of ours, bound values, and columns. Nothing that comes from outside is ever text. */
export class Fragment {
  readonly parts: readonly (string | BoundValue | ColumnUse)[];

  constructor(parts: Fragment["parts"]) {
    this.parts = parts;
  }

  /** The columns that it reads. */
  uses(): readonly ColumnUse[] {
    return this.parts.filter((part) => typeof part === "object" && "column" in part);
  }
}

/** Text of ours with fragments in it: sql`${x} is null`. */
export function sql(strings: TemplateStringsArray, ...fragments: readonly Fragment[]): Fragment {
  const parts: (string | BoundValue | ColumnUse)[] = [];
  strings.forEach((text, i) => {
    if (text !== "") parts.push(text);
    parts.push(...(fragments[i]?.parts ?? []));
  });
  return new Fragment(parts);
}

/** SQL that this package wrote, or that a dialect has quoted. */
export function raw(text: string): Fragment {
  return new Fragment([text]);
}

/** A bound value. */
export function bound(value: string | number): Fragment {
  return new Fragment([{ bound: value }]);
}

/** Fragments with a separator between them. */
export function joined(fragments: readonly Fragment[], separator: string): Fragment {
  return new Fragment(fragments.flatMap(({ parts }, i) => (i === 0 ? parts : [separator, ...parts])));
}

/** A statement with its values in the order of their places. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/** The text of a fragment; columns appear under the names that the inner query gives them. */
export function render(fragment: Fragment, placeholder: (i: number) => string): Statement {
  const parameters: (string | number)[] = [];
  const text = fragment.parts.map((part) => {
    if (typeof part === "string") return part;
    if ("column" in part) return part.part === "value" ? part.column.alias : part.column.nanAlias;
    parameters.push(part.bound);
    return placeholder(parameters.length);
  });
  return { sql: text.join(""), parameters };
}
