import {
  addNegation,
  changeCase,
  changeDates,
  changeEmoji,
  changeGender,
  changeLocations,
  changeNames,
  changeNumbers,
  changeSpelling,
  changeUnits,
  compose,
  contractions,
  customPerturbation,
  lookAlikes,
  numbersInWords,
  perturb,
  prefix,
  punctuation,
  removeNegation,
  replace,
  someOf,
  suffix,
  typos,
  urlsAndHandles,
  whitespace,
} from "@mlsys/behavior";
import type { Perturbation, TextEdit } from "@mlsys/behavior";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const all: readonly Perturbation<string>[] = [
  typos(),
  typos({ count: 2, results: 3, kinds: ["swap", "delete", "insert", "keyboard", "ocr"] }),
  contractions(),
  punctuation(),
  changeCase({ to: ["lower", "upper", "title"] }),
  changeNumbers(),
  changeNumbers({ all: true }),
  changeNames(),
  changeNames({ part: "last" }),
  changeLocations(),
  addNegation(),
  removeNegation(),
  replace("the", ["a", "the"]),
  prefix(["Well,", ""]),
  suffix("Indeed."),
  whitespace(),
  changeDates(),
  changeGender(),
  changeEmoji({ results: 2 }),
  changeUnits(),
  changeSpelling(),
  lookAlikes({ count: 2, results: 2 }),
  lookAlikes({ with: "homoglyphs" }),
  numbersInWords(),
  urlsAndHandles({ results: 4 }),
  someOf(typos({ results: 2 }), { share: 0.5 }),
  compose(changeCase({ to: ["upper"] }), punctuation()),
];

const words = fc.constantFrom(
  "the", "The", "is", "not", "isn't", "It’s", "won't", "James", "Mary", "Smith", "London", "New York", "Spain", "12",
  "1,200.50", "3.5%", "e\u0301", "👩‍👩‍👧", "🇫🇮", "한국", "\u0301", "...", "can't", "\r\n", "I'm", "they", "are", "\ud800", "her", "her job", "March", "2009", "Monday", "Labour", "centre", "5 km", "3.2%", "EUR 7 mn", "🙂", ":)", "❤️", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
); // prettier-ignore

const texts = fc.oneof(
  { weight: 3, arbitrary: fc.array(words, { maxLength: 8 }).map((parts) => parts.join(" ")) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 10 }) },
);

/** Texts for each perturbation; with BEHAVIOR_TEXTS=1000000, of which each has its share, this takes minutes. */
const numRuns = Math.ceil(Number(process.env["BEHAVIOR_TEXTS"] ?? 300 * all.length) / all.length);

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

function applied(text: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight((result, { start, end, to }) => result.slice(0, start) + to + result.slice(end), text);
}

describe("every perturbation of text", () => {
  it.each(all.map((perturbation) => [perturbation.name, perturbation] as const))(
    "%s gives distinct results, none the original, by edits that split no grapheme",
    (_, perturbation) => {
      const property = fc.property(texts, fc.nat(1000), (text, randomState) => {
        const [result] = perturb([text], perturbation, { randomState });
        if (result === undefined) return;
        const starts = new Set([...graphemes.segment(text)].map(({ index }) => index)).add(text.length);
        expect(new Set(result.inputs).size).toBe(result.inputs.length);
        expect(result.inputs.length).toBeGreaterThan(1);
        result.inputs.slice(1).forEach((output, i) => {
          const edits = result.edits[i + 1] as readonly TextEdit[];
          expect(applied(text, edits)).toBe(output);
          for (const { start, end, from } of edits) {
            expect(text.slice(start, end)).toBe(from);
            expect(starts.has(start) && starts.has(end)).toBe(true);
          }
        });
      });
      fc.assert(property, { numRuns });
    },
    100 * numRuns,
  );

  it.each(all.map((perturbation) => [perturbation.name, perturbation] as const))(
    "%s gives an input the same results whatever stands before it",
    (_, perturbation) => {
      const text = "James Smith isn't in London with the 12 others, is he?";
      const [alone] = perturb([text], perturbation);
      const among = perturb(["Mary is 3 years old.", text], perturbation);
      expect(among.find(({ inputs }) => inputs[0] === text)).toEqual(alone);
    },
  );
});

function results(text: string, perturbation: Perturbation<string>): readonly string[] {
  return perturb([text], perturbation)[0]?.inputs.slice(1) ?? [];
}

