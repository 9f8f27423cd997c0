import type { VegaLiteSpec } from "@mlsys/metrics/plots";
import { crossValScore, kNeighborsClassifier, pipeline, standardScaler } from "@mlsys/models";
import { stratifiedKFold } from "@mlsys/split";
import { axis, BLUE, coloured, layer, ORANGE, picture } from "./frame.ts";
import { moons } from "./points.ts";
import { round } from "./regions.ts";

/** The accuracy of neighbors on two columns, one of which is written in ever smaller units: with a scaler before them, and without. */
async function pipelines(): Promise<VegaLiteSpec> {
  const { X, y } = moons(300, 0.25, 4);
  const cv = stratifiedKFold({ nSplits: 5, shuffle: true, randomState: 0 });
  const neighbors = kNeighborsClassifier({ nNeighbors: 5 });
  const ways = [
    { way: "with standardScaler", estimator: pipeline(standardScaler(), neighbors) },
    { way: "without", estimator: neighbors },
  ];
  const values: { way: string; power: number; score: number }[] = [];
  for (const { way, estimator } of ways) {
    for (const power of [0, 0.5, 1, 1.5, 2, 2.5, 3]) {
      const rows = X.map(([a = 0, b = 0]) => [a * 10 ** power, b]);
      const scores = await crossValScore(estimator, rows, y, { cv });
      values.push({ way, power, score: round(scores.reduce((sum, score) => sum + score, 0) / scores.length) });
    }
  }
  const colour = coloured(
    "way",
    ways.map(({ way }) => way),
    [BLUE, ORANGE],
  );
  return picture(
    "Neighbors with and without a scaler",
    "With a scaler in the pipeline the accuracy does not depend on the units of a column; without, it falls as one column outweighs the other.",
    {
      layer: [
        layer(
          values,
          { type: "line", strokeWidth: 2.5, point: { filled: true } },
          {
            x: axis("power", "one column is multiplied by ten to the power of"),
            y: axis("score", "accuracy"),
            color: colour,
          },
        ),
      ],
    },
  );
}

/** The picture by its name. */
export const composed = { pipelines };
