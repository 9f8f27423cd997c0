import type { Matrix } from "@mlsys/core";
import { gaussianNB, votingClassifier } from "@mlsys/models";
import { expectTypeOf, test } from "vitest";

const estimators = [["bayes", gaussianNB()]] as const;

test("a vote gives probabilities where they are averaged, and none where labels are counted", () => {
  const soft = votingClassifier({ estimators, voting: "soft" }).fit([[1], [2]], ["a", "b"]);
  expectTypeOf(soft.predictProba([[1]])).toEqualTypeOf<Matrix>();
  const hard = votingClassifier({ estimators }).fit([[1], [2]], ["a", "b"]);
  expectTypeOf(hard.predict([[1]])).toEqualTypeOf<("a" | "b")[]>();
  expectTypeOf(hard).not.toHaveProperty("predictProba");
});
