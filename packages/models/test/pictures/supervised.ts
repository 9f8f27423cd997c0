import { randomState } from "@mlsys/core";
import { calibrationCurve } from "@mlsys/metrics";
import {
  calibratedClassifierCV,
  decisionTreeClassifier,
  decisionTreeRegressor,
  gaussianNB,
  huberRegressor,
  kNeighborsClassifier,
  learningCurve,
  linearRegression,
  logisticRegression,
  pipeline,
  randomForestClassifier,
  standardScaler,
} from "@mlsys/models";
import type { VegaLiteSpec } from "@mlsys/metrics/plots";
import { stratifiedKFold } from "@mlsys/split";
import { axis, BLUE, coloured, GREEN, layer, ORANGE, picture } from "./frame.ts";
import { clouds, moons } from "./points.ts";
import { regions, round } from "./regions.ts";

function linearModel(): VegaLiteSpec {
  const noise = randomState(1).normal(0, 1, 40);
  const x = Array.from({ length: 40 }, (_, i) => i / 4);
  const y = x.map((value, i) => (i >= 34 ? -8 : 1) + 2 * value + (noise[i] ?? 0));
  const X = x.map((value) => [value]);
  const models = { linearRegression: linearRegression().fit(X, y), huberRegressor: huberRegressor().fit(X, y) };
  const points = x.map((value, i) => ({ x: value, y: round(y[i] ?? 0) }));
  const lines = Object.entries(models).flatMap(([model, fitted]) =>
    [0, 10].map((value) => ({ model, x: value, y: round(fitted.predict([[value]])[0] ?? 0) })),
  );
  const place = { x: axis("x", "x"), y: axis("y", "y") };
  return picture(
    "Six outliers, and two lines",
    "Points along a line, six of them far below it: least squares is drawn down, Huber's regression is not.",
    {
      layer: [
        layer(points, { type: "point", filled: true, color: "#6b7280", size: 30 }, place),
        layer(
          lines,
          { type: "line", strokeWidth: 2.5 },
          {
            ...place,
            color: coloured("model", Object.keys(models), [ORANGE, BLUE]),
            strokeDash: { field: "model", type: "nominal", legend: null, sort: Object.keys(models) },
          },
        ),
      ],
    },
  );
}

function tree(): VegaLiteSpec {
  const rng = randomState(0);
  const x = Array.from(rng.randomSample(80), (u) => 5 * u).sort((a, b) => a - b);
  const noise = rng.normal(0, 0.1, 80);
  const y = x.map((value, i) => Math.sin(value) + (i % 5 === 0 ? 3 : 1) * (noise[i] ?? 0));
  const X = x.map((value) => [value]);
  const grid = Array.from({ length: 251 }, (_, i) => i / 50);
  const depths = [2, 8];
  const lines = depths.flatMap((maxDepth) => {
    const found = decisionTreeRegressor({ maxDepth, randomState: 0 })
      .fit(X, y)
      .predict(grid.map((value) => [value]));
    const steps = grid.map((value, i) => ({ depth: `maxDepth: ${maxDepth}`, x: value, y: round(found[i] ?? 0) }));
    // Only where a step begins, and the end.
    return steps.filter(({ y: level }, i) => i === steps.length - 1 || level !== steps[i - 1]?.y);
  });
  const place = { x: axis("x", "x"), y: axis("y", "y") };
  return picture(
    "Regression trees of a noisy sine",
    "A tree of depth 2 makes four steps; one of depth 8 follows the noise.",
    {
      layer: [
        layer(
          x.map((value, i) => ({ x: round(value), y: round(y[i] ?? 0) })),
          { type: "point", filled: true, color: "#6b7280", size: 22 },
          place,
        ),
        layer(
          lines,
          { type: "line", interpolate: "step-after", strokeWidth: 2 },
          {
            ...place,
            color: coloured(
              "depth",
              depths.map((depth) => `maxDepth: ${depth}`),
              [BLUE, ORANGE],
            ),
          },
        ),
      ],
    },
  );
}

function ensemble(): VegaLiteSpec {
  const points = moons(160, 0.25, 3);
  const one = decisionTreeClassifier({ randomState: 0 }).fit(points.X, points.y);
  const forest = randomForestClassifier({ nEstimators: 100, randomState: 0 }).fit(points.X, points.y);
  const panel = (title: string, layers: object[]) => ({ title, width: 240, height: 200, layer: layers });
  return picture(
    "One tree, and a hundred",
    "A tree gives each side whole boxes; the mean of a hundred trees is a probability.",
    {
      hconcat: [
        panel(
          "decisionTreeClassifier",
          regions(points, (rows) => [...one.predictProba(rows).column(1)]),
        ),
        panel(
          "randomForestClassifier",
          regions(points, (rows) => [...forest.predictProba(rows).column(1)]),
        ),
      ],
    },
  );
}

