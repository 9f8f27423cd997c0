/** The shortest text that reads back as the same double; with a point where a reader would think of a 64-bit integer. */
export function numberText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  const text = String(value);
  return Math.abs(value) >= 2 ** 53 && /^-?\d+$/.test(text) ? `${text}.0` : text;
}
