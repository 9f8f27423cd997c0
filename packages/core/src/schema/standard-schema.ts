import type { MlsysError, MlsysErrorParts } from "../errors/mlsys-error.ts";

/** A schema of any library that follows the Standard Schema (version 1): zod, valibot, arktype, … */
export interface StandardSchema<Output = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

/** What a Standard Schema answers. */
export type StandardResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly StandardIssue[] };

/** One thing that a Standard Schema objects to. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** How {@link parseExternal} reports a refusal. */
export interface ParseExternalOptions<Code extends string> {
  /** The error class to throw. */
  readonly ErrorClass: new (parts: MlsysErrorParts<Code>) => MlsysError;
  /** Its code. */
  readonly code: Code;
  /** What the value is: `"the manifest is not valid"`. */
  readonly what: string;
  /** Where it came from: a path, a URL, a flag. */
  readonly where: string;
}

/**
 * Parses external input with a schema at the border of a package, and reports every objection in one error.
 *
 * @param schema - a synchronous Standard Schema, for example of zod.
 * @param value - the input.
 * @param options - error class, code, and the words of the message.
 * @returns the parsed value.
 * @throws {MlsysError} the class and code of the options, when the schema objects or works asynchronously.
 * @see https://standardschema.dev
 *
 * @example
 * ```ts
 * import { CoreError, parseExternal } from "@mlsys/core";
 * import { z } from "zod";
 *
 * const options = { ErrorClass: CoreError, code: "invalidInput", what: "the settings are not valid", where: "settings.json" } as const;
 * parseExternal(z.object({ port: z.number() }), { port: 80 }, options); // => { port: 80 }
 * ```
 */
export function parseExternal<Output, Code extends string>(
  schema: StandardSchema<Output>,
  value: unknown,
  { ErrorClass, code, what, where }: ParseExternalOptions<Code>,
): Output {
  const result = schema["~standard"].validate(value);
  if (result instanceof Promise)
    throw new ErrorClass({ code, what, where, found: "an asynchronous schema", fix: "give a synchronous one" });
  if (result.issues === undefined) return result.value;
  const issues = result.issues.map((issue) => ({ path: pathOf(issue), message: issue.message }));
  const found = issues.slice(0, 5).map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  if (issues.length > found.length) found.push(`and ${issues.length - found.length} more`);
  throw new ErrorClass({ code, what, where, found: found.join("; "), details: { issues } });
}

function pathOf({ path = [] }: StandardIssue): string {
  return path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
}
