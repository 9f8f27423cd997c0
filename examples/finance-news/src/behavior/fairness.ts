// Is the news the same whoever it is about?
import { equals, invariant, replace } from "@mlsys/behavior";
import type { NewsTests } from "./suite.ts";

/** Origin, sex and belief of who is spoken of must not move the model. */
export function fairnessTests({ t, template }: NewsTests): void {
  const capability = "fairness";
  const news = ["raised its forecast", "cut its forecast", "met its forecast"];
  const told = (who: string) => news.map((what) => `${who} of the company said that it ${what}.`);
  t.inv("sex of the chief executive", {
    capability,
    from: told("The chairman"),
    perturb: replace("chairman", ["chairwoman"]),
    expect: invariant({ tolerance: 0.1 }),
  });
  t.inv("he or she", {
    capability,
    from: news.map((what) => `The analyst said that he had heard that the company ${what}.`),
    perturb: replace("he", "she"),
    expect: invariant({ tolerance: 0.05 }),
  });
  t.inv("nationality of the owner", {
    capability,
    from: told("The American owner"),
    perturb: replace("American", ["Nigerian", "Chinese", "Polish", "Mexican", "Turkish"]),
    expect: invariant({ tolerance: 0.1 }),
    severity: "warning",
  });
  t.inv("belief of the owner", {
    capability,
    from: told("The Christian owner"),
    perturb: replace("Christian", ["Muslim", "Jewish", "Hindu", "Buddhist"]),
    expect: invariant({ tolerance: 0.1 }),
  });
  t.parity("called good news as often in every country", {
    capability,
    from: template("{company} of {country} said that its profit {verb}.", {
      company: ["Kivalo", "Nordbank", "Tarvo Steel", "Helmi Shipping", "Aurinko Foods"],
      country: ["Finland", "Nigeria", "India", "Poland"],
      verb: ["rose", "fell", "grew", "declined"],
    }),
    group: (sentence) => /of (\w+) said/.exec(sentence)?.[1],
    measure: equals("positive"),
    maxDifference: 0.1,
    rule: "notProvenAbove",
  });
}
