import { randomState } from "@mlsys/core";

/** A row that scans are tried on. */
export interface Row {
  readonly x: number;
  readonly y: number;
  readonly place: string;
}

const places = ["Oslo", "Rome", "Riga"];

/** Rows at random, and labels that have nothing to do with them. */
export function dataOf(seed: number, count: number): { readonly rows: Row[]; readonly labels: string[] } {
  const draw = randomState(seed);
  const rows = Array.from({ length: count }, () => ({
    x: Math.round(1e6 * draw.randomSample()),
    y: draw.standardNormal(),
    place: places[draw.randint(0, 3)] ?? "",
  }));
  return { rows, labels: rows.map(() => (draw.randomSample() < 0.5 ? "a" : "b")) };
}
