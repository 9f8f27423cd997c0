import type { Label, LabelArray } from "@mlsys/core";
import { calibrationCurve } from "../calibration/calibration-curve.ts";
import type { ConfusionMatrix } from "../classification/confusion-matrix.ts";
import { readNumbers } from "../input/numbers.ts";
import type { NumberArray } from "../input/numbers.ts";
import { calibrationPlot } from "../plots/calibration-plot.ts";
import { confusionMatrixPlot } from "../plots/confusion-matrix-plot.ts";
import { predictedVersusActual, residualPlot } from "../plots/predicted-versus-actual.ts";
import { qqPlot } from "../plots/qq-plot.ts";
import { rocCurvePlot } from "../plots/roc-curve-plot.ts";
import { gainPlot, precisionRecallPlot, scoreHistogram, thresholdPlot } from "../plots/score-plots.ts";
import { slicePlot } from "../plots/slice-plot.ts";
import type { VegaLiteSpec } from "../plots/spec.ts";
import { rocCurve } from "../ranking/roc-curve.ts";
import type { SliceReport } from "../slices/slice-report.ts";

interface Plotted {
  readonly confusion: ConfusionMatrix | null;
  readonly slices: SliceReport | null;
  readonly scores: NumberArray | undefined;
  readonly posLabel: Label | undefined;
  readonly theme: "light" | "dark";
}

/** The plots that suit what there is, by name. */
export function evaluationPlots(yTrue: LabelArray, yPred: LabelArray, plotted: Plotted): Record<string, VegaLiteSpec> {
  const { confusion, slices, scores, theme } = plotted;
  const frame = { theme };
  return {
    ...(confusion === null
      ? plotsOfNumbers(yTrue as NumberArray, yPred as NumberArray, frame)
      : { confusionMatrix: confusionMatrixPlot(confusion, frame) }),
    ...(scores === undefined ? {} : plotsOfScores(yTrue, scores, plotted)),
    ...(slices === null ? {} : { slices: slicePlot(slices, frame) }),
  };
}

function plotsOfNumbers(yTrue: NumberArray, yPred: NumberArray, frame: Pick<Plotted, "theme">) {
  return {
    predictedVersusActual: predictedVersusActual(yTrue, yPred, frame),
    residuals: residualPlot(yTrue, yPred, frame),
    qq: qqPlot(yTrue, yPred, frame),
  };
}

function plotsOfScores(yTrue: LabelArray, scores: NumberArray, { posLabel, theme }: Plotted) {
  const options = { posLabel, theme };
  const areProbabilities = readNumbers("evaluate", "scores", scores).every((score) => score >= 0 && score <= 1);
  return {
    rocCurve: rocCurvePlot(rocCurve(yTrue, scores, { posLabel }), { theme }),
    precisionRecall: precisionRecallPlot(yTrue, scores, options),
    gain: gainPlot(yTrue, scores, options),
    threshold: thresholdPlot(yTrue, scores, options),
    scores: scoreHistogram(yTrue, scores, options),
    ...(areProbabilities
      ? { calibration: calibrationPlot(calibrationCurve(yTrue, scores, { posLabel, nBins: 10 }), { theme }) }
      : {}),
  };
}
