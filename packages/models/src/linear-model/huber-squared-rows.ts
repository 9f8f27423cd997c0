import { Matrix } from "@mlsys/core";
import { gramMatrices } from "../internal/gram.ts";
import { addScaled } from "../internal/sums.ts";
import type { HuberProblem } from "./huber-objective.ts";

/** Sums that lost more than this to rows that were taken off hold too much of their rounding. */
const LEAST_LEFT = 1e-2;

/** The inner products of the columns over the rows that count squared, of which few change from one step to the next. */
export class SquaredRows {
  private readonly problem: HuberProblem;
  private isIn: Uint8Array | undefined;
  private products: Matrix;
  /** The largest that the sums of squares have been since they were added up anew. */
  private most: Float64Array;

  constructor(problem: HuberProblem) {
    this.problem = problem;
    this.products = new Matrix(0, 0);
    this.most = new Float64Array(0);
  }

  /** Σ w x·xᵀ over the rows that are in, columns × columns. */
  productsOf(isIn: Uint8Array): Matrix {
    const before = this.isIn;
    const all = placesWhere(isIn, (each) => each === 1);
    const added = placesWhere(isIn, (each, i) => each === 1 && before?.[i] === 0);
    const removed = placesWhere(isIn, (each, i) => each === 0 && before?.[i] === 1);
    this.isIn = isIn;
    if (before === undefined || 2 * (added.length + removed.length) > all.length) return this.anew(all);
    if (added.length > 0) addScaled(this.products.data, 1, this.over(added).data);
    this.most = diagonalOf(this.products).map((square, j) => Math.max(square, this.most[j] as number));
    if (removed.length > 0) addScaled(this.products.data, -1, this.over(removed).data);
    const isLost = diagonalOf(this.products).some((square, j) => square < LEAST_LEFT * (this.most[j] as number));
    return isLost ? this.anew(all) : this.products;
  }

  private anew(rows: Int32Array): Matrix {
    this.products = this.over(rows);
    this.most = diagonalOf(this.products);
    return this.products;
  }

  private over(rows: Int32Array): Matrix {
    const { X, weights } = this.problem;
    return gramMatrices({
      X: X.take(rows),
      Y: new Matrix(rows.length, 0),
      weights: taken(weights, rows),
      fitIntercept: false,
    }).xx;
  }
}

function taken(values: Float64Array, places: Int32Array): Float64Array {
  const found = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) found[i] = values[places[i] as number] as number;
  return found;
}

function placesWhere(isIn: Uint8Array, is: (each: number, i: number) => boolean): Int32Array {
  const places = new Int32Array(isIn.length);
  let count = 0;
  for (let i = 0; i < isIn.length; i++) if (is(isIn[i] as number, i)) places[count++] = i;
  return places.slice(0, count);
}

const diagonalOf = ({ rows, data }: Matrix): Float64Array =>
  Float64Array.from({ length: rows }, (_, j) => data[j * (rows + 1)] as number);
