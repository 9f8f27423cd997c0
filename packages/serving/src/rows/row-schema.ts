import { z } from "zod";
import type { InputField, Signature } from "../model/signature.ts";

/** The schemas of a request's rows, one for each way of writing a row. */
export interface RowSchemas {
  readonly objects: z.ZodType<Readonly<Record<string, unknown>>[]>;
  readonly lists: z.ZodType<unknown[][]>;
  /** Bare values; only models with one input take them. */
  readonly values: z.ZodType<unknown[]> | undefined;
}

/** Builds the schemas of rows from a signature. */
export function rowSchemas(signature: Signature, maxTextLength: number): RowSchemas {
  const fields = signature.inputs.map((input) => fieldSchema(input, maxTextLength));
  const shape = Object.fromEntries(
    signature.inputs.map(({ name, optional }, i) => [name, optional === true ? fields[i]?.optional() : fields[i]]),
  ) as Record<string, z.ZodType>;
  const [first, ...rest] = fields;
  return {
    objects: z.array(z.strictObject(shape)),
    lists: z.array(first === undefined ? z.tuple([]) : z.tuple([first, ...rest])),
    values: first !== undefined && rest.length === 0 ? z.array(first) : undefined,
  };
}

/** The schema of one input's values. */
export function fieldSchema(input: InputField, maxTextLength: number): z.ZodType {
  const schema = requiredSchema(input, maxTextLength);
  const described = input.description === undefined ? schema : schema.describe(input.description);
  return input.optional === true ? described.nullable() : described;
}

function requiredSchema(input: InputField, maxTextLength: number): z.ZodType {
  switch (input.type) {
    case "number":
      return bounded(z.number(), input);
    case "integer":
      return bounded(z.int(), input);
    case "boolean":
      return z.boolean();
    case "text":
      return text(maxTextLength);
    case "category":
      return input.categories === undefined ? text(maxTextLength) : z.enum(input.categories);
    case "instant":
      return z.iso.datetime({ offset: true });
  }
}

/** In two steps: in one, the length of what is no text would be compared, too, and it may be no number. */
function text(maxLength: number): z.ZodType {
  return z.string().pipe(z.string().max(maxLength));
}

function bounded(schema: z.ZodNumber, { min, max }: InputField): z.ZodNumber {
  const lower = min === undefined ? schema : schema.min(min);
  return max === undefined ? lower : lower.max(max);
}
