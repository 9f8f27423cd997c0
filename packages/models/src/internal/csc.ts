import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";

/** A matrix by columns: the rows and values of column j lie from `starts[j]` to `starts[j + 1]`; zeros are left out. */
export interface CscMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly values: Float64Array;
}

export function toCsc(X: Matrix | CsrMatrix): CscMatrix {
  return isCsrMatrix(X) ? ofSparse(X) : ofDense(X);
}

function ofSparse({ rows, cols, data, indices, indptr }: CsrMatrix): CscMatrix {
  const starts = new Int32Array(cols + 1);
  for (let at = 0; at < data.length; at++) {
    const j = (indices[at] as number) + 1;
    starts[j] = (starts[j] as number) + 1;
  }
  for (let j = 0; j < cols; j++) starts[j + 1] = (starts[j + 1] as number) + (starts[j] as number);
  const next = starts.slice();
  const [places, values] = [new Int32Array(data.length), new Float64Array(data.length)];
  for (let i = 0; i < rows; i++) {
    for (let at = indptr[i] as number; at < (indptr[i + 1] as number); at++) {
      const j = indices[at] as number;
      const place = next[j] as number;
      next[j] = place + 1;
      places[place] = i;
      values[place] = data[at] as number;
    }
  }
  return { rows, cols, starts, places, values };
}

function ofDense({ rows, cols, data }: Matrix): CscMatrix {
  const starts = new Int32Array(cols + 1);
  let count = 0;
  for (let at = 0; at < data.length; at++) if (data[at] !== 0) count++;
  const [places, values] = [new Int32Array(count), new Float64Array(count)];
  let size = 0;
  for (let j = 0; j < cols; j++) {
    for (let i = 0; i < rows; i++) {
      const value = data[i * cols + j] as number;
      if (value === 0) continue;
      places[size] = i;
      values[size++] = value;
    }
    starts[j + 1] = size;
  }
  return { rows, cols, starts, places, values };
}
