/** Stands before the key of what is no text, since texts stand for themselves. */
const MARK = "\u0000";

/** The content of an input as a text. */
export function keyOf(input: unknown): string {
  if (typeof input !== "string") return MARK + contentOf(input);
  return input.startsWith(MARK) ? MARK + input : input;
}

/** The content of an input that is no text: its JSON, and what JSON would lose. */
export function contentOf(input: unknown): string {
  if (isTexts(input)) return JSON.stringify(input);
  return JSON.stringify(input, (_, value: unknown) => (isJson(value) ? value : `${MARK}${String(value)}`));
}

/** Lists of texts are common, and need no look at each value. */
export function isTexts(input: unknown): input is readonly string[] {
  return Array.isArray(input) && input.every((part) => typeof part === "string");
}

function isJson(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  return value !== undefined && typeof value !== "bigint";
}
