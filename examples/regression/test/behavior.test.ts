import { column, defineSuite, fromScores, increases, runSuite } from "@mlsys/behavior";
import type { ScorePrediction } from "@mlsys/behavior";
import { linearRegression } from "@mlsys/models";
import { beforeAll, describe, expect, it } from "vitest";
import { linePredictor, lineSuite } from "../src/behavior.ts";
import type { Point } from "../src/behavior.ts";
import { loadData, splitData, trainModel } from "../src/composable.ts";
import type { Samples } from "../src/composable.ts";

const SLOPE = 16.716531471604753;

describe("the line's behaviour", () => {
  let all: Samples;
  let train: Samples;

  beforeAll(async () => {
    const dataset = await loadData(undefined);
    all = { X: dataset.toMatrix(["x"]), y: dataset.column("y").toNumbers() };
    ({ train } = splitData(dataset, { testSize: 0.2, randomState: 42 }));
  });

  it("passes its suite: directional, swept, steady", async () => {
    const report = await runSuite(lineSuite(all), linePredictor(trainModel(train)));
    expect(report.tests.map(({ name, passed, counts }) => [name, passed, counts.run])).toEqual([
      ["more x gives more y", true, 1000],
      ["y rises along x", true, 20],
      ["noise in x", true, 1000],
      ["close to what was measured", true, 1000],
    ]);
  });

  it("raises y by its coefficient for one more x, on 1,000 of 1,000 rows", async () => {
    const from = Array.from(all.X.column(0), (x): Point => ({ x }));
    const suite = (by: number) =>
      defineSuite<Point, ScorePrediction>("slope", (t) =>
        t.dir("x + 1", { from, perturb: column("x").add(1), expect: increases({ by }) }),
      );
    const predict = linePredictor(trainModel(train));
    const failed = async (by: number): Promise<number | undefined> =>
      (await runSuite(suite(by), predict)).tests[0]?.counts.failed;
    expect(await failed(SLOPE * (1 - 1e-12))).toBe(0);
    expect(await failed(SLOPE * (1 + 1e-12))).toBe(1000);
  });

  it("fails on 1,000 of 1,000 rows with its sign turned", async () => {
    const turned = linearRegression().fit(
      train.X,
      train.y.map((y) => -y),
    );
    const { tests } = await runSuite(
      lineSuite(all),
      fromScores((points: readonly Point[]) => turned.predict(points.map(({ x }) => [x]))),
    );
    expect(tests[0]?.counts).toMatchObject({ run: 1000, failed: 1000 });
    expect(tests[1]?.passed).toBe(false);
  });
});
