import type { Edit, TextEdit } from "../perturbations/perturbation.ts";
import { inputInWords } from "./words.ts";

/** A piece of an input, and whether it was changed. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/**
 * An input in pieces, those that differ from the original marked. Where something was only taken out, the piece behind it is
 * marked empty.
 */
export function markedInput(input: unknown, edits: readonly Edit[]): Piece[] {
  if (typeof input === "string") return markedText(input, edits.filter(isTextEdit));
  if (typeof input !== "object" || input === null || Array.isArray(input))
    return [{ text: inputInWords(input), changed: false }];
  const columns = new Set(edits.flatMap((edit) => ("column" in edit ? [edit.column] : [])));
  const entries = Object.entries(input);
  return entries.flatMap(([name, value], i) => [
    { text: `${i === 0 ? "{ " : ""}${name}: `, changed: false },
    { text: (JSON.stringify(value) as string | undefined) ?? "undefined", changed: columns.has(name) },
    { text: i === entries.length - 1 ? " }" : ", ", changed: false },
  ]);
}

function isTextEdit(edit: Edit): edit is TextEdit {
  return "start" in edit;
}

/** Edits give places in the original; in the result they are moved by what came before. */
function markedText(text: string, edits: readonly TextEdit[]): Piece[] {
  const pieces: Piece[] = [];
  let [at, shift] = [0, 0];
  for (const { start, end, to } of edits) {
    const from = start + shift;
    if (from > at) pieces.push({ text: text.slice(at, from), changed: false });
    pieces.push({ text: text.slice(from, from + to.length), changed: true });
    at = from + to.length;
    shift += to.length - (end - start);
  }
  if (at < text.length) pieces.push({ text: text.slice(at), changed: false });
  return pieces;
}
