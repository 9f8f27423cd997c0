import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { changeNumbers, contractions, editor, perturb, runSuite, toRawExamples, typos } from "@mlsys/behavior";
import type { Perturbation } from "@mlsys/behavior";
import type { BenchmarkCase, PreparedCase } from "../benchmark-case.ts";
import { questionsSuite, sentimentSuite } from "../checklist/suites.ts";
import type { PlannedSuite } from "../checklist/suites.ts";
import { large, small } from "../checklist/templates.ts";
import type { PlannedTemplate } from "../checklist/templates.ts";
import { makeTweets } from "../checklist/tweets.ts";

/**
 * CheckList's own core, which a current Python imports once what its core does not use is stood in for. Goals are its times over the times
 * to reach, both as noted when its code was read: two cores, Python 3.11.
 */
const peer = { python: "checklist" } as const;

/** Perturbing, filling templates, judging and writing, at the size of CheckList's released suites. */
export const behaviorCases: readonly BenchmarkCase[] = [
  { name: "checklist-typos-20k", n: 20_000, peer, goal: 19, prepare: perturbing(typos()) },
  { name: "checklist-contractions-20k", n: 20_000, peer, goal: 20, prepare: perturbing(contractions()) },
  { name: "checklist-numbers-20k", n: 20_000, peer, goal: 11, prepare: perturbing(changeNumbers({ results: 10 })) },
  { name: "checklist-template-54k", n: 53_820, peer, goal: 13, prepare: filling(large) },
  { name: "checklist-template-9k", n: 8658, peer, goal: 10, prepare: filling(small) },
  { name: "checklist-evaluate-86k", n: 86_420, peer, goal: 18, prepare: evaluating(sentimentSuite) },
  { name: "checklist-evaluate-63k", n: 63_216, peer, goal: 17, prepare: evaluating(questionsSuite) },
  { name: "checklist-write-86k", n: 86_420, peer, goal: 3, prepare: writing(sentimentSuite) },
  { name: "checklist-write-63k", n: 63_216, peer, goal: 5, prepare: writing(questionsSuite) },
];

type Prepare = (folder: string) => Promise<PreparedCase>;

function perturbing(perturbation: Perturbation<string>): Prepare {
  return async (folder) => {
    const tweets = await share(folder, "tweets", makeTweets(20_000));
    return { run: () => perturb(tweets, perturbation) };
  };
}

function filling(templates: readonly PlannedTemplate[]): Prepare {
  return async (folder) => {
    await share(folder, "templates", templates);
    const { template } = editor();
    return { run: () => templates.map(({ text, fill }) => template(text, fill).toArray()) };
  };
}

function evaluating<I>(plan: () => Promise<PlannedSuite<I>>): Prepare {
  return async (folder) => {
    const planned = await plan();
    await shareSuite(folder, planned);
    const { suite, answers } = planned;
    return { run: () => runSuite(suite, () => answers, { compat: "checklist", batchSize: 1_000_000 }) };
  };
}

function writing<I>(plan: () => Promise<PlannedSuite<I>>): Prepare {
  return async (folder) => {
    const planned = await plan();
    await shareSuite(folder, planned);
    return { run: () => writeFile(join(folder, "raw.jsonl"), toRawExamples(planned.suite)) };
  };
}

async function shareSuite<I>(folder: string, { tests, all }: PlannedSuite<I>): Promise<void> {
  await share(folder, "tests", tests);
  await share(
    folder,
    "predictions",
    all.map(({ proba = {} }) => Object.values(proba)),
  );
}

/** Both sides take what the file holds. */
async function share<T>(folder: string, name: string, content: T): Promise<T> {
  const json = JSON.stringify(content);
  await writeFile(join(folder, `${name}.json`), json);
  return JSON.parse(json) as T;
}
