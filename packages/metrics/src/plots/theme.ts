import { integer, oneOf, text } from "@mlsys/core";
import type { VegaLiteSpec } from "./spec.ts";

/** The option rules that all plots share. */
export function plotSpecs() {
  return {
    title: { rule: text() },
    description: { rule: text() },
    width: { rule: integer({ min: 40, max: 4000 }), default: 300 },
    height: { rule: integer({ min: 40, max: 4000 }), default: 280 },
    theme: { rule: oneOf("light", "dark"), default: "light" as "light" | "dark" },
  };
}

/** What every plot is framed by. */
export interface Frame {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly width: number;
  readonly height: number;
  readonly theme: "light" | "dark";
}

/** A whole specification of its parts, with theme and alternative text. */
export function framed(frame: Frame, usual: { title: string; description: string }, parts: object): VegaLiteSpec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description: frame.description ?? usual.description,
    title: frame.title ?? usual.title,
    width: frame.width,
    height: frame.height,
    config: configOf(frame.theme),
    ...parts,
  };
}

/** Colours that differ for colour-blind readers too, on white and on near-black. */
export const COLORS = {
  light: {
    main: "#0072b2",
    second: "#d55e00",
    third: "#009e73",
    muted: "#6b7280",
    ink: "#1c2024",
    paper: "#ffffff",
    grid: "#e3e6e9",
  },
  dark: {
    main: "#56b4e9",
    second: "#e69f00",
    third: "#2bc89d",
    muted: "#9aa1a9",
    ink: "#e8eaed",
    paper: "#16181b",
    grid: "#33383e",
  },
} as const;

/**
 * Line colours in the order in which they are used.
 *
 * @see Okabe and Ito, "Color universal design" (2008).
 */
export const PALETTE = {
  light: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#3b4cc0", "#000000"],
  dark: ["#56b4e9", "#e69f00", "#2bc89d", "#f0a6cf", "#f0e442", "#9db2ff", "#ffffff"],
} as const;

function configOf(theme: "light" | "dark"): object {
  const { ink, paper, grid, main } = COLORS[theme];
  const font = "DejaVu Sans, Verdana, Arial, sans-serif";
  const axis = { labelColor: ink, titleColor: ink, domainColor: ink, tickColor: ink, gridColor: grid };
  return {
    background: paper,
    padding: 10,
    font,
    axis: { ...axis, labelFontSize: 12, titleFontSize: 13, titleFontWeight: "normal", titlePadding: 8 },
    axisX: { labelFlush: false },
    legend: {
      labelColor: ink,
      titleColor: ink,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: "normal",
      labelLimit: 400,
      titleLimit: 400,
    },
    header: { labelColor: ink, titleColor: ink, labelFontSize: 12 },
    title: { color: ink, fontSize: 15, anchor: "start", offset: 12 },
    view: { stroke: null },
    mark: { color: main },
    range: { category: PALETTE[theme] },
  };
}

/** Axis titles and labels of a quantity. */
export function quantity(field: string, title: string, more: object = {}): object {
  return { field, type: "quantitative", title, ...more };
}

/** At most `most` of the positions 0 to n - 1, evenly spread. */
export function thinned(n: number, most: number): number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: most }, (_, at) => Math.floor((at * n) / most));
}

/** A number for a caption: three significant digits. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : String(Number(value.toPrecision(3)));
}
