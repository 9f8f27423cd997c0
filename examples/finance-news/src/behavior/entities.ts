// Is it the news that counts, and not whose it is?
import { changeLocations, changeNames, equals, failRateOf, replace } from "@mlsys/behavior";
import type { NewsTests } from "./suite.ts";
import { companies, falls, quantities, rises, statements } from "./words.ts";

/** Companies, places and people. */
export function entityTests(tests: NewsTests): void {
  const { t, template, sample } = tests;
  const capability = "named entities";
  const others = companies.slice(1);
  t.inv("another company", {
    capability,
    from: statements(tests, quantities, falls).sample(40),
    perturb: others.map((company) => replace(companies[0] ?? "", company)),
    maxFailRate: 0.05,
  });
  t.inv("another company in good news", {
    capability,
    from: quantities.flatMap((subject) => rises.map((verb) => `Kivalo's ${subject} ${verb}.`)),
    perturb: replace("Kivalo", others),
    maxFailRate: 0.05,
  });
  t.inv("another form of company", {
    capability,
    from: quantities.map((subject) => `Kivalo Oyj said its ${subject} fell.`),
    perturb: replace("Oyj", ["Plc", "Inc", "AB", "GmbH"]),
    maxFailRate: 0.05,
  });
  t.inv("another place", { capability, from: sample, perturb: changeLocations(), maxFailRate: 0.05 });
  t.inv("another chief executive", {
    capability,
    from: template("{person} said that {subject} {verb} at {company}.", {
      person: ["James", "Mary", "Robert", "Linda"],
      subject: quantities,
      verb: [...rises, ...falls],
      company: companies,
    }).sample(40),
    perturb: changeNames(),
    maxFailRate: 0.05,
  });
  t.mft("falls at each company", {
    capability,
    cases: statements(tests, quantities, falls).label("negative"),
    expect: equals(),
    severity: "warning",
    maxFailRate: 0.1,
  });
  t.parity("found as often at each company", {
    capability,
    group: (sentence) => companies.find((company) => sentence.startsWith(company)) ?? "other",
    measure: failRateOf("falls at each company"),
    maxDifference: 0.1,
    rule: "notProvenAbove",
  });
}
