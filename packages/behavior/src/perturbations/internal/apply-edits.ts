import type { TextEdit } from "../perturbation.ts";

/** Applies edits, which neither overlap nor come out of order, to the original. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const { start, end, to } of edits) {
    result += text.slice(at, start) + to;
    at = end;
  }
  return result + text.slice(at);
}

/** The edit that replaces a range. */
export function edit(text: string, start: number, end: number, to: string): TextEdit {
  return { start, end, from: text.slice(start, end), to };
}
