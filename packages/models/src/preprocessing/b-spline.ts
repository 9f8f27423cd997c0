/**
 * The values (or first derivatives) of the degree + 1 B-splines that are not 0 in the interval of x, by the recursion of Cox and de
 * Boor; the first of them has the number returned.
 *
 * @see de Boor, A Practical Guide to Splines (1978), chapter X.
 */
export function bSplineBasis(
  knots: Float64Array,
  degree: number,
  x: number,
  derivative: boolean,
  values: Float64Array,
): number {
  const interval = intervalOf(knots, degree, x);
  const order = derivative ? degree - 1 : degree;
  for (let r = 1; r <= degree; r++) values[r] = 0;
  values[0] = 1;
  for (let d = 1; d <= order; d++) {
    let saved = 0;
    for (let r = 0; r < d; r++) {
      const right = knots[interval + r + 1] as number;
      const left = knots[interval + r + 1 - d] as number;
      const part = right === left ? 0 : (values[r] as number) / (right - left);
      values[r] = saved + (right - x) * part;
      saved = (x - left) * part;
    }
    values[d] = saved;
  }
  if (derivative) differentiate(knots, degree, interval, values);
  return interval - degree;
}

/** The interval between knots that holds x; outside, the outermost. */
function intervalOf(knots: Float64Array, degree: number, x: number): number {
  let interval = degree;
  const last = knots.length - degree - 2;
  while (interval < last && x >= (knots[interval + 1] as number)) interval++;
  return interval;
}

/** From the splines of one degree less to the derivatives of those of the degree. */
function differentiate(knots: Float64Array, degree: number, interval: number, values: Float64Array): void {
  const lower = values.slice();
  const at = (i: number): number => (i < 0 || i >= degree ? 0 : (lower[i] as number));
  for (let r = 0; r <= degree; r++) {
    const i = interval - degree + r;
    const first = (knots[i + degree] as number) - (knots[i] as number);
    const second = (knots[i + degree + 1] as number) - (knots[i + 1] as number);
    values[r] = degree * ((first === 0 ? 0 : at(r - 1) / first) - (second === 0 ? 0 : at(r) / second));
  }
}
