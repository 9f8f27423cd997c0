import { escapedXml as escaped } from "./escape.ts";

const WIDTH = 240;
const HEIGHT = 56;

/** Bars of one or two samples as an SVG: the first filled, the second outlined over it. A sample is one path, which keeps the page small. */
export function picture(label: string, reference: readonly number[], current?: readonly number[]): string {
  const most = Math.max(1e-12, ...reference, ...(current ?? []));
  const step = WIDTH / Math.max(1, reference.length);
  const path = (shares: readonly number[], kind: string): string => {
    const bars = shares.map((share, i) => {
      const height = Math.round((share / most) * (HEIGHT - 2));
      return height === 0
        ? ""
        : `M${Math.round(i * step)} ${HEIGHT}v-${height}h${Math.max(1, Math.round(step) - 1)}v${height}`;
    });
    return `<path class="${kind}" d="${bars.join("")}"/>`;
  };
  const second = current === undefined ? "" : path(current, "now");
  return `<svg class="picture" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(label)}">${path(reference, "before")}${second}</svg>`;
}

/** What the bars stand for, from the first to the last. */
export function axisOf(edges: readonly number[] | null, labels: readonly string[] | null): string {
  if (labels !== null) return labels.join(", ");
  const short = (value: number | undefined): string => String(Number((value ?? 0).toPrecision(3)));
  return edges === null ? "" : `${short(edges[0])} to ${short(edges.at(-1))}`;
}
