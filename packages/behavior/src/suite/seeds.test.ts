import { changeDates, changeEmoji, changeNames, changeNumbers, column, compose, defineSuite, editor, english, increases, invariant, lookAlikes, punctuation, serializeSuite, someOf, typos, weighted } from "@mlsys/behavior"; // prettier-ignore
import type { ClassPrediction, ScorePrediction } from "@mlsys/behavior";
import { sha256 } from "@mlsys/core";
import { expect, it } from "vitest";

/** A suite of everything that draws: samples of templates, perturbations of text, of rows. */
function suiteOf(randomState: number): string {
  const { template } = editor({ lexicons: english(), randomState });
  const cases = template("{first_name1} told {first_name2} that {verb} {a:job}.", {
    first_name: english().male,
    verb: weighted({ "she met": 3, "he saw": 1 }),
    job: ["engineer", "nurse", "honest banker"],
  }).sample(40);
  const texts = ["James isn't 30 in March 2009 :)", "Déjà vu – 👩‍👩‍👧 costs 1,200.50 euros", ...cases];
  const words = defineSuite<string, ClassPrediction<"a" | "b">>(
    "words",
    (t) => {
      t.mft("drawn", { cases: cases.label("a") });
      for (const perturb of [
        typos({ count: 2, results: 2, kinds: ["swap", "delete", "insert", "keyboard", "ocr"] }),
        changeNames(),
        changeNumbers(),
        changeDates(),
        changeEmoji(),
        lookAlikes({ results: 2 }),
        compose(typos(), punctuation()),
        someOf(typos(), { share: 0.5 }),
      ])
        t.inv(`${perturb.name} ${JSON.stringify(perturb.options)}`, { from: texts, perturb });
    },
    { randomState },
  );
  const rows = Array.from({ length: 30 }, (_, i) => ({ x: i * i, place: ["Oslo", "Rome", "Riga"][i % 3] ?? "" }));
  const numbers = defineSuite<(typeof rows)[number], ScorePrediction>(
    "numbers",
    (t) => {
      t.dir("jitter", { from: rows, perturb: column("x").jitter({ results: 2 }), expect: increases() });
      t.inv("permute", { from: rows, perturb: column("place").permute(), expect: invariant() });
    },
    { randomState },
  );
  return serializeSuite(words) + serializeSuite(numbers);
}

it("the same seed gives the same suite, byte for byte, on every version of Node", () => {
  expect(sha256(suiteOf(7))).toBe("7a4aaa89149a5b084d3719003b02ff36a7b0ce0c9fda7003c79bf0aefc02996b");
});

it("another seed gives another", () => {
  expect(suiteOf(8)).not.toBe(suiteOf(7));
});
