export { predictedVersusActual, residualPlot } from "./predicted-versus-actual.ts";
export type { PointPlotOptions } from "./predicted-versus-actual.ts";
export { confusionMatrixPlot } from "./confusion-matrix-plot.ts";
export { rocCurvePlot } from "./roc-curve-plot.ts";
export { slicePlot } from "./slice-plot.ts";
export type { PlotOptions, VegaLiteSpec } from "./spec.ts";
