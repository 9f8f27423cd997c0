import { articleFor, BehaviorError, editor, english } from "@mlsys/behavior";
import { describe, expect, it } from "vitest";

const adjectives = ["honest", "useful"];

describe("a template", () => {
  it("fills every combination, the first key varying slowest", () => {
    const cases = editor().template("{a} {b}", { a: ["1", "2"], b: ["x", "y"] });
    expect(cases.toArray()).toEqual(["1 x", "1 y", "2 x", "2 y"]);
  });

  it("fills copies of a key on their own", () => {
    expect(
      editor()
        .template("{w1}{w2}", { w: ["a", "b"] })
        .toArray(),
    ).toEqual(["aa", "ab", "ba", "bb"]);
  });

  it("leaves out combinations that hold the same twice when asked", () => {
    const cases = editor().template("{w1}{w2}", { w: ["a", "b"] }, { removeDuplicates: true });
    expect(cases.toArray()).toEqual(["ab", "ba"]);
  });

  it("writes articles by sound, and capitals", () => {
    const { template } = editor();
    expect(template("{A:adj} man, {a:adj} man, {cap:adj}, {upper:adj}", { adj: adjectives }).toArray()[0]).toBe(
      "An honest man, an honest man, Honest, HONEST",
    );
  });

  it("reads parts of compound fill-ins and escaped braces", () => {
    const { template } = editor();
    const made = template("{{x}} {p.name} {q[1]}", { p: [{ name: "Ann" }], q: [["a", "b"]] });
    expect(made.toArray()).toEqual(["{x} Ann b"]);
  });

  it("has any shape", () => {
    const made = editor().template({ text: "{w}", list: ["{w}!", 3] }, { w: ["a"] });
    expect(made.toArray()).toEqual([{ text: "a", list: ["a!", 3] }]);
  });

  it("zips lists when product is false", () => {
    const made = editor().template("{a}{b}", { a: ["1", "2", "3"], b: ["x", "y"] }, { product: false });
    expect(made.toArray()).toEqual(["1x", "2y"]);
  });

  it("takes lists from lexicons and prefers those of the call", () => {
    const { template } = editor({ lexicons: english() });
    expect(template("{weekday}").length).toBe(7);
    expect(template("{weekday}", { weekday: ["Caturday"] }).toArray()).toEqual(["Caturday"]);
  });

  it("gives each distinct case once", () => {
    expect(
      editor()
        .template("{a}{b}", { a: ["x", "xy"], b: ["y", ""] })
        .toArray(),
    ).toEqual(["xy", "x", "xyy"]);
  });

  it("gives each distinct case once, of very many, in the order in which each first comes", () => {
    const made = editor().template("{n1}{n2}", { n: Array.from({ length: 300 }, (_, i) => "1".repeat(i)) });
    expect(made.toArray().map(({ length }) => length)).toEqual(Array.from({ length: 599 }, (_, i) => i));
    expect(made.entries().map(({ meta }) => `${String(meta?.["n1"])}${String(meta?.["n2"])}`)).toEqual(made.toArray());
  });

  it("samples without replacement, the same for the same seed", () => {
    const draw = (seed: number) =>
      editor({ randomState: seed })
        .template("{n}", { n: [...Array(99).keys()] })
        .sample(9);
    expect(new Set(draw(1)).size).toBe(9);
    expect(draw(1).toArray()).toEqual(draw(1).toArray());
    expect(draw(1).toArray()).not.toEqual(draw(2).toArray());
  });

  it("samples with replacement when asked", () => {
    const all = [
      ...editor()
        .template("{n}", { n: ["a"] })
        .sample(5, { replacement: true })
        .all(),
    ];
    expect(all.length).toBe(5);
  });

  it("draws few of very many without making them", () => {
    const many = Object.fromEntries(["a", "b", "c", "d", "e"].map((key) => [key, [...Array(1000).keys()]]));
    const template: string = "{a}{b}{c}{d}{e}";
    expect(editor().template(template, many).sample(3).length).toBe(3);
  });

  it("keeps what satisfies a condition on the fill-ins", () => {
    const made = editor()
      .template("{a}<{b}", { a: [1, 2], b: [1, 2] })
      .where(({ a, b }) => Number(a) < Number(b));
    expect(made.toArray()).toEqual(["1<2"]);
  });

  it("carries labels, fixed or from the fill-ins", () => {
    const made = editor()
      .template("{w}", { w: ["up", "down"] })
      .label(({ w }) => `${String(w)}!`);
    expect(made.entries().map(({ label }) => label)).toEqual(["up!", "down!"]);
  });

  it("asks for each label once", () => {
    let asked = 0;
    const made = editor()
      .template("{w}", { w: ["up", "down", "up"] })
      .label(() => ++asked);
    expect(made.entries().map(({ label }) => label)).toEqual([1, 2]);
    expect([made.length, made.toArray(), made.entries().length, asked]).toEqual([2, ["up", "down"], 2, 3]);
  });

  it("concatenates", () => {
    const { template } = editor();
    expect(
      template("{a}", { a: ["x"] })
        .concat(template("{b}", { b: ["y"] }))
        .toArray(),
    ).toEqual(["x", "y"]);
  });

  it.each([
    ["{", "invalidTemplate"],
    ["a}", "invalidTemplate"],
    ["{}", "invalidTemplate"],
    ["{loud:w}", "invalidTemplate"],
    ["{nouns}", "unknownKey"],
  ])("refuses %s", (template, code) => {
    expect(() => editor().template(template, { noun: ["a"], w: ["a"] })).toThrow(
      expect.objectContaining({ name: "BehaviorError", code }),
    );
  });

  it("names the nearest key", () => {
    const template: string = "{nuon}";
    expect(() => editor().template(template, { noun: ["a"] })).toThrow(/did you mean "noun"/);
  });

  it("refuses an empty list, and a compound written whole", () => {
    expect(() => editor().template("{a}", { a: [] })).toThrow(BehaviorError);
    expect(() =>
      editor()
        .template("{a}", { a: [["x", "y"]] })
        .toArray(),
    ).toThrow(/name the part/);
  });
});

describe("articles", () => {
  it.each([
    "an hour",
    "a university",
    "an honest man",
    "a European",
    "an MRI scan",
    "an FBI agent",
    "an 8-bit chip",
    "a one-off",
    "an X-ray",
    "an unimportant man",
    "an umbrella",
    "a user",
    "a unique one",
    "an uninteresting one",
    "an 18th",
    "a UN envoy",
  ])("%s", (phrase) => {
    const word = phrase.slice(phrase.indexOf(" ") + 1);
    expect(`${articleFor(word)} ${word}`).toBe(phrase);
  });
});
