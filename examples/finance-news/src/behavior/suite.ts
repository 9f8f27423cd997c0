// What a classifier of financial news must be able to do, whatever its accuracy: tests of the black box, one file a kind of question.
import { defineSuite, editor, english } from "@mlsys/behavior";
import type { ClassPrediction, Editor, EnglishLexicons, Suite, SuiteBuilder } from "@mlsys/behavior";
import type { classes } from "../evaluation.ts";
import { entityTests } from "./entities.ts";
import { fairnessTests } from "./fairness.ts";
import { negationTests } from "./negation.ts";
import { numberTests } from "./numbers.ts";
import { robustnessTests } from "./robustness.ts";
import { temporalTests } from "./temporal.ts";
import { vocabularyTests } from "./vocabulary.ts";

type Label = (typeof classes)[number];

/** What the model says of a sentence. */
export type NewsPrediction = ClassPrediction<Label>;

/** What every group of tests is given. */
export interface NewsTests {
  readonly t: SuiteBuilder<string, NewsPrediction>;
  readonly template: Editor<keyof EnglishLexicons>["template"];
  /** Sentences of the test set that must survive changes that mean nothing. */
  readonly sample: readonly string[];
}

/** The suite; `sentences` are of the test set. */
export function newsSuite(sentences: readonly string[]): Suite<string, NewsPrediction> {
  const { template } = editor({ lexicons: english(), randomState: 42 });
  return defineSuite<string, NewsPrediction>(
    "financial news",
    (t) => {
      const tests: NewsTests = { t, template, sample: sentences.slice(0, 100) };
      vocabularyTests(tests);
      robustnessTests(tests);
      negationTests(tests);
      entityTests(tests);
      temporalTests(tests);
      fairnessTests(tests);
      numberTests(tests);
    },
    { randomState: 42 },
  );
}