describe("contractions", () => {
  it.each([
    ["He's been there", "He has been there"],
    ["IT'S late", "IT IS late"],
    ["It’s late", "It is late"],
    ["We can't and won't", "We cannot and will not"],
    ["I'd better go", "I had better go"],
    ["Let's see", "Let us see"],
  ])("expands %s", (text, expanded) => {
    expect(results(text, contractions())).toContain(expanded);
  });

  it.each([
    ["It is not good", "It isn't good"],
    ["I am here", "I'm here"],
    ["They have been", "They've been"],
    ["We cannot know", "We can't know"],
  ])("contracts %s", (text, contracted) => {
    expect(results(text, contractions())).toContain(contracted);
  });

  it("leaves an auxiliary at the end of a sentence, and possessives", () => {
    expect(results("Yes, it is.", contractions())).toEqual([]);
    expect(results("The bank's profit", contractions())).toEqual([]);
  });
});

describe("numbers", () => {
  it("keep their decimals and thousands", () => {
    for (const text of results("Sales of 1,200.50 euros", changeNumbers({ results: 9 })))
      expect(text).toMatch(/^Sales of (?:\d{3}|\d,\d{3})\.\d\d euros$/);
  });

  it("move by no more than asked", () => {
    for (const text of results("1000", changeNumbers({ by: 0.1, results: 50 })))
      expect(Math.abs(Number(text) - 1000)).toBeLessThanOrEqual(100);
  });

  it("inside words, handles and links are left alone", () => {
    expect(results("@user12 UA80 t.co/15", changeNumbers())).toEqual([]);
  });
});

describe("names and places", () => {
  it("keep the sex and change every occurrence", () => {
    const pair = changeNames({ male: ["Paul", "Mark"], female: ["Ann", "Eve"] });
    expect(results("Ann met Paul. Ann left.", pair)).toEqual(["Eve met Paul. Eve left."]);
  });

  it("change a surname behind a given name", () => {
    expect(results("Paul Ek of Ek Ltd", changeNames({ part: "last", lastNames: ["Berg"] }))).toEqual([
      "Paul Berg of Berg Ltd",
    ]);
  });

  it("do not match inside other words", () => {
    expect(results("Londoners marked Paulson", changeLocations())).toEqual([]);
    expect(results("Marking", changeNames())).toEqual([]);
  });
});

describe("negation", () => {
  it("is added behind the first auxiliary and taken out again", () => {
    expect(results("The outlook is good.", addNegation())).toEqual(["The outlook is not good."]);
    expect(results("We can grow", addNegation())).toEqual(["We cannot grow"]);
    expect(results("It isn't, and won't be", removeNegation())).toEqual(["It is, and will be"]);
  });

  it("is not added twice", () => {
    expect(results("It is never good", addNegation())).toEqual([]);
  });
});

describe("options of all", () => {
  it("keep leaves parts untouched", () => {
    for (const text of results("abc Nokia xyz", typos({ keep: ["Nokia", /x.z/], results: 30 })))
      expect(text).toMatch(/Nokia xyz$/);
  });

  it("maxEditShare bounds what may change", () => {
    expect(results("abc", changeCase({ to: ["upper"], maxEditShare: 0.5 }))).toEqual([]);
  });

  it("randomState sets a seed of their own", () => {
    const at = (randomState: number): readonly string[] => results("a longer text here", typos({ randomState }));
    expect(at(1)).toEqual(at(1));
    expect([1, 2, 3, 4].some((seed) => at(seed)[0] !== at(0)[0])).toBe(true);
  });

  it("are refused with the nearest name", () => {
    expect(() => typos({ cuont: 1 } as never)).toThrow(/did you mean "count"/);
  });
});

it("a custom perturbation drops the original and repeats, and finds its edits", () => {
  const custom = customPerturbation("x", (text: string) => [text, `${text}!`, `${text}!`]);
  const [result] = perturb(["ok"], custom);
  expect(result?.inputs).toEqual(["ok", "ok!"]);
  expect(result?.edits[1]).toEqual([{ start: 2, end: 2, from: "", to: "!" }]);
});

it("results of several perturbations are one case without repeats", () => {
  const [result] = perturb(["a b"], [suffix("x"), replace("b", "b x")]);
  expect(result?.inputs).toEqual(["a b", "a b x"]);
});

