// What a classifier of financial news must be able to do, whatever its accuracy: tests of the black box.
import {
  addNegation,
  changeCase,
  changeLocations,
  changeNumbers,
  defineSuite,
  editor,
  increases,
  invariant,
  punctuation,
  replace,
  typos,
  whitespace,
} from "@mlsys/behavior";
import type { ClassPrediction, Suite } from "@mlsys/behavior";
import type { classes } from "./evaluation.ts";

type Label = (typeof classes)[number];

const companies = ["Nordbank", "Kivalo", "Aurinko Foods", "Helmi Shipping", "Tarvo Steel"];
const quantities = ["profit", "revenue", "net sales", "earnings", "cash flow"];
const burdens = ["costs", "net loss", "debt", "write-downs", "losses"];
const rises = ["rose", "increased", "grew", "climbed"];
const falls = ["fell", "decreased", "declined", "dropped"];

/** The suite; `sentences` are examples of the test set that must survive changes that mean nothing. */
export function newsSuite(sentences: readonly string[]): Suite<string, ClassPrediction<Label>> {
  const { template } = editor({ randomState: 42 });
  const statement = (subjects: readonly string[], verbs: readonly string[]) =>
    template("{company} said its {subject} {verb} from the year before.", {
      company: companies,
      subject: subjects,
      verb: verbs,
    });
  return defineSuite<string, ClassPrediction<Label>>(
    "financial news",
    (t) => {
      const sample = sentences.slice(0, 100);
      t.mft("good figures rise", {
        capability: "vocabulary",
        cases: statement(quantities, rises).label("positive").sample(60),
        maxFailRate: 0.1,
      });
      t.mft("good figures fall", {
        capability: "vocabulary",
        cases: statement(quantities, falls).label("negative").sample(60),
        maxFailRate: 0.1,
      });
      t.mft("burdens rise", {
        capability: "direction",
        cases: statement(burdens, rises).label("negative").sample(60),
        severity: "warning",
        maxFailRate: 0.2,
      });
      t.mft("burdens fall", {
        capability: "direction",
        cases: statement(burdens, falls).label("positive").sample(60),
        severity: "warning",
        maxFailRate: 0.2,
      });
      t.mft("facts without tone", {
        capability: "vocabulary",
        cases: template("{company} has its head office in {city} and employs {n} people.", {
          company: companies,
          city: ["Oslo", "Tampere", "Riga", "Gdansk"],
          n: ["120", "300", "2,500"],
        })
          .label("neutral")
          .sample(60),
        maxFailRate: 0.1,
      });
      t.dir("a fall instead of a rise is worse news", {
        capability: "direction",
        from: statement(quantities, rises).sample(40),
        perturb: rises.map((verb, i) => replace(verb, falls[i] ?? "fell")),
        expect: increases("negative"),
      });
      t.inv("another company", {
        capability: "named entities",
        from: statement(quantities, falls).sample(40),
        perturb: companies.slice(1).map((company) => replace(companies[0] ?? "", company)),
        expect: invariant(),
        maxFailRate: 0.05,
      });
      t.inv("another place", {
        capability: "named entities",
        from: sample,
        perturb: changeLocations(),
        maxFailRate: 0.05,
      });
      t.inv("other numbers", {
        capability: "numbers",
        from: sample,
        perturb: changeNumbers(),
        severity: "warning",
        maxFailRate: 0.1,
      });
      t.inv("one typing error", {
        capability: "robustness",
        from: sample,
        perturb: typos({ count: 1 }),
        severity: "warning",
        maxFailRate: 0.1,
      });
      t.inv("capitals, spaces, final stop", {
        capability: "robustness",
        from: sample,
        perturb: [changeCase({ to: ["upper"] }), whitespace(), punctuation()],
        maxFailRate: 0.02,
      });
      t.dir("negated good news is worse", {
        capability: "negation",
        from: ["The outlook is good for the next quarter.", "The order book is strong.", "The company is profitable."],
        perturb: addNegation(),
        expect: increases("negative"),
        severity: "warning",
        maxFailRate: 0.4,
      });
    },
    { randomState: 42 },
  );
}
