import { editor, pluralOf } from "@mlsys/behavior";
import { expect, it } from "vitest";

it.each(
  [
    "cat cats",
    "company companies",
    "day days",
    "bus buses",
    "box boxes",
    "church churches",
    "monarch monarchs",
    "wife wives",
    "leaf leaves",
    "belief beliefs",
    "roof roofs",
    "hero heroes",
    "photo photos",
    "analysis analyses",
    "woman women",
    "human humans",
    "German Germans",
    "salesperson salespeople",
    "Child Children",
    "blouse blouses",
    "sheep sheep",
    "series series",
    "CEO CEOs",
    "ETF ETFs",
    "criterion criteria",
    "colloquy colloquies",
  ].map((pair) => pair.split(" ")),
)("the plural of %s is %s", (singular = "", plural) => {
  expect(pluralOf(singular)).toBe(plural);
});

it.each([
  ["business woman", "business women"],
  ["cup of tea", "cups of tea"],
  ["mother-in-law", "mothers-in-law"],
  ["check-in", "check-ins"],
  ["vice president", "vice presidents"],
])("changes the noun of %s", (singular, plural) => {
  expect(pluralOf(singular)).toBe(plural);
});

it("is an option of a tag, beside others", () => {
  const { template } = editor();
  const made = template("{cap:pl:job} and {upper:pl:job}", { job: ["secretary"] });
  expect(made.toArray()).toEqual(["Secretaries and SECRETARIES"]);
});