describe("words, dates and numbers", () => {
  const first = (text: string, perturbation: Perturbation<string>): string | undefined =>
    perturb([text], perturbation)[0]?.inputs[1];

  it.each([
    ["He said that his wife told him", changeGender(), "She said that her husband told her"],
    ["SHE gave her hers", changeGender(), "HE gave his his"],
    ["I saw her.", changeGender(), "I saw him."],
    ["The theory holds", changeGender(), undefined],
    ["The COLOUR of the centre", changeSpelling(), "The COLOR of the center"],
    ["A favorite program", changeSpelling({ to: "british" }), "A favourite programme"],
    ["A favorite program", changeSpelling({ to: "american" }), undefined],
    ["21 of 100, 7 of 340", numbersInWords(), "twenty-one of one hundred, seven of three hundred and forty"],
    ["2009 and 3.5 and 12%", numbersInWords(), undefined],
  ])("%s", (text, perturbation, wanted) => {
    expect(first(text, perturbation)).toBe(wanted);
  });

  it("moves every mention of a date alike", () => {
    const [result] = perturb(["From March 2009 to March 2009"], changeDates({ years: 2 }));
    for (const output of result?.inputs.slice(1) ?? []) {
      const [, month, year, sameMonth, sameYear] = /^From (\w+) (\d+) to (\w+) (\d+)$/.exec(output) ?? [];
      expect([month, year]).toEqual([sameMonth, sameYear]);
      expect(Math.abs(Number(year) - 2009)).toBeLessThanOrEqual(2);
    }
    expect(result?.inputs.length).toBe(4);
  });

  it("tells what a composition changed, in all", () => {
    const [result] = perturb(["Profit rose in London."], compose(replace("rose", "fell"), punctuation()));
    expect(result?.inputs[1]).toBe("Profit fell in London");
    expect(result?.edits[1]).toEqual([
      { start: 7, end: 11, from: "rose", to: "fell" },
      { start: 21, end: 22, from: ".", to: "" },
    ]);
  });
});

describe("emoji", () => {
  it.each([
    ["Profit rose :)", "write", "Profit rose 🙂"],
    ["Profit rose 🙂, wow ❤️", "write", "Profit rose :), wow <3"],
    ["At 10:30 (note:) see http://a.b/:)", "write", undefined],
    ["🙂 Good 😃😃 news 👩‍👩‍👧 🇫🇮", "remove", "Good news"],
    ["1️⃣ first 👍🏽", "remove", "first"],
    ["No. 1 © 2020", "remove", undefined],
  ] as const)("%s: %s", (text, change, wanted) => {
    expect(results(text, changeEmoji({ changes: [change] }))[0]).toBe(wanted);
  });

  it("are added one a result, none twice", () => {
    const added = results("Profit rose", changeEmoji({ changes: ["add"], results: 3 }));
    expect(new Set(added).size).toBe(3);
    expect(added.every((text) => /^Profit rose \p{Emoji}/u.test(text))).toBe(true);
  });
});

describe("units", () => {
  it.each([
    ["It is 5 km, or 1 mile", ["It is 5 kilometers, or 1 mi", "It is 3.1 mi, or 1.6 kilometers"]],
    ["EUR 2.5 mn of 1.2 billion", ["EUR 2.5 million of 1.2 bn"]],
    ["up 3.2% and 4 percent", ["up 3.2 percent and 4%"]],
    ["at 100 °C", ["at 100 degrees Celsius", "at 212 °F"]],
    ["12,000 kg of steel", ["12,000 kilograms of steel", "26,500 lb of steel"]],
    ["5 in 10, 3 m-wide, A4 5kmh, 2 cmx", undefined],
  ])("%s", (text, wanted) => {
    expect(results(text, changeUnits())).toEqual(wanted ?? []);
  });
});

describe("replace", () => {
  it.each([
    [replace(["new", "new york"], "Oslo"), "New York, new", "Oslo, Oslo"],
    [replace(/\d+ (?=euros)/, "no "), "5 euros of 7", "no euros of 7"],
    [replace(/ROSE/i, "fell"), "Profit rose", "Profit fell"],
    [replace("in", "on", { wholeWord: false }), "win", "won"],
  ])("takes texts and patterns: %#", (perturbation, text, wanted) => {
    expect(results(text, perturbation)).toEqual([wanted]);
  });

  it("of what is empty changes nothing", () => {
    expect(results("a b", replace("", "x", { wholeWord: false }))).toEqual([]);
    expect(results("a b", replace(/x*/, "y"))).toEqual([]);
  });

  it.each([
    () => replace(5 as never, "x"),
    () => replace("x", undefined as never),
    () => replace([], "x"),
    () => prefix([7] as never),
    () => suffix(null as never),
  ])("and phrases refuse what is no text: %#", (make) => {
    expect(make).toThrow(expect.objectContaining({ name: "BehaviorError", code: "invalidOption" }));
  });
});
