import { didYouMean } from "@mlsys/core";
import { syntaxError } from "./tokens.ts";
import type { Token } from "./tokens.ts";

/** The attributes of a run that a search can name. */
export type RunAttribute = "run_id" | "run_name" | "status" | "user_id" | "start_time" | "end_time";

/** What a search names: a metric, param or tag by key, or an attribute. */
export type SearchKey =
  | { readonly entity: "metric" | "param" | "tag"; readonly name: string }
  | { readonly entity: "attribute"; readonly name: RunAttribute };

const ENTITIES: Readonly<Record<string, SearchKey["entity"]>> = {
  metric: "metric",
  metrics: "metric",
  param: "param",
  params: "param",
  parameter: "param",
  parameters: "param",
  tag: "tag",
  tags: "tag",
  attribute: "attribute",
  attributes: "attribute",
  attr: "attribute",
  run: "attribute",
};

const ATTRIBUTES: readonly RunAttribute[] = ["run_id", "run_name", "status", "user_id", "start_time", "end_time"];

/** Other spellings that MLflow accepts in a filter. */
const ALIASES: Readonly<Record<string, RunAttribute>> = {
  "run name": "run_name",
  "Run name": "run_name",
  "Run Name": "run_name",
  created: "start_time",
  Created: "start_time",
};

/** Whether an attribute is compared as a number. */
export function isNumeric(key: SearchKey): boolean {
  return key.entity === "metric" || key.name === "start_time" || key.name === "end_time";
}

/** A key read from tokens, and how many of them it took. */
export interface ReadKey {
  readonly key: SearchKey;
  readonly length: number;
}

/**
 * Reads a key at a position: an entity and a name, split at the first dot, the name bare or quoted.
 *
 * @throws {TrackingError} `invalidFilter` when there is no key, or none of that name.
 */
export function readKey(text: string, tokens: readonly Token[], position: number, aliases: boolean): ReadKey {
  const token = tokens[position];
  if (token?.kind === "quoted" && token.quote !== "'")
    return { key: attribute(text, token, token.text, aliases), length: 1 };
  if (token?.kind !== "word") {
    const found = token === undefined ? "the end" : JSON.stringify(token.text);
    throw syntaxError(text, token?.at ?? text.length, found, "give a key, as in metrics.rmse < 1");
  }
  const dot = token.text.indexOf(".");
  if (dot < 0) return { key: attribute(text, token, token.text, aliases), length: 1 };
  const entity = entityOf(text, token, token.text.slice(0, dot));
  const bare = token.text.slice(dot + 1);
  const next = tokens[position + 1];
  const isQuoted = bare === "" && next?.kind === "quoted" && next.at === token.at + token.text.length;
  const name = isQuoted ? next.text : bare;
  if (name === "") throw syntaxError(text, token.at, "a key without a name", "give one, as in metrics.rmse");
  const key: SearchKey = entity === "attribute" ? attribute(text, token, name, aliases) : { entity, name };
  return { key, length: isQuoted ? 2 : 1 };
}

function entityOf(text: string, token: Token, name: string): SearchKey["entity"] {
  const entity = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
  if (entity !== undefined) return entity;
  throw syntaxError(
    text,
    token.at,
    JSON.stringify(name),
    didYouMean(name, ["metrics", "params", "tags", "attributes"]),
  );
}

function attribute(text: string, token: Token, name: string, aliases: boolean): SearchKey {
  const known =
    ATTRIBUTES.find((each) => each === name) ?? (aliases && Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined);
  if (known !== undefined) return { entity: "attribute", name: known };
  throw syntaxError(text, token.at, `the attribute ${JSON.stringify(name)}`, didYouMean(name, ATTRIBUTES));
}
