import type { CsrMatrix } from "@mlsys/core";
import { multiply } from "./products.ts";

/** So many weights lie beyond the second cache: those of a feature are best read at once. */
const FAR = 1 << 17;

/** out = X·W for many weights a feature, as `multiply` has it, to the same digits: apart from it, as what only predicts has few. */
export function multiplyMany(X: CsrMatrix, W: Float64Array, k: number, out: Float64Array): void {
  if (W.length <= FAR || k < 4) {
    multiply(X, W, k, undefined, out);
    return;
  }
  const { rows, indptr, indices, data } = X;
  const whole = k - (k % 4);
  out.fill(0);
  for (let i = 0; i < rows; i++) {
    const target = i * k;
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const value = data[at] as number;
      const source = (indices[at] as number) * k;
      for (let c = 0; c < whole; c += 4) {
        const to = target + c;
        const from = source + c;
        out[to] = (out[to] as number) + value * (W[from] as number);
        out[to + 1] = (out[to + 1] as number) + value * (W[from + 1] as number);
        out[to + 2] = (out[to + 2] as number) + value * (W[from + 2] as number);
        out[to + 3] = (out[to + 3] as number) + value * (W[from + 3] as number);
      }
      for (let c = whole; c < k; c++) out[target + c] = (out[target + c] as number) + value * (W[source + c] as number);
    }
  }
}
