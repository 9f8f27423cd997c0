// Does the model keep its head over figures?
import { changeNumbers, replace } from "@mlsys/behavior";
import type { NewsTests } from "./suite.ts";
import { falls, quantities, rises } from "./words.ts";

/** Amounts, units and currencies. */
export function numberTests({ t, sample }: NewsTests): void {
  const capability = "numbers";
  const amounts = quantities.flatMap((subject) =>
    [...rises, ...falls].map((verb) => `The company's ${subject} ${verb} by 12 % to EUR 35 mn.`),
  );
  t.inv("other numbers", { capability, from: sample, perturb: changeNumbers(), severity: "warning", maxFailRate: 0.1 });
  t.inv("all numbers at once", {
    capability,
    from: sample,
    perturb: changeNumbers({ all: true, results: 1 }),
    severity: "warning",
    maxFailRate: 0.15,
  });
  t.inv("another amount", { capability, from: amounts, perturb: changeNumbers(), maxFailRate: 0.05 });
  t.inv("another currency", {
    capability,
    from: amounts,
    perturb: replace("EUR", ["USD", "SEK", "GBP"]),
    severity: "warning",
    maxFailRate: 0.1,
  });
  t.inv("million in full", {
    capability,
    from: amounts,
    perturb: replace("mn", ["million", "m"], { caseSensitive: true }),
    severity: "warning",
    maxFailRate: 0.1,
  });
  t.inv("per cent in full", {
    capability,
    from: amounts,
    perturb: replace("%", ["percent", "per cent"], { wholeWord: false }),
    severity: "warning",
    maxFailRate: 0.1,
  });
}
