import type { TextEdit } from "../perturbation.ts";
import { edit } from "./apply-edits.ts";

// The reference's two tables, by what is contracted: it expands more than it contracts, knows one apostrophe alone, and keeps
// the first letter as it was found, whatever the case of the rest.

const EXPANDED: Readonly<Record<string, string>> = {
  is: "he how it she that there what when where who why",
  are: "they we what you",
  am: "i",
  will: "he how i it she they we who you",
  would: "he i it she that there they we you",
  did: "how where",
  have: "could i might must should they we where who would you",
};
const CONTRACTED: Readonly<Record<string, string>> = {
  is: EXPANDED["is"] ?? "",
  are: EXPANDED["are"] ?? "",
  am: "i",
  will: "i it she they we who you",
  would: "i it she that there they we you",
  did: "how where",
  have: "who",
};
const TAILS: Readonly<Record<string, string>> = {
  is: "s",
  are: "re",
  am: "m",
  will: "ll",
  would: "d",
  did: "d",
  have: "ve",
};
const NEGATED = "are could did does do had has have is might must need ought should was were would".split(" ");
const IRREGULAR: readonly (readonly [string, string])[] = [
  ["can't", "cannot"],
  ["shan't", "shall not"],
  ["won't", "will not"],
];

interface Tables {
  readonly expand: ReadonlyMap<string, string>;
  readonly contract: ReadonlyMap<string, string>;
}

let known: Tables | undefined;

/** The reference's expansions of a text, all at once. */
export function expandAsReference(text: string): readonly TextEdit[] {
  known ??= tables();
  return replaced(text, known.expand, "");
}

/** The reference's contractions of a text, all at once: only before a space. */
export function contractAsReference(text: string): readonly TextEdit[] {
  known ??= tables();
  return replaced(text, known.contract, " ");
}

function tables(): Tables {
  const negated = NEGATED.map((verb) => [`${verb}n't`, `${verb} not`] as const);
  const common = [...negated, ...IRREGULAR];
  return {
    expand: new Map([...common, ...pairs(EXPANDED), ["ain't", "is not"], ["ma'am", "madam"]]),
    contract: new Map([...common, ...pairs(CONTRACTED)].map(([short, long]) => [long, short])),
  };
}

function pairs(words: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(words).flatMap(([tail, list]) =>
    list.split(" ").map((word): [string, string] => [`${word}'${TAILS[tail] ?? ""}`, `${word} ${tail}`]),
  );
}

function replaced(text: string, table: ReadonlyMap<string, string>, after: string): TextEdit[] {
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{N}_])(?:${[...table.keys()].join("|")})(?![\p{L}\p{N}_])${after === "" ? "" : `(?=${after})`}`,
    "giu",
  );
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) =>
    edit(text, index, index + found.length, found.charAt(0) + (table.get(found.toLowerCase()) ?? found).slice(1)),
  );
}