function neighbors(): VegaLiteSpec {
  const points = moons(160, 0.25, 3);
  const panel = (nNeighbors: number) => {
    const model = kNeighborsClassifier({ nNeighbors }).fit(points.X, points.y);
    const layers = regions(points, (rows) => [...model.predictProba(rows).column(1)]);
    return { title: `nNeighbors: ${nNeighbors}`, width: 240, height: 200, layer: layers };
  };
  return picture(
    "One neighbor, and fifteen",
    "With one neighbor every point rules its surroundings; fifteen smooth the border.",
    {
      hconcat: [panel(1), panel(15)],
    },
  );
}

function naiveBayes(): VegaLiteSpec {
  const wide = clouds([[0, 0]], 70, 5).X.map(([a = 0, b = 0]) => [2 * a, b]);
  const narrow = clouds([[3, 2]], 70, 6).X.map(([a = 0, b = 0]) => [3 + 0.6 * (a - 3), b]);
  const points = { X: [...wide, ...narrow], y: [...wide.map(() => 0), ...narrow.map(() => 1)] };
  const model = gaussianNB().fit(points.X, points.y);
  return picture(
    "Gaussian naive Bayes",
    "Two clouds of different widths: the border between them is curved around the narrow one.",
    { layer: regions(points, (rows) => [...model.predictProba(rows).column(1)]) },
  );
}

function calibration(): VegaLiteSpec {
  const points = (seed: number) => {
    const { X, y } = clouds(
      [
        [0, 0],
        [1, 0.7],
      ],
      1500,
      seed,
    );
    // The same numbers twice more: naive Bayes counts them three times and is too sure.
    return { X: X.map(([a = 0, b = 0]) => [a, b, a, b, a, b]), y };
  };
  const [train, test] = [points(11), points(12)];
  const models = {
    gaussianNB: gaussianNB().fit(train.X, train.y),
    "isotonic calibration": calibratedClassifierCV({ estimator: gaussianNB(), method: "isotonic" }).fit(
      train.X,
      train.y,
    ),
    logisticRegression: logisticRegression().fit(train.X, train.y),
  };
  const lines = Object.entries(models).flatMap(([model, fitted]) => {
    const curve = calibrationCurve(test.y, fitted.predictProba(test.X).column(1), { nBins: 10 });
    return Array.from(curve.probPred, (x, i) => ({ model, x: round(x), y: round(curve.probTrue[i] ?? 0) }));
  });
  const unit = { scale: { domain: [0, 1] } };
  const place = { x: axis("x", "predicted probability", unit), y: axis("y", "share of positives", unit) };
  const line = { type: "line", strokeWidth: 2.5, point: { size: 40, filled: true } };
  return picture(
    "Too sure, and calibrated",
    "Naive Bayes is too sure of itself; its isotonic calibration lies on the diagonal.",
    {
      layer: [
        layer(
          [
            { x: 0, y: 0 },
            { x: 1, y: 1 },
          ],
          { type: "line", color: "#6b7280", strokeDash: [5, 4] },
          place,
        ),
        layer(lines, line, { ...place, color: coloured("model", Object.keys(models), [ORANGE, BLUE, GREEN]) }),
      ],
    },
  );
}

async function modelSelection(): Promise<VegaLiteSpec> {
  const { X, y } = moons(400, 0.3, 9);
  const estimator = pipeline(standardScaler(), kNeighborsClassifier({ nNeighbors: 5 }));
  const cv = stratifiedKFold({ nSplits: 5, shuffle: true, randomState: 0 });
  const trainSizes = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1];
  const curve = await learningCurve(estimator, X, y, { cv, trainSizes, shuffle: true, randomState: 0 });
  const sides = [
    { side: "training rows", scores: curve.trainScores },
    { side: "test rows", scores: curve.testScores },
  ];
  const values = sides.flatMap(({ side, scores }) =>
    Array.from(curve.trainSizes, (size, i) => {
      const row = [...scores.row(i)];
      const mean = row.reduce((sum, score) => sum + score, 0) / row.length;
      return { side, size, score: round(mean), low: round(Math.min(...row)), high: round(Math.max(...row)) };
    }),
  );
  const colour = coloured(
    "side",
    sides.map(({ side }) => side),
    [ORANGE, BLUE],
  );
  const place = { x: axis("size", "rows to learn from"), color: colour };
  return picture(
    "A learning curve",
    "The accuracy on test rows rises with the number of rows to learn from, and levels off.",
    {
      layer: [
        layer(values, { type: "area", opacity: 0.2 }, { ...place, y: axis("low", "accuracy"), y2: { field: "high" } }),
        layer(
          values,
          { type: "line", strokeWidth: 2.5, point: { filled: true } },
          { ...place, y: axis("score", "accuracy") },
        ),
      ],
    },
  );
}

/** The pictures by name. */
export const supervised = { linearModel, tree, ensemble, neighbors, naiveBayes, calibration, modelSelection };
