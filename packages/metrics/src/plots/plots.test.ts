import { randomState } from "@mlsys/core";
import { calibrationCurve, compareModels, confusionMatrix, MetricsError, rocCurve, sliceReport } from "@mlsys/metrics";
import * as plots from "@mlsys/metrics/plots";
import type { PlotOptions, VegaLiteSpec } from "@mlsys/metrics/plots";
import { renderHtml, renderPng, renderSvg } from "@mlsys/metrics/render";
import { describe, expect, test } from "vitest";

type Makers = Readonly<Record<string, (options?: PlotOptions) => VegaLiteSpec>>;

/** Every plot of so many rows. */
function makersOf(n: number): Makers {
  const rng = randomState(1);
  const yTrue = Array.from({ length: n }, () => (rng.randomSample() < 0.4 ? 1 : 0));
  const scores = yTrue.map((label) => (label + 2 * rng.randomSample()) / 3);
  const guess = scores.map((score) => (score > 0.45 ? 1 : 0));
  const numbers = rng.standardNormal(n);
  const near = numbers.map((value) => value + 0.2 * rng.standardNormal());
  const report = sliceReport({ kind: yTrue.map((_, i) => `<k${i % 3}>`) }, yTrue, guess, {
    slices: [{ column: "kind" }],
  });
  const comparison = compareModels(yTrue, guess, yTrue, { nResamples: 100 });
  return {
    predictedVersusActual: (options) => plots.predictedVersusActual(numbers, near, options),
    residualPlot: (options) => plots.residualPlot(numbers, near, options),
    qqPlot: (options) => plots.qqPlot(numbers, near, options),
    confusionMatrixPlot: (options) => plots.confusionMatrixPlot(confusionMatrix(yTrue, guess), options),
    rocCurvePlot: (options) => plots.rocCurvePlot(rocCurve(yTrue, scores), options),
    precisionRecallPlot: (options) => plots.precisionRecallPlot(yTrue, scores, options),
    detCurvePlot: (options) => plots.detCurvePlot(yTrue, scores, options),
    gainPlot: (options) => plots.gainPlot(yTrue, scores, options),
    liftPlot: (options) => plots.liftPlot(yTrue, scores, options),
    thresholdPlot: (options) => plots.thresholdPlot(yTrue, scores, options),
    scoreHistogram: (options) => plots.scoreHistogram(yTrue, scores, options),
    calibrationPlot: (options) => plots.calibrationPlot(calibrationCurve(yTrue, scores), options),
    slicePlot: (options) => plots.slicePlot(report, options),
    modelComparisonPlot: (options) => plots.modelComparisonPlot({ better: comparison }, options),
  };
}

const makers = makersOf(80);

describe.each(Object.entries(makers))("%s", (_, make) => {
  test("is plain data with a title and a text for readers who do not see it", () => {
    const spec = make();
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
    expect(spec.description.length).toBeGreaterThan(20);
    expect(make({ title: "T", description: "D" })).toMatchObject({ title: "T", description: "D" });
  });

  test("draws the same SVG each time, named by its text, in both themes", async () => {
    const spec = make();
    const svg = await renderSvg(spec);
    expect(await renderSvg(make())).toBe(svg);
    expect(svg).toMatch(/^<svg role="img" aria-label="[^"]{20,}"/);
    expect(svg).not.toContain("NaN");
    expect(await renderSvg(make({ theme: "dark" }))).toContain("#16181b");
  });

  test("refuses an option that does not exist", () => {
    const misspelt: object = { theem: "dark" };
    expect(() => make(misspelt)).toThrow('did you mean "theme"?');
  });
});

test("a model without an error has a detection error tradeoff, too", async () => {
  expect(await renderSvg(plots.detCurvePlot([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9]))).not.toContain("NaN");
});

test.each(Object.entries(makersOf(20)))("the drawing of %s is the one that was looked at", async (name, make) => {
  const file = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  await expect(await renderSvg(make())).toMatchFileSnapshot(`../../test/plots/${file}.svg`);
});

test.each(Object.entries(makers))(
  "%s fits into 410 pixels and keeps its text at 12 pixels or more",
  async (_, make) => {
    const svg = await renderSvg(make());
    expect(Number(/width="(\d+)"/.exec(svg)?.[1])).toBeLessThanOrEqual(410);
    for (const [, size] of svg.matchAll(/font-size="([\d.]+)px"/g)) expect(Number(size)).toBeGreaterThanOrEqual(12);
  },
);

test("a PNG has the size of the drawing times the scale", async () => {
  const spec = plots.predictedVersusActual([1, 2, 3], [1, 2, 4]);
  const widthOf = (png: Uint8Array): number => new DataView(png.buffer).getUint32(16);
  const [once, twice] = [await renderPng(spec, { scale: 1 }), await renderPng(spec, { scale: 2 })];
  expect(Math.abs(widthOf(twice) - 2 * widthOf(once))).toBeLessThanOrEqual(1);
  expect(widthOf(once)).toBeLessThan(440);
});

test("a page holds the drawing and its specification, and no label can break out of it", async () => {
  const page = await renderHtml(makers["slicePlot"]?.({ title: "</script><b>" }) ?? { $schema: "", description: "" });
  expect(page).toContain("<svg role");
  expect(page).not.toContain("</script><b>");
  expect(page.match(/<script/g)).toHaveLength(1);
});

test("what is no specification is refused", async () => {
  await expect(renderSvg({ $schema: "", description: "x", mark: 3 })).rejects.toThrow(MetricsError);
  await expect(renderPng(plots.residualPlot([1], [1]), { scale: 0 })).rejects.toThrow("scale is not accepted");
});
