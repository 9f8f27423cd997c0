import { didYouMean, showValue } from "@mlsys/core";
import type { StandardSchema } from "@mlsys/core";
import { FlowError } from "../flow-error.ts";
import { readIncludedFile } from "./include-file.ts";
import type { FileParameter } from "./include-file.ts";

/** A parameter of a flow: a schema (zod, or any Standard Schema), or an included file. */
export type Parameter = StandardSchema | FileParameter<unknown>;

/** The parameters of a flow by name. */
export type ParameterSpecs = Readonly<Record<string, Parameter>>;

/** What steps see of a flow's parameters. */
export type ParameterValues<P extends ParameterSpecs> = {
  readonly [K in keyof P]: P[K] extends FileParameter<infer Value>
    ? Value
    : P[K] extends StandardSchema<infer Output>
      ? Output
      : never;
};

/** What a caller may give: of a schema its input, of a file its path; what has a default may be left out. */
export type GivenParameters<P extends ParameterSpecs> = {
  readonly [K in keyof P]?: P[K] extends FileParameter<unknown>
    ? string | undefined
    : P[K] extends { readonly "~standard": { readonly types?: { readonly input: infer Input } | undefined } }
      ? Input
      : unknown;
};

export function isFileParameter(parameter: Parameter): parameter is FileParameter<unknown> {
  return "kind" in parameter;
}

/**
 * Checks what was given against the schemas, fills in the defaults, and reads included files.
 *
 * @throws {FlowError} `invalidParameter` with all objections at once; `unreadableFile`.
 */
export async function parameterValues(
  flowName: string,
  specs: ParameterSpecs,
  given: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const objections = Object.keys(given)
    .filter((name) => !Object.hasOwn(specs, name))
    .map((name) => `there is no parameter ${JSON.stringify(name)}: ${didYouMean(name, Object.keys(specs))}`);
  const values: [string, unknown][] = [];
  const files: [string, FileParameter<unknown>][] = [];
  for (const [name, parameter] of Object.entries(specs)) {
    if (isFileParameter(parameter)) {
      files.push([name, parameter]);
      continue;
    }
    const result = await parameter["~standard"].validate(given[name]);
    if (result.issues === undefined) values.push([name, result.value]);
    else objections.push(objection(name, given[name], result.issues));
  }
  if (objections.length > 0) throw invalid(flowName, objections);
  for (const [name, parameter] of files) values.push([name, await readIncludedFile(name, parameter, given[name])]);
  return Object.fromEntries(values);
}

function objection(name: string, value: unknown, issues: readonly { readonly message: string }[]): string {
  if (value === undefined) return `${name} is missing`;
  return `${name} is ${showValue(value)}: ${issues.map(({ message }) => message).join(", ")}`;
}

function invalid(flowName: string, objections: readonly string[]): FlowError {
  return new FlowError({
    code: "invalidParameter",
    what: "the parameters are not accepted",
    where: `flow ${JSON.stringify(flowName)}`,
    found: objections.join("; "),
    details: { objections },
  });
}
