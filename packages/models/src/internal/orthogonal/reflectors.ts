import { powerOfTwoNear } from "../power-of-two.ts";
import { dot } from "../sums.ts";
import type { Workspace } from "./workspace.ts";

/** Turns u[start…] into its reflector, whose first element is 1; the factor of the reflector, and what is left of u. */
export function makeReflector(u: Float64Array, start: number): [tau: number, left: number] {
  if (start >= u.length) return [0, 0];
  // Squares of small numbers would lose the digits that make reflectors orthogonal.
  const scale = powerOfTwoNear(u.subarray(start));
  for (let i = start; i < u.length; i++) u[i] = (u[i] as number) / scale;
  const first = u[start] as number;
  const rest = dot(u, u, start + 1, start + 1);
  u[start] = 1;
  if (rest === 0) return [0, first * scale];
  const length = Math.sqrt(first * first + rest);
  const left = first >= 0 ? -length : length;
  for (let i = start + 1; i < u.length; i++) u[i] = (u[i] as number) / (first - left);
  return [(left - first) / left, left * scale];
}

/**
 * Qᵀ, where Q is the product of reflections, a reflector a row; reflector k starts at element k + offset. All three arrays are a workspace's;
 * `into` is overwritten.
 */
export function turnedBasis(
  reflectors: Float64Array,
  taus: Float64Array,
  offset: number,
  into: Float64Array,
  { loops }: Workspace,
): Float64Array {
  const n = taus.length;
  into.fill(0);
  for (let i = 0; i < n; i++) into[i * n + i] = 1;
  // From the last one on, which touches least.
  for (let k = n - 1 - offset; k >= 0; k--) {
    const [start, tau] = [k + offset, taus[k] as number];
    if (tau === 0) continue;
    const [rows, u] = [into.byteOffset + 8 * (start * n + start), reflectors.byteOffset + 8 * (k * n + start)];
    loops.reflectRows(rows, n - start, 8 * n, u, n - start, tau);
  }
  return into;
}
