import { gaussianNB } from "@mlsys/models";
import { expect, test } from "vitest";

test("joint logarithms are the reference's, and give the probabilities", () => {
  const model = gaussianNB().fit([[1], [2], [8], [9]], [0, 0, 1, 1]);
  const [low = 0, high = 0] = model.predictJointLogProba([[3]]).data;
  expect(Math.abs(low - -5.41893833)).toBeLessThan(1e-8);
  expect(Math.abs(high - -61.41893553)).toBeLessThan(1e-8);
  expect(model.predictLogProba([[3]]).get(0, 0)).toBe(low - (low + Math.log(1 + Math.exp(high - low))));
});
