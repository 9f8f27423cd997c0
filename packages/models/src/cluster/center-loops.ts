import type { Matrix } from "@mlsys/core";
import { passRows, rowKernel } from "../internal/score-loops.ts";
import type { RowKernel } from "../internal/score-loops.ts";
import { squaredDistance } from "../internal/squared-distance.ts";
import { centerKernelCode } from "./center-kernel-code.ts";

const kernel: RowKernel = /* @__PURE__ */ rowKernel(centerKernelCode);

/** So few products are soon worked out in any way. */
const LEAST = 4096;
/** Centers closer to 0 tell, when rows are close to them, that the squares of those can be added up. */
const CLOSE = 2 ** 500;

/**
 * Labels each row by the nearest center, the first of equally near ones, by squared distances that are summed up in order. Whether it is known
 * that all numbers of X can be squared.
 */
export function labelRows(X: Matrix, centers: Matrix, labels: Int32Array): boolean {
  const { rows: k, cols: p } = centers;
  const work = X.rows * k * p;
  const moved = work < LEAST ? undefined : movedCenters(centers);
  if (moved !== undefined) {
    const width = (k + 7) & ~7;
    const tooLong = passRows({
      kernel,
      loop: "labelRows",
      X: X.data,
      cols: p,
      out: labels,
      tables: [turned(centers, width), moved.shift, moved.singles],
      room: 32 * p + 8 * width,
      sizes: [width, k, 32 * p + 8 * width, moved.longest],
      // Four products of single precision take no longer than one.
      work: work / 4,
    });
    if (tooLong !== undefined) return tooLong === 0 && moved.shift.every((each) => Math.abs(each) < CLOSE);
  }
  for (let i = 0; i < X.rows; i++) {
    let [least, label] = [Infinity, 0];
    for (let c = 0; c < k; c++) {
      const squares = squaredDistance(X.data, i * p, centers.data, c * p, p);
      if (squares < least) [least, label] = [squares, c];
    }
    labels[i] = label;
  }
  return false;
}

/** The distances of rows from centers, rows × centers. */
export function distanceRows(X: Matrix, centers: Matrix, out: Float64Array): void {
  const { rows: k, cols: p } = centers;
  const work = X.rows * k * p;
  const width = (k + 3) & ~3;
  const tables = work < LEAST ? undefined : [turned(centers, width)];
  const given = {
    kernel,
    loop: "distanceRows",
    X: X.data,
    cols: p,
    out,
    sizes: [width, k],
    work,
  } as const;
  if (tables !== undefined && passRows({ ...given, tables }) !== undefined) return;
  for (let at = 0; at < out.length; at++) {
    out[at] = Math.sqrt(squaredDistance(X.data, Math.floor(at / k) * p, centers.data, (at % k) * p, p));
  }
}

/** Feature by feature, `width` numbers each, infinite where there is no center. */
function turned({ rows: k, cols: p, data }: Matrix, width: number): Float64Array {
  const numbers = new Float64Array(p * width).fill(Infinity);
  for (let c = 0; c < k; c++) for (let j = 0; j < p; j++) numbers[j * width + c] = data[c * p + j] as number;
  return numbers;
}

/** Centers without their mean in single precision, as the kernel reads them. */
function movedCenters({ rows: k, cols: p, data }: Matrix): {
  readonly shift: Float64Array;
  readonly singles: Float32Array;
  readonly longest: number;
} {
  const shift = new Float64Array(p);
  for (let at = 0; at < k * p; at++) shift[at % p] = (shift[at % p] as number) + (data[at] as number) / k;
  const width = (k + 3) & ~3;
  const singles = new Float32Array(width * (p + 1)).fill(Infinity, width * p);
  let longest = 0;
  for (let c = 0; c < k; c++) {
    let squares = 0;
    for (let j = 0; j < p; j++) {
      const value = (data[c * p + j] as number) - (shift[j] as number);
      singles[((c >> 2) * p + j) * 4 + (c & 3)] = value;
      squares += value * value;
    }
    singles[width * p + c] = squares / 2;
    longest = Math.max(longest, Math.sqrt(squares));
  }
  return { shift, singles, longest };
}
