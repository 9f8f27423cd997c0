/** The content of an input as a text; texts stand for themselves, so what is none gets a mark before it. */
export function keyOf(input: unknown): string {
  if (typeof input === "string") return input;
  return `\u0000${JSON.stringify(input, (_, value: unknown) => (isJson(value) ? value : `\u0000${String(value)}`))}`;
}

function isJson(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  return value !== undefined && typeof value !== "bigint";
}
