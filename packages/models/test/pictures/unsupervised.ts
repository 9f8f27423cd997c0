import { randomState } from "@mlsys/core";
import { cosineTopK, kMeans, pca, powerTransformer, selectKBest, tfidfVectorizer } from "@mlsys/models";
import type { VegaLiteSpec } from "@mlsys/metrics/plots";
import { axis, BLUE, coloured, GREEN, layer, ORANGE, picture } from "./frame.ts";
import { clouds } from "./points.ts";
import { round } from "./regions.ts";

function cluster(): VegaLiteSpec {
  const { X } = clouds(
    [
      [0, 0],
      [5, 1],
      [2, 5],
    ],
    50,
    2,
  );
  const model = kMeans({ nClusters: 3, randomState: 0 }).fit(X);
  const names = ["cluster 0", "cluster 1", "cluster 2"];
  const points = X.map(([x = 0, y = 0], i) => ({ x: round(x), y: round(y), cluster: names[model.labels[i] ?? 0] }));
  const centres = [0, 1, 2].map((c) => ({
    x: round(model.clusterCenters.get(c, 0)),
    y: round(model.clusterCenters.get(c, 1)),
  }));
  const place = { x: axis("x", null), y: axis("y", null) };
  return picture(
    "Three clusters and their centres",
    "Three clouds of points, told apart by k-means; a cross marks each centre.",
    {
      layer: [
        layer(
          points,
          { type: "point", filled: true, size: 34 },
          {
            ...place,
            color: coloured("cluster", names, [BLUE, ORANGE, GREEN]),
            shape: {
              field: "cluster",
              type: "nominal",
              scale: { domain: names, range: ["circle", "triangle-up", "square"] },
            },
          },
        ),
        layer(
          centres,
          { type: "point", shape: "cross", size: 220, filled: true, color: "#1c2024", stroke: "white" },
          place,
        ),
      ],
    },
  );
}

function decomposition(): VegaLiteSpec {
  const X = clouds([[0, 0]], 150, 4).X.map(([a = 0, b = 0]) => [1.8 * a, 0.9 * a + 0.5 * b]);
  const model = pca({ nComponents: 2 }).fit(X);
  const place = {
    x: axis("x", null, { scale: { domain: [-5, 6] } }),
    y: axis("y", null, { scale: { domain: [-3, 4] } }),
  };
  const names = ["first component", "second component"];
  const arrows = names.map((component, c) => {
    const length = 2 * Math.sqrt(model.explainedVariance[c] ?? 0);
    const [x0 = 0, y0 = 0] = model.mean;
    const [x, y] = [x0, y0].map((start, j) => round(start + length * model.components.get(c, j)));
    return { component, x: round(x0), y: round(y0), x2: x, y2: y };
  });
  return picture(
    "Two principal components",
    "A long cloud of points: the first component lies along it, the second across.",
    {
      layer: [
        layer(
          X.map(([x = 0, y = 0]) => ({ x: round(x), y: round(y) })),
          { type: "point", filled: true, color: "#6b7280", size: 20 },
          place,
        ),
        layer(
          arrows,
          { type: "rule", strokeWidth: 4 },
          {
            ...place,
            x2: { field: "x2" },
            y2: { field: "y2" },
            color: coloured("component", names, [BLUE, ORANGE]),
          },
        ),
      ],
    },
  );
}

function featureSelection(): VegaLiteSpec {
  const rng = randomState(8);
  const weights = [3, 0, 0, 1.5, 0, 0, 0, 0.8, 0, 0];
  const X = Array.from({ length: 120 }, () => [...rng.standardNormal(weights.length)]);
  const y = X.map((row) =>
    row.reduce((sum, x, j) => sum + x * (weights[j] ?? 0), rng.normal(0, 1, 1)[0] ?? 0) > 0 ? 1 : 0,
  );
  const model = selectKBest({ k: 3 }).fit(X, y);
  const support = new Set(model.getSupport({ indices: true }));
  const names = ["kept", "left out"];
  const values = Array.from(model.scores, (score, j) => ({
    feature: `x${j}`,
    score: round(score),
    kept: names[support.has(j) ? 0 : 1],
  }));
  return picture("F scores of ten columns", "Three of ten columns bear on the class; selectKBest keeps those three.", {
    layer: [
      layer(
        values,
        { type: "bar" },
        {
          x: { field: "feature", type: "nominal", title: "column", sort: null, axis: { labelAngle: 0 } },
          y: { field: "score", type: "quantitative", title: "F score" },
          color: coloured("kept", names, [BLUE, "#9aa1a9"]),
        },
      ),
    ],
  });
}

function preprocessing(): VegaLiteSpec {
  const values = Array.from(randomState(7).normal(0, 0.8, 600), Math.exp);
  const changed = powerTransformer()
    .fit(values.map((value) => [value]))
    .transform(values.map((value) => [value]));
  const panel = (title: string, numbers: readonly number[]) => ({
    title,
    width: 200,
    height: 180,
    ...layer(
      numbers.map((value) => ({ value: round(value) })),
      { type: "bar", color: BLUE },
      {
        x: { field: "value", type: "quantitative", bin: { maxbins: 24 }, title: null },
        y: { aggregate: "count", title: "rows" },
      },
    ),
  });
  return picture(
    "A skewed column, before and after",
    "A column with a long tail; after powerTransformer it is nearly normal.",
    {
      hconcat: [panel("as it is", values), panel("powerTransformer", [...changed.column(0)])],
    },
  );
}

function text(): VegaLiteSpec {
  const sentences = [
    "profit rose in the third quarter",
    "net profit rose to 8 million euros",
    "sales fell and the company cut jobs",
    "the company will cut 200 jobs",
    "the board meets in Helsinki",
    "quarterly net sales fell",
  ];
  const X = tfidfVectorizer().fitTransform(sentences);
  const { indices, similarities } = cosineTopK(X, X, { k: sentences.length });
  const values = sentences.flatMap((_, i) =>
    sentences.map((__, rank) => {
      const j = indices[i]?.[rank] ?? 0;
      return { a: i + 1, b: j + 1, cosine: Math.round(100 * Math.max(0, similarities.get(i, rank))) / 100 };
    }),
  );
  const place = {
    x: { field: "a", type: "ordinal", title: "sentence", axis: { labelAngle: 0 } },
    y: { field: "b", type: "ordinal", title: "sentence" },
  };
  return picture(
    "Cosine similarity of six sentences",
    `TF-IDF, every sentence against every other: ${sentences.join("; ")}.`,
    {
      layer: [
        layer(
          values,
          { type: "rect" },
          {
            ...place,
            color: { field: "cosine", type: "quantitative", scale: { range: ["#f2f6fa", BLUE] }, legend: null },
          },
        ),
        layer(
          values,
          { type: "text", fontSize: 12 },
          {
            ...place,
            text: { field: "cosine", type: "quantitative", format: ".2f" },
            color: { condition: { test: "datum.cosine > 0.6", value: "white" }, value: "#1c2024" },
          },
        ),
      ],
    },
  );
}

/** The pictures by name. */
export const unsupervised = { cluster, decomposition, featureSelection, preprocessing, text };
