import type { Matrix } from "@mlsys/core";
import type { DistanceMetric } from "./distance-metric.ts";
import type { NeighborHeap } from "./neighbor-heap.ts";
import { nthElement } from "./nth-element.ts";

/**
 * A binary tree of boxes: each node halves its rows at the median of the widest feature. The rows of a leaf, and the order in which
 * leaves are visited, decide between equal distances; both are scikit-learn's.
 *
 * @see Bentley, "Multidimensional binary search trees used for associative searching", Communications of the ACM 18 (9), 1975.
 */
export class KdTree {
  private readonly X: Matrix;
  private readonly metric: DistanceMetric;
  private readonly order: Int32Array;
  /** The rows in that order, so that those of a leaf lie side by side. */
  private readonly ordered: Float64Array;
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;
  private readonly nodeCount: number;
  /** The reduced distances of the row that is searched for from the boxes of nodes, and last from a row of the fit. */
  private readonly distances: Float64Array;

  constructor(X: Matrix, metric: DistanceMetric, leafSize: number) {
    this.X = X;
    this.metric = metric;
    this.order = Int32Array.from({ length: X.rows }, (_, i) => i);
    const levels = Math.floor(Math.log2(Math.max(1, (X.rows - 1) / leafSize)) + 1);
    this.nodeCount = 2 ** levels - 1;
    this.starts = new Int32Array(this.nodeCount);
    this.ends = new Int32Array(this.nodeCount);
    this.lower = new Float64Array(this.nodeCount * X.cols).fill(Infinity);
    this.upper = new Float64Array(this.nodeCount * X.cols).fill(-Infinity);
    this.distances = new Float64Array(this.nodeCount + 1);
    this.build(0, 0, X.rows);
    this.ordered = new Float64Array(X.data.length);
    for (let i = 0, to = 0; i < X.rows; i++) {
      const from = (this.order[i] as number) * X.cols;
      for (let j = from; j < from + X.cols; j++) this.ordered[to++] = X.data[j] as number;
    }
  }

  /** Pushes the nearest rows of row `at` of some numbers onto the heap. */
  query(rows: Float64Array, at: number, heap: NeighborHeap): void {
    this.measure(0, rows, at);
    this.visit(0, rows, at, heap);
  }

  private build(node: number, start: number, end: number): void {
    const { X, order } = this;
    this.starts[node] = start;
    this.ends[node] = end;
    const widest = this.findBounds(node, start, end);
    if (this.isLeaf(node)) return;
    const middle = start + ((end - start) >> 1);
    nthElement(order, start, middle, end, (a, b) => {
      const x = X.data[a * X.cols + widest] as number;
      const y = X.data[b * X.cols + widest] as number;
      return x === y ? a < b : x < y;
    });
    this.build(2 * node + 1, start, middle);
    this.build(2 * node + 2, middle, end);
  }

  private isLeaf(node: number): boolean {
    return 2 * node + 1 >= this.nodeCount || (this.ends[node] as number) - (this.starts[node] as number) < 2;
  }

  /** The box of a node; the feature in which it is widest. */
  private findBounds(node: number, start: number, end: number): number {
    const { data, cols } = this.X;
    const { lower, upper } = this;
    const box = node * cols;
    for (let i = start; i < end; i++) {
      const row = (this.order[i] as number) * cols;
      for (let j = 0; j < cols; j++) {
        const value = data[row + j] as number;
        if (value < (lower[box + j] as number)) lower[box + j] = value;
        if (value > (upper[box + j] as number)) upper[box + j] = value;
      }
    }
    let [widest, spread] = [0, 0];
    for (let j = 0; j < cols; j++) {
      const width = (upper[box + j] as number) - (lower[box + j] as number);
      if (width > spread) [widest, spread] = [j, width];
    }
    return widest;
  }

  private visit(node: number, rows: Float64Array, at: number, heap: NeighborHeap): void {
    const { distances } = this;
    if ((distances[node] as number) > heap.farthest) return;
    if (this.isLeaf(node)) {
      this.scan(node, rows, at, heap);
      return;
    }
    const left = 2 * node + 1;
    const right = left + 1;
    this.measure(left, rows, at);
    this.measure(right, rows, at);
    const isLeftFirst = (distances[left] as number) <= (distances[right] as number);
    this.visit(isLeftFirst ? left : right, rows, at, heap);
    this.visit(isLeftFirst ? right : left, rows, at, heap);
  }

  private scan(node: number, rows: Float64Array, at: number, heap: NeighborHeap): void {
    const { cols } = this.X;
    const { order, ordered, metric, distances, nodeCount } = this;
    const [start, end] = [this.starts[node] as number, this.ends[node] as number];
    if (metric.p === 2) {
      this.scanFours(start, end, rows, at * cols, heap);
      return;
    }
    for (let i = start; i < end; i++) {
      metric.reduce(rows, at * cols, ordered, i * cols, cols, distances, nodeCount);
      const distance = distances[nodeCount] as number;
      if (distance < heap.farthest) heap.push(distance, order[i] as number);
    }
  }

  /** Pushes rows by their Euclidean distances, four at a time: no sum waits for another. */
  private scanFours(start: number, end: number, rows: Float64Array, from: number, heap: NeighborHeap): void {
    const { cols } = this.X;
    const { order, ordered } = this;
    for (let i = start; i < end; i += 4) {
      // Behind the last row it is measured once more.
      const atB = (Math.min(i + 1, end - 1) - i) * cols;
      const atC = (Math.min(i + 2, end - 1) - i) * cols;
      const atD = (Math.min(i + 3, end - 1) - i) * cols;
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let j = 0, place = i * cols; j < cols; j++, place++) {
        const value = rows[from + j] as number;
        const toA = value - (ordered[place] as number);
        const toB = value - (ordered[place + atB] as number);
        const toC = value - (ordered[place + atC] as number);
        const toD = value - (ordered[place + atD] as number);
        a += toA * toA;
        b += toB * toB;
        c += toC * toC;
        d += toD * toD;
      }
      if (a < heap.farthest) heap.push(a, order[i] as number);
      if (b < heap.farthest && i + 1 < end) heap.push(b, order[i + 1] as number);
      if (c < heap.farthest && i + 2 < end) heap.push(c, order[i + 2] as number);
      if (d < heap.farthest && i + 3 < end) heap.push(d, order[i + 3] as number);
    }
  }

  /** Works out the reduced distance of a row from the box of a node. */
  private measure(node: number, rows: Float64Array, at: number): void {
    const { cols } = this.X;
    const { lower, upper } = this;
    const { p } = this.metric;
    let sum = 0;
    for (let j = 0, place = node * cols, from = at * cols; j < cols; j++, place++, from++) {
      const value = rows[from] as number;
      const low = lower[place] as number;
      const high = upper[place] as number;
      const difference = value < low ? low - value : value > high ? value - high : 0;
      if (p === 2) sum += difference * difference;
      else if (p === 1) sum += difference;
      else if (p === Infinity) sum = Math.max(sum, difference);
      else sum += difference ** p;
    }
    this.distances[node] = sum;
  }
}
