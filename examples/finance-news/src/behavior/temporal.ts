// Does the model know what is now and what was then?
import { invariant, replace } from "@mlsys/behavior";
import type { NewsTests } from "./suite.ts";
import { companies, falls, quantities, rises, statements } from "./words.ts";

/** Periods, and before and after. */
export function temporalTests(tests: NewsTests): void {
  const { t, template } = tests;
  const capability = "temporal";
  const inPeriod = (period: string, verbs: readonly string[]): string[] =>
    quantities.flatMap((subject) => verbs.map((verb) => `The company's ${subject} ${verb} in ${period}.`));
  t.inv("another quarter", {
    capability,
    from: inPeriod("the first quarter", [...rises, ...falls]),
    perturb: replace("first", ["second", "third", "fourth"]),
    maxFailRate: 0.1,
  });
  t.inv("another month", {
    capability,
    from: inPeriod("January", [...rises, ...falls]),
    perturb: replace("January", ["March", "June", "October"]),
    maxFailRate: 0.1,
  });
  t.inv("another year", {
    capability,
    from: inPeriod("2008", [...rises, ...falls]),
    perturb: replace("2008", ["2006", "2012", "2024"]),
    maxFailRate: 0.1,
  });
  t.inv("the other half of the year", {
    capability,
    from: inPeriod("the first half of the year", [...rises, ...falls]),
    perturb: replace("first half", "second half"),
    expect: invariant({ tolerance: 0.1 }),
    maxFailRate: 0.1,
  });
  t.mft("once profitable, now not", {
    capability,
    cases: template("{company} used to be profitable, but now it makes heavy losses.", { company: companies }).label(
      "negative",
    ),
    severity: "warning",
  });
  t.mft("once in the red, now not", {
    capability,
    cases: template("{company} used to make losses, but now its profit has grown.", { company: companies }).label(
      "positive",
    ),
    severity: "warning",
  });
  t.inv("the same fall, told the other way round", {
    capability,
    cases: statements(tests, quantities, falls)
      .sample(20)
      .toArray()
      .map((sentence) => [sentence, sentence.replace("from the year before", "compared to a year earlier")] as const),
    severity: "warning",
    maxFailRate: 0.1,
  });
}
