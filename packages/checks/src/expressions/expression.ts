/** A value that a check compares with: a bound, a member of a set, a literal of an expression. */
export type Scalar = string | number | bigint | boolean | Date;

/** How two values are compared. */
export type Relation = "equal" | "notEqual" | "below" | "atMost" | "above" | "atLeast";

/** The logical types that a value can have. `"number"` includes integers. */
export type LogicalType = (typeof LOGICAL_TYPES)[number];

/** The names of the logical types. */
export const LOGICAL_TYPES = ["number", "integer", "string", "boolean", "date", "array", "object"] as const;

/** Something that has a value in each row. */
export type Operand =
  | { readonly op: "column"; readonly name: string }
  | { readonly op: "literal"; readonly value: Scalar }
  | { readonly op: "length"; readonly of: Operand }
  | { readonly op: "sum"; readonly of: readonly Operand[] }
  | { readonly op: "difference"; readonly left: Operand; readonly right: Operand }
  | { readonly op: "absolute"; readonly of: Operand };

/**
 * A condition on a row, as data: true, false, or undecided where a value that it needs is missing (SQL's three-valued logic).
 * `like` is SQL's, case-sensitive, with `!` as its escape; `tuple` asks whether several values together are one of some tuples.
 * `unless` is undecided where its `of` is true, else its condition; `decided` replaces undecided by a truth value. Every engine
 * evaluates the same tree; only `test`, a JavaScript function, is for data in memory alone.
 */
export type Expression =
  | {
      readonly op: "between";
      readonly of: Operand;
      readonly min?: Scalar | undefined;
      readonly max?: Scalar | undefined;
      readonly exclusiveMin: boolean;
      readonly exclusiveMax: boolean;
    }
  | { readonly op: "compare"; readonly relation: Relation; readonly left: Operand; readonly right: Operand }
  | { readonly op: "in"; readonly of: Operand; readonly values: readonly Scalar[] }
  | { readonly op: "missing"; readonly of: Operand }
  | { readonly op: "nan"; readonly of: Operand }
  | { readonly op: "finite"; readonly of: Operand }
  | {
      readonly op: "matches";
      readonly of: Operand;
      readonly pattern: string;
      readonly flags: string;
      /** The test for data in memory. Default: JavaScript's own engine, whose time has no bound. */
      readonly test?: ((text: string) => boolean) | undefined;
      /** The same test of many texts at once. */
      readonly testAll?: TestOfTexts | undefined;
    }
  | {
      readonly op: "like";
      readonly of: Operand;
      readonly pattern: string;
      readonly test?: ((text: string) => boolean) | undefined;
      readonly testAll?: TestOfTexts | undefined;
    }
  | {
      /** Whether the values of columns together are a key of another table of the same database. */
      readonly op: "exists";
      readonly columns: readonly string[];
      readonly path: readonly string[];
      readonly keys: readonly string[];
    }
  | { readonly op: "tuple"; readonly of: readonly Operand[]; readonly values: readonly (readonly Scalar[])[] }
  | { readonly op: "type"; readonly of: Operand; readonly types: readonly LogicalType[] }
  | { readonly op: "and"; readonly of: readonly Expression[] }
  | { readonly op: "or"; readonly of: readonly Expression[] }
  | { readonly op: "not"; readonly of: Expression }
  | { readonly op: "unless"; readonly of: Expression; readonly condition: Expression }
  | { readonly op: "decided"; readonly of: Expression; readonly otherwise: boolean }
  | {
      readonly op: "test";
      readonly columns: readonly string[];
      readonly test: (...values: readonly unknown[]) => unknown;
      readonly missing: "skip" | "give";
      /** Whether the same values always give the same answer, so that each category need be tested once only. */
      readonly pure?: boolean | undefined;
    };

/**
 * A test of as many texts as `out` has places, UTF-8 end to end, text i from offset i to the next: writes 1 where one passes, 0 where
 * not, and 2 where that cannot be told of the bytes. Returns how often it wrote 2.
 */
export type TestOfTexts = (offsets: ArrayLike<number>, bytes: Uint8Array, out: Uint8Array) => number;

/** One kind of expression. */
export type ExpressionOf<Op extends Expression["op"]> = Extract<Expression, { readonly op: Op }>;
