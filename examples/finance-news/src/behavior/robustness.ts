// Does the model read past how a sentence is written?
import { changeCase, contractions, invariant, prefix, punctuation, suffix, typos, whitespace } from "@mlsys/behavior";
import type { NewsTests } from "./suite.ts";

/** Changes of the form alone. */
export function robustnessTests({ t, sample }: NewsTests): void {
  const capability = "robustness";
  const common = { capability, from: sample } as const;
  t.inv("one typing error", { ...common, perturb: typos(), severity: "warning", maxFailRate: 0.1 });
  t.inv("two typing errors", { ...common, perturb: typos({ count: 2 }), severity: "warning", maxFailRate: 0.15 });
  t.inv("a neighbouring key", {
    ...common,
    perturb: typos({ kinds: ["keyboard"] }),
    severity: "warning",
    maxFailRate: 0.1,
  });
  t.inv("what a scanner misreads", {
    ...common,
    perturb: typos({ kinds: ["ocr"] }),
    severity: "warning",
    maxFailRate: 0.1,
  });
  t.inv("capitals", { ...common, perturb: changeCase({ to: ["upper", "title"] }), maxFailRate: 0.02 });
  t.inv("spaces", { ...common, perturb: whitespace(), maxFailRate: 0.02 });
  t.inv("final stop", { ...common, perturb: punctuation(), maxFailRate: 0.02 });
  t.inv("contractions", {
    capability,
    from: ["The outlook is not good.", "We will not reach our target.", "It is a strong quarter, and we are pleased."],
    perturb: contractions(),
    expect: invariant({ tolerance: 0.1 }),
  });
  t.inv("who says so", {
    ...common,
    perturb: prefix(["According to the company,", "The agency reported that"]),
    severity: "warning",
    maxFailRate: 0.1,
  });
  t.inv("where it stood", { ...common, perturb: suffix("(Reuters)"), maxFailRate: 0.05 });
}
