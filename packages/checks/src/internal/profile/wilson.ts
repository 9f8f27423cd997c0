/** The 95 % quantile of the normal distribution, one-sided. */
const Z = 1.959963984540054;

/** Wilson's lower bound of a share at 95 % (two-sided). */
export function wilsonLowerBound(hits: number, rows: number): number {
  if (rows === 0) return 0;
  const share = hits / rows;
  const z2 = (Z * Z) / rows;
  const centre = share + z2 / 2;
  const reach = Z * Math.sqrt((share * (1 - share)) / rows + z2 / (4 * rows));
  return Math.max(0, (centre - reach) / (1 + z2));
}

/** A share rounded down to two digits, so that it stays a bound. */
export function roundedDown(share: number): number {
  return Math.floor(share * 100 + 1e-9) / 100;
}
