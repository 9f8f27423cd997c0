import { isFileParameter } from "./parameters.ts";
import type { Parameter } from "./parameters.ts";
import { z } from "zod";

/** What kind of text a flag takes; `json` for what has no simpler form. */
export type FlagKind = "boolean" | "number" | "text" | "list" | "json" | "file";

/** A parameter as the command line sees it. */
export interface Flag {
  /** `testSize`. */
  readonly name: string;
  /** `--test-size`. */
  readonly flag: string;
  readonly kind: FlagKind;
  readonly description: string | undefined;
  /** The texts that are allowed, where there are few. */
  readonly choices: readonly string[] | undefined;
  readonly default: unknown;
  readonly isRequired: boolean;
}

/** The part of a JSON schema that decides how a flag is read. */
interface JsonSchema {
  readonly type?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly items?: JsonSchema | undefined;
  readonly description?: string | undefined;
  readonly default?: unknown;
}

/** How a parameter is given on the command line. Of a schema that is not zod's, texts are tried as JSON first. */
export async function flagOf(name: string, parameter: Parameter): Promise<Flag> {
  const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (isFileParameter(parameter)) {
    const { description, default: path, optional } = parameter;
    return {
      name,
      flag,
      kind: "file",
      description,
      choices: undefined,
      default: path,
      isRequired: path === undefined && !optional,
    };
  }
  const schema = jsonSchemaOf(parameter);
  const ofNothing = await parameter["~standard"].validate(undefined);
  return {
    name,
    flag,
    kind: kindOf(schema),
    description: schema.description,
    choices: schema.enum?.map(String),
    default: ofNothing.issues === undefined ? ofNothing.value : undefined,
    isRequired: ofNothing.issues !== undefined,
  };
}

function kindOf({ type, anyOf, enum: values }: JsonSchema): FlagKind {
  if (values?.every((value) => typeof value === "string") === true) return "text";
  if (type === "boolean") return "boolean";
  if (type === "number" || type === "integer") return "number";
  if (type === "string") return "text";
  if (type === "array") return "list";
  const others = anyOf?.filter((each) => each.type !== "null");
  const [only] = others ?? [];
  return others?.length === 1 && only !== undefined ? kindOf(only) : "json";
}

function jsonSchemaOf(parameter: Parameter): JsonSchema {
  if (!(parameter instanceof z.core.$ZodType)) return {};
  return z.toJSONSchema(parameter, { io: "input", unrepresentable: "any" }) as JsonSchema;
}
