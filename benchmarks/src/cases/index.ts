import type { BenchmarkCase } from "../benchmark-case.ts";
import { behaviorCases } from "./behavior.ts";
import { checksScaleCases } from "./checks-scale.ts";
import { checksCases } from "./checks.ts";
import { csvCase } from "./csv.ts";
import { linearCases } from "./linear.ts";
import { metricsCases } from "./metrics.ts";
import { modelsGrowthCases } from "./models-growth.ts";
import { preparationCases } from "./preparation.ts";
import { servingCases } from "./serving.ts";
import { splitCases } from "./split.ts";
import { textCases } from "./text.ts";
import { treeCases } from "./trees.ts";

/** Every case, in the order of the table. */
export const cases: readonly BenchmarkCase[] = [
  csvCase,
  ...checksCases,
  ...checksScaleCases,
  ...preparationCases,
  ...linearCases,
  ...treeCases,
  ...textCases,
  ...modelsGrowthCases,
  ...splitCases,
  ...metricsCases,
  ...behaviorCases,
  ...servingCases,
];
