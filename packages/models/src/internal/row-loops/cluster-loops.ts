import type { MemoryViews } from "./memory-views.ts";

/** Loops over rows that are clustered, without WebAssembly. Addresses are bytes; a task is a block of rows. */
export const clusterLoops = ({ f64, i32 }: MemoryViews) => ({
  /**
   * What is left of the squared distance of each row from the nearest center (`closest`) when row `candidate` becomes one, too; into
   * `out`, and the weighted sum of a block into `potentials`.
   */
  takeCloser(
    task: number,
    block: number,
    x: number,
    n: number,
    p: number,
    candidate: number,
    weights: number,
    closest: number,
    out: number,
    potentials: number,
  ): void {
    const end = Math.min(n, (task + 1) * block);
    const center = x / 8 + candidate * p;
    let sum = 0;
    for (let i = task * block; i < end; i++) {
      const squares = Math.min(squaredDistance(f64, center, x / 8 + i * p, p), f64[closest / 8 + i] as number);
      f64[out / 8 + i] = squares;
      sum += squares * (f64[weights / 8 + i] as number);
    }
    f64[potentials / 8 + task] = sum;
  },

  /**
   * Labels each row by the nearest of k centers, unless the bounds of its distance from its own center (`upper`) and from any other
   * (`lower`) tell that it keeps its label; and adds it, times its weight, to the block's `sums` and `masses` of its label. `turned`
   * holds the centers dimension by dimension, k rounded up to a multiple of 8 by centers at infinity; `squares` has room for as many
   * numbers a block. `half` holds half the distance of each center from the next, 0 when there are no bounds yet; before they are asked,
   * bounds are widened by how far the centers `moved`, at most `farthest`. The number of labels that changed goes into `changes`. Sums and masses are those of
   * all rows where `adds` is 1; where it is 0, they are what they were but for the rows whose label changed.
   */
  assignRows(
    task: number,
    block: number,
    x: number,
    n: number,
    p: number,
    turned: number,
    k: number,
    half: number,
    moved: number,
    farthest: number,
    labels: number,
    upper: number,
    lower: number,
    weights: number,
    _squares: number,
    sums: number,
    masses: number,
    changes: number,
    adds: number,
  ): void {
    const width = (k + 7) & ~7;
    const end = Math.min(n, (task + 1) * block);
    const [sum, mass] = [sums / 8 + task * k * p, masses / 8 + task * k];
    if (adds === 1) {
      f64.fill(0, sum, sum + k * p);
      f64.fill(0, mass, mass + k);
    }
    const addRow = (row: number, weight: number, label: number): void => {
      f64[mass + label] = (f64[mass + label] as number) + weight;
      for (let j = 0, to = sum + label * p; j < p; j++, to++) {
        f64[to] = (f64[to] as number) + (f64[row + j] as number) * weight;
      }
    };
    let changed = 0;
    const keepsLabel = (i: number, label: number): boolean => {
      const own = (f64[upper / 8 + i] as number) + (f64[moved / 8 + label] as number);
      const other = (f64[lower / 8 + i] as number) - farthest;
      f64[lower / 8 + i] = other;
      f64[upper / 8 + i] = own;
      const bound = Math.max(f64[half / 8 + label] as number, other);
      if (own < bound) return true;
      const exact = Math.sqrt(distanceFrom(f64, x / 8 + i * p, p, turned / 8 + label, width));
      f64[upper / 8 + i] = exact;
      return exact < bound;
    };
    for (let i = task * block; i < end; i++) {
      const row = x / 8 + i * p;
      const before = i32[labels / 4 + i] as number;
      let label = before;
      if (half === 0 || !keepsLabel(i, label)) {
        let [first, second, best] = [Infinity, Infinity, 0];
        for (let c = 0; c < k; c++) {
          const each = distanceFrom(f64, row, p, turned / 8 + c, width);
          second = Math.min(second, Math.max(each, first));
          if (each < first) best = c;
          first = Math.min(first, each);
        }
        f64[upper / 8 + i] = Math.sqrt(first);
        f64[lower / 8 + i] = Math.sqrt(second);
        if (best !== before) changed += 1;
        label = best;
        i32[labels / 4 + i] = label;
      }
      const weight = f64[weights / 8 + i] as number;
      if (adds === 1) addRow(row, weight, label);
      else if (label !== before) {
        addRow(row, -weight, before);
        addRow(row, weight, label);
      }
    }
    f64[changes / 8 + task] = changed;
  },
});

function squaredDistance(f64: Float64Array, center: number, row: number, p: number): number {
  let sum = 0;
  for (let j = 0; j < p; j++) {
    const difference = (f64[row + j] as number) - (f64[center + j] as number);
    sum += difference * difference;
  }
  return sum;
}

function distanceFrom(f64: Float64Array, row: number, p: number, turned: number, width: number): number {
  let sum = 0;
  for (let j = 0; j < p; j++) {
    const difference = (f64[row + j] as number) - (f64[turned + j * width] as number);
    sum += difference * difference;
  }
  return sum;
}
