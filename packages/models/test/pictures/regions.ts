import { axis, BLUE, layer, ORANGE } from "./frame.ts";
import type { Parts } from "./frame.ts";
import type { Points } from "./points.ts";

const STEPS = 48;
/** Probabilities are told in so many shades. */
const SHADES = 8;

/** The plane as a model sees it: how probable class 1 is, and the points that it was fitted on. */
export function regions({ X, y }: Points, probability: (X: number[][]) => readonly number[]): Parts[] {
  const [xs, ys] = [rangeOf(X, 0), rangeOf(X, 1)];
  const bands: object[] = [];
  for (let row = 0; row < STEPS; row++) {
    const centre = ys.from + ((row + 0.5) * ys.size) / STEPS;
    const line = Array.from({ length: STEPS }, (_, at) => [xs.from + ((at + 0.5) * xs.size) / STEPS, centre]);
    const shades = probability(line).map((share) => Math.min(SHADES - 1, Math.floor(share * SHADES)));
    for (let at = 0; at < STEPS;) {
      const start = at;
      while (at < STEPS && shades[at] === shades[start]) at++;
      const [x, x2] = [start, at].map((edge) => round(xs.from + (edge * xs.size) / STEPS));
      const [y, y2] = [row, row + 1].map((edge) => round(ys.from + (edge * ys.size) / STEPS));
      bands.push({ x, x2, y, y2, p: ((shades[start] ?? 0) + 0.5) / SHADES });
    }
  }
  const shade = { domain: [0, 0.5, 1], range: [BLUE, "#f4f4f4", ORANGE] };
  const plane = layer(
    bands,
    { type: "rect", opacity: 0.55, strokeWidth: 0 },
    {
      x: axis("x", null),
      x2: { field: "x2" },
      y: axis("y", null),
      y2: { field: "y2" },
      color: { field: "p", type: "quantitative", scale: shade, legend: null },
    },
  );
  return [plane, dots(X, y)];
}

function dots(X: readonly number[][], y: readonly number[]): Parts {
  const values = X.map(([a = 0, b = 0], i) => ({ x: round(a), y: round(b), class: `class ${y[i]}` }));
  const domain = ["class 0", "class 1"];
  return layer(
    values,
    { type: "point", filled: true, size: 28, opacity: 1, stroke: "white", strokeWidth: 0.6 },
    {
      x: axis("x", null),
      y: axis("y", null),
      fill: { field: "class", type: "nominal", scale: { domain, range: [BLUE, ORANGE] }, legend: null },
      shape: { field: "class", type: "nominal", scale: { domain, range: ["circle", "triangle-up"] }, legend: null },
    },
  );
}

function rangeOf(X: readonly number[][], column: number): { readonly from: number; readonly size: number } {
  const values = X.map((row) => row[column] ?? 0);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return { from: least - 0.1 * (most - least), size: 1.2 * (most - least) };
}

export const round = (value: number): number => Math.round(value * 1000) / 1000;
