import type { Matrix } from "@mlsys/core";
import { sweepKernel } from "../internal/kernels/linear-kernel.ts";
import { LentMemory } from "../internal/threads/kernel-memory.ts";
import { FIRST } from "../internal/web-assembly.ts";
import { hingeKernelCode } from "./hinge-kernel-code.ts";

/** Products of the same rows, again and again. */
export interface RowProducts {
  /** Z·w + offset. */
  readonly times: (w: Float64Array, offset: number) => Float64Array;
  /** Zᵀ·factors. */
  readonly timesTransposed: (factors: Float64Array) => Float64Array;
  /** Lets go of the memory that rows are held in: there will be no more products. */
  readonly release: () => void;
}

/** What the module exports; addresses are bytes from the start of its memory. */
interface HingeLoops {
  timesRows(...values: readonly number[]): void;
  timesTransposedRows(...values: readonly number[]): void;
}

const lent: LentMemory<HingeLoops> = /* @__PURE__ */ new LentMemory(hingeKernelCode, false);

/** Columns of which zeros make a multiple, and rows that loops read beyond the last. */
const AT_ONCE = 8;

/** Holds rows where the loops in WebAssembly find them; without it, products have the same digits. */
export function rowProducts({ rows, cols, data }: Matrix): RowProducts {
  const width = Math.ceil(cols / AT_ONCE) * AT_ONCE;
  const x = FIRST;
  const perRow = x + 8 * width * (rows + AT_ONCE);
  const perColumn = perRow + 8 * (rows + AT_ONCE);
  const held = lent.borrow(perColumn + 8 * width - FIRST);
  if (held === undefined) return productsAnew({ rows, cols, data });
  const { memory, loops } = held;
  const doubles = (place: number, length: number): Float64Array => new Float64Array(memory.buffer, place, length);
  const [Z, ofRows, ofColumns] = [doubles(x, width * rows), doubles(perRow, rows), doubles(perColumn, cols)];
  Z.fill(0);
  for (let i = 0; i < rows; i++) Z.set(data.subarray(i * cols, (i + 1) * cols), i * width);
  return {
    times(w, offset) {
      ofColumns.set(w);
      loops.timesRows(x, rows, cols, 8 * width, perColumn, offset, perRow);
      return ofRows.slice();
    },
    timesTransposed(factors) {
      ofRows.set(factors);
      loops.timesTransposedRows(x, rows, 8 * width, perRow, perColumn);
      return ofColumns.slice();
    },
    release() {
      lent.giveBack(held);
    },
  };
}

function productsAnew({ rows, cols, data }: Pick<Matrix, "rows" | "cols" | "data">): RowProducts {
  return {
    times(w, offset) {
      const products = new Float64Array(rows);
      sweepKernel().times(data, cols, w, 1, products, Float64Array.of(offset));
      return products;
    },
    timesTransposed(factors) {
      const sums = new Float64Array(cols);
      sweepKernel().timesTransposed(data, cols, factors, 1, sums);
      return sums;
    },
    release: () => undefined,
  };
}
