import { Matrix } from "@mlsys/core";
import { addScaled, dot } from "../sums.ts";
import { transposed } from "../transposed.ts";
import { inWorkspace } from "./workspace.ts";
import type { Workspace } from "./workspace.ts";

/** An orthonormal basis of n vectors of n numbers. */
export interface OrthogonalBasis {
  /** What vectors, a row each, are in the basis: rows × n. */
  coordinates(vectors: Matrix): Matrix;
  /** The vectors, a row each, of the coordinates in some rows; where these have fewer numbers than n, the others count as 0. */
  vectorsOf(coordinates: Matrix): Matrix;
}

/** A basis of vectors that are known, a row each. */
export const knownBasis = (basis: Matrix): OrthogonalBasis => ({
  coordinates: (vectors) => {
    const found = new Matrix(vectors.rows, basis.rows);
    for (let i = 0; i < found.rows; i++) {
      for (let k = 0; k < found.cols; k++) found.data[i * found.cols + k] = dot(basis.row(k), vectors.row(i));
    }
    return found;
  },
  vectorsOf: (coordinates) => {
    const found = new Matrix(coordinates.rows, basis.cols);
    for (let i = 0; i < found.rows; i++) {
      for (let k = 0; k < coordinates.cols; k++) addScaled(found.row(i), coordinates.get(i, k), basis.row(k));
    }
    return found;
  },
});

/** Rotations of neighbouring rows, in turn, from a row on, to the next ones or, with a step of −1, to those before. */
export interface RowRotations {
  readonly first: number;
  readonly step: 1 | -1;
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/** What makes a basis: reflections, a reflector a row, of which number k starts at element k + offset; rotations; and an order. */
export interface BasisFactors {
  readonly reflectors: Float64Array;
  readonly taus: Float64Array;
  readonly offset: number;
  readonly rotations: readonly RowRotations[];
  /** Which of the rotated vectors stands where, and whether it is turned around, −1, or not. */
  readonly order: readonly number[];
  readonly signs: Float64Array;
}

/** A basis that is kept as what makes it: for a few vectors that is sooner gone through than multiplied out. */
export class FactoredBasis implements OrthogonalBasis {
  private readonly factors: BasisFactors;

  constructor(factors: BasisFactors) {
    this.factors = factors;
  }

  coordinates(vectors: Matrix): Matrix {
    return this.inRoomFor(vectors.rows, (turned, rows, workspace) => {
      turned.set(vectors.data);
      this.reflect(turned, vectors.rows, workspace, false);
      turn(turned, vectors.rows, rows);
      for (const each of this.factors.rotations) {
        workspace.cosines.set(each.cosines);
        workspace.sines.set(each.sines);
        rotateRows(rows, vectors.rows, each.first, each.step, each.cosines.length, workspace);
      }
      const { order, signs } = this.factors;
      const found = new Matrix(order.length, vectors.rows);
      order.forEach((from, k) => {
        for (let i = 0; i < vectors.rows; i++) {
          found.data[k * vectors.rows + i] = (signs[k] as number) * (rows[from * vectors.rows + i] as number);
        }
      });
      return transposed(found);
    });
  }

  vectorsOf(coordinates: Matrix): Matrix {
    const { order, signs, rotations } = this.factors;
    const [count, n] = [coordinates.rows, order.length];
    return this.inRoomFor(count, (turned, rows, workspace) => {
      for (let k = 0; k < coordinates.cols; k++) {
        const to = (order[k] as number) * count;
        for (let i = 0; i < count; i++) rows[to + i] = (signs[k] as number) * coordinates.get(i, k);
      }
      for (let at = rotations.length - 1; at >= 0; at--) undo(rows, count, rotations[at] as RowRotations, workspace);
      turn(rows, n, turned);
      this.reflect(turned, count, workspace, true);
      return new Matrix(count, n, turned.slice());
    });
  }

  /** Some vectors, as rows, and turned. */
  private inRoomFor(
    count: number,
    work: (turned: Float64Array, rows: Float64Array, workspace: RotatingWorkspace) => Matrix,
  ): Matrix {
    const n = this.factors.order.length;
    return inWorkspace(n * n + 2 * count * n + 2 * n, ({ loops, take }) => {
      const room = { cosines: take(n), sines: take(n) };
      return work(take(count * n), take(count * n), { loops, take, ...room });
    });
  }

  /** Vectors in rows times the product of the reflections, or times its transpose. */
  private reflect(vectors: Float64Array, count: number, { loops, take }: Workspace, isBack: boolean): void {
    const { reflectors, taus, offset } = this.factors;
    const n = taus.length;
    const copy = take(n * n);
    copy.set(reflectors);
    for (let at = 0; at < n - offset; at++) {
      const k = isBack ? n - offset - 1 - at : at;
      const [start, tau] = [k + offset, taus[k] as number];
      if (tau === 0) continue;
      const reflector = copy.byteOffset + 8 * (k * n + start);
      loops.reflectRows(vectors.byteOffset + 8 * start, count, 8 * n, reflector, n - start, tau);
    }
  }
}

interface RotatingWorkspace extends Workspace {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/** Rotates rows of so many numbers by the rotations in the workspace. */
function rotateRows(
  rows: Float64Array,
  cols: number,
  first: number,
  step: number,
  count: number,
  { loops, cosines, sines }: RotatingWorkspace,
): void {
  const place = rows.byteOffset + 8 * first * cols;
  loops.rotateRows(place, step * 8 * cols, cols, count, cosines.byteOffset, sines.byteOffset);
}

/** Takes rotations of rows back: the last one first. */
function undo(rows: Float64Array, cols: number, rotations: RowRotations, workspace: RotatingWorkspace): void {
  const { first, step, cosines, sines } = rotations;
  const count = cosines.length;
  for (let i = 0; i < count; i++) {
    workspace.cosines[i] = cosines[count - 1 - i] as number;
    workspace.sines[i] = sines[count - 1 - i] as number;
  }
  rotateRows(rows, cols, first + step * count, -step, count, workspace);
}

/** Writes some rows of numbers as columns. */
function turn(from: Float64Array, rows: number, to: Float64Array): void {
  const cols = from.length / rows;
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) to[j * rows + i] = from[i * cols + j] as number;
}
