import type { Matrix } from "@mlsys/core";
import type { Workspace } from "./workspace.ts";

/** How many numbers of a workspace a matrix takes there. */
export const heldRoom = (rows: number, cols: number): number => (rows + 1) * cols + 3 * rows;

/** A matrix in a workspace, for sums and products of chosen rows. */
export class HeldRows {
  private readonly loops: Workspace["loops"];
  private readonly data: Float64Array;
  /** For a number a column; and for a place, a factor and a product a row. */
  private readonly vectors: readonly [Float64Array, Float64Array, Float64Array, Float64Array];
  private held: Matrix | undefined;

  constructor(rows: number, cols: number, { loops, take }: Workspace) {
    this.loops = loops;
    this.data = take(rows * cols);
    this.vectors = [take(cols), take(rows), take(rows), take(rows)];
  }

  /** Copies a matrix, unless it was the last one. */
  hold(X: Matrix): void {
    if (this.held !== X) this.data.set(X.data);
    this.held = X;
  }

  /** y += Σ factors[i] · row places[i]. */
  addTo(y: Float64Array, factors: Float64Array, places: ArrayLike<number>): void {
    const [vector, ownPlaces, ownFactors] = this.vectors;
    const { length, byteOffset } = vector;
    vector.set(y);
    ownPlaces.set(places);
    ownFactors.set(factors);
    const chosen = [ownPlaces.byteOffset, ownFactors.byteOffset, places.length] as const;
    this.loops.addRows(this.data.byteOffset, 8 * length, ...chosen, byteOffset, length);
    y.set(vector);
  }

  /** The products of chosen rows with a vector. */
  times(w: Float64Array, places: ArrayLike<number>): Float64Array {
    const [vector, ownPlaces, , products] = this.vectors;
    const { length, byteOffset } = vector;
    vector.set(w);
    ownPlaces.set(places);
    const chosen = [ownPlaces.byteOffset, places.length] as const;
    this.loops.multiplyChosen(this.data.byteOffset, 8 * length, ...chosen, byteOffset, length, products.byteOffset);
    return products.slice(0, places.length);
  }
}
