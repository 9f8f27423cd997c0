/** What one input holds; an instant is ISO 8601 text with a time zone, such as `2026-11-21T10:00:00Z`. */
export type InputType = "number" | "integer" | "boolean" | "text" | "category" | "instant";

/** One input of a model. */
export interface InputField {
  readonly name: string;
  readonly type: InputType;
  /** The values that a `"category"` takes. Default: any text. */
  readonly categories?: readonly string[] | undefined;
  /** The smallest number that is accepted. */
  readonly min?: number | undefined;
  /** The largest number that is accepted. */
  readonly max?: number | undefined;
  /** Whether the value may be missing. Default false. */
  readonly optional?: boolean | undefined;
  /** What the input means, for the page and for OpenAPI. */
  readonly description?: string | undefined;
}

/** The output of a model: a number, or one of some classes. */
export interface OutputField {
  readonly name?: string | undefined;
  readonly type: "number" | "class";
  /** The classes, in the order of the probabilities. */
  readonly classes?: readonly (string | number | boolean)[] | undefined;
}

/** What a model takes and gives. */
export interface Signature {
  readonly inputs: readonly InputField[];
  readonly output: OutputField;
}
