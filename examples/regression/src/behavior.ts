// What the line must do, whatever its error: more x gives more y, by the same for every x, and nothing bends.
import {
  and,
  defineSuite,
  fromScores,
  increases,
  inRange,
  invariant,
  isClose,
  monotonic,
  column,
} from "@mlsys/behavior";
import type { Predictor, ScorePrediction, Suite } from "@mlsys/behavior";
import type { LinearRegressionModel } from "@mlsys/models";
import type { Samples } from "./composable.ts";

/** One row. */
export interface Point {
  readonly x: number;
}

/** The suite, over the rows of a part of the data. */
export function lineSuite({ X, y }: Samples): Suite<Point, ScorePrediction> {
  const points = Array.from(X.column(0), (x): Point => ({ x }));
  return defineSuite<Point, ScorePrediction>("regression", (t) => {
    t.dir("more x gives more y", {
      capability: "direction",
      from: points,
      perturb: column("x").add(1),
      expect: increases(),
    });
    t.sweep("y rises along x", {
      capability: "direction",
      from: points.slice(0, 20),
      column: "x",
      grid: { quantiles: 10 },
      expect: monotonic("increasing"),
    });
    t.inv("noise in x", {
      capability: "robustness",
      from: points,
      perturb: column("x").jitter({ spread: 0.01 }),
      expect: invariant({ tolerance: 1 }),
    });
    t.mft("close to what was measured", {
      capability: "accuracy",
      cases: points.map((input, i) => ({ input, label: y[i] ?? NaN })),
      expect: and(isClose({ tolerance: 30 }), inRange({ min: -200, max: 200 })),
      maxFailRate: 0.05,
    });
  });
}

/** The line as a predictor of rows. */
export function linePredictor(model: LinearRegressionModel): Predictor<Point, ScorePrediction> {
  return fromScores((points: readonly Point[]) => model.predict(points.map(({ x }) => [x])));
}
