// Does the model hear a "not"?
import { addNegation, increases, notEquals, removeNegation } from "@mlsys/behavior";
import type { NewsTests } from "./suite.ts";
import { companies, quantities } from "./words.ts";

/** Negated statements. */
export function negationTests({ t, template }: NewsTests): void {
  const capability = "negation";
  const good = ["The outlook is good for the next quarter.", "The order book is strong.", "The company is profitable."];
  t.dir("negated good news is worse", {
    capability,
    from: good,
    perturb: addNegation(),
    expect: increases("negative"),
    severity: "warning",
    maxFailRate: 0.4,
  });
  t.dir("good news without its negation is better", {
    capability,
    from: ["The outlook is not good.", "The order book isn't strong.", "The company was not profitable."],
    perturb: removeNegation(),
    expect: increases("positive"),
    severity: "warning",
    maxFailRate: 0.4,
  });
  t.mft("what did not grow is no good news", {
    capability,
    cases: template("{company} said its {subject} did not {grow}.", {
      company: companies,
      subject: quantities,
      grow: ["grow", "increase", "improve"],
    }).sample(40),
    expect: notEquals("positive"),
    severity: "warning",
    maxFailRate: 0.2,
  });
  t.mft("what did not fall is no bad news", {
    capability,
    cases: template("{company} said its {subject} did not {fall}.", {
      company: companies,
      subject: quantities,
      fall: ["fall", "decrease", "decline"],
    }).sample(40),
    expect: notEquals("negative"),
    severity: "warning",
    maxFailRate: 0.2,
  });
  t.mft("no longer profitable", {
    capability,
    cases: template("{company} is no longer profitable.", { company: companies }).label("negative"),
    severity: "warning",
  });
}
