import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";

/** What a tag asks to be done with its fill-in. */
export type TagOption = "a" | "A" | "cap" | "upper" | "lower" | "pl";

/** One tag of a template: `{a:person1.name}`. */
export interface Tag {
  /** The key with its copy's digits: copies draw on their own. */
  readonly slot: string;
  readonly key: string;
  readonly options: readonly TagOption[];
  /** Names or indices that lead into a compound fill-in. */
  readonly path: readonly string[];
}

/** A text in pieces: literal parts and tags. */
export type TemplatePieces = readonly (string | Tag)[];

const OPTIONS: readonly string[] = ["a", "A", "cap", "upper", "lower", "pl"];
const TAG =
  /^(?<options>(?:[a-zA-Z]+:)*)(?<key>[\p{L}_$](?:[\p{L}\p{N}_$-]*[\p{L}_$-])?)(?<copy>\d*)(?<path>(?:\.[\p{L}_][\p{L}\p{N}_]*|\[\d+\])*)$/u;

/**
 * Takes a template's text apart. `{{` and `}}` stand for braces.
 *
 * @throws {BehaviorError} `invalidTemplate` for a brace without its partner, or a tag of no known form.
 */
export function parseTemplate(text: string): TemplatePieces {
  const pieces: (string | Tag)[] = [];
  let literal = "";
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character !== "{" && character !== "}") {
      literal += character;
    } else if (text.charAt(i + 1) === character) {
      literal += character;
      i++;
    } else {
      const end = character === "{" ? text.indexOf("}", i) : -1;
      if (end < 0) throw refusal(text, `a lone ${character} at ${i}`);
      if (literal !== "") pieces.push(literal);
      literal = "";
      pieces.push(parseTag(text, text.slice(i + 1, end)));
      i = end;
    }
  }
  if (literal !== "") pieces.push(literal);
  return pieces;
}

function parseTag(text: string, tag: string): Tag {
  const { options = "", key = "", copy = "", path = "" } = TAG.exec(tag)?.groups ?? {};
  if (key === "") throw refusal(text, `the tag {${tag}}`);
  const names = options.split(":").filter((name) => name !== "");
  const unknown = names.find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) throw refusal(text, `the option ${unknown} in {${tag}}; known are ${OPTIONS.join(", ")}`);
  const steps = Array.from(path.matchAll(/\.([^.[]+)|\[(\d+)\]/g), ([, name, index]) => name ?? index ?? "");
  return { slot: key + copy, key, options: names as TagOption[], path: steps };
}

function refusal(text: string, found: string): BehaviorError {
  return new BehaviorError({
    code: "invalidTemplate",
    what: "the template cannot be read",
    where: showValue(text),
    found,
    fix: "write tags as {key}, {key1}, {key.part}, {key[0]} or {a:key}, and braces as {{ and }}",
  });
}
