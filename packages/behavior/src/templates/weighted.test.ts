import { editor, weighted } from "@mlsys/behavior";
import type { Cases } from "@mlsys/behavior";
import { describe, expect, it } from "vitest";

const share = (cases: Cases<string, unknown>, part: string): number => {
  const all = Array.from(cases.all(), ({ input }) => input);
  return all.filter((text) => text.includes(part)).length / all.length;
};

/** Four standard deviations of a share that is counted so often. */
const slack = (wanted: number, draws: number): number => 4 * Math.sqrt((wanted * (1 - wanted)) / draws);

const verb = weighted({ rose: 8, fell: 1, stood: 1 });
const noun = Array.from({ length: 50 }, (_, i) => `n${i}`);

describe("weighted fill-ins", () => {
  it("leave all combinations as they are", () => {
    expect(editor().template("It {verb}.", { verb }).toArray()).toEqual(["It rose.", "It fell.", "It stood."]);
  });

  it("are drawn by their weights, of a template and of what became of it", () => {
    const cases = editor({ randomState: 3 }).template("{noun} {verb}.", { noun, verb });
    expect(Math.abs(share(cases.sample(4000, { replacement: true }), "rose") - 0.8)).toBeLessThan(slack(0.8, 4000));
    const odd = cases.where(({ noun: word }) => String(word).endsWith("1"));
    expect(Math.abs(share(odd.sample(4000, { replacement: true }), "rose") - 0.8)).toBeLessThan(slack(0.8, 4000));
    expect(share(cases.label("x").sample(30), "rose")).toBeGreaterThan(0.5);
  });

  it("are drawn once each without replacement, and all when all are asked for", () => {
    const cases = editor({ randomState: 3 }).template("{noun} {verb}.", { noun, verb });
    for (const size of [1, 20, 120, 150, 999]) {
      const drawn = cases.sample(size).toArray();
      expect(new Set(drawn).size).toBe(Math.min(size, 150));
    }
  });

  it("come first in a sample without replacement as often as with", () => {
    const { template } = editor({ randomState: 5 });
    const cases = template("{verb}", { verb });
    const first = Array.from({ length: 2000 }, () => cases.sample(2).toArray());
    const rate = (word: string) => first.filter(([one]) => one === word).length / first.length;
    expect(Math.abs(rate("rose") - 0.8)).toBeLessThan(slack(0.8, 2000));
    // After one that is not "rose", eight of the nine parts left are.
    const next = first.filter(([one]) => one !== "rose");
    const second = next.filter(([, two]) => two === "rose").length / next.length;
    expect(Math.abs(second - 8 / 9)).toBeLessThan(slack(8 / 9, next.length));
  });

  it("are drawn of more combinations than could be looked at", () => {
    const many = [...Array(10_000).keys()];
    const { template } = editor();
    const cases = template("{verb} {n1} {n2} {n3}", { verb, n: many });
    expect(Math.abs(share(cases.sample(500), "rose") - 0.8)).toBeLessThan(slack(0.8, 500));
  });

  it("are the same for the same seed, and weigh as 1 beside cases without weights", () => {
    const draw = (randomState: number): string[] =>
      editor({ randomState }).template("{noun} {verb}", { noun, verb }).sample(9).toArray();
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    const { template } = editor();
    const both = template("{noun}!", { noun }).concat(template("{noun} {verb}", { noun, verb }));
    expect(Math.abs(share(both.sample(4000, { replacement: true }), "!") - 0.25)).toBeLessThan(slack(0.25, 4000));
  });

  it("are in lexicons too, and take what is no word in pairs", () => {
    const lexicons = { verb, pair: weighted([[["a", "b"], 1]]) };
    const edit = editor({ lexicons });
    expect(edit.template("{verb} {pair[1]}").length).toBe(3);
    expect(edit.lexicon("verb")).toEqual(["rose", "fell", "stood"]);
  });

  it.each([[{}], [{ a: 0 }], [{ a: -1 }], [{ a: NaN }], [{ a: Infinity }]])("refuse %j", (entries) => {
    expect(() => weighted(entries)).toThrow(expect.objectContaining({ code: "invalidOption" }));
  });
});
