import { compareCodePoints } from "../hashing/code-points.ts";
import type { DictionaryColumn } from "../table/dictionary-column.ts";
import { translateCodes } from "./label-source.ts";
import type { EncodedSources, LabelSource, RefuseLabel } from "./label-source.ts";

/** Texts by a table of those that were met, ordered by code point in the end. */
export function encodeTexts(sources: readonly LabelSource[], refuse: RefuseLabel): EncodedSources {
  const positions = new Map<string, number>();
  const codes = sources.map((source) =>
    source.dictionary === undefined
      ? codesOfTexts(source, positions, refuse)
      : codesOfDictionary(source.dictionary, positions),
  );
  const found = [...positions.keys()];
  const classes = [...found].sort(compareCodePoints);
  classes.forEach((text, rank) => positions.set(text, rank));
  const ranks = Int32Array.from(found, (text) => positions.get(text) ?? 0);
  if (ranks.some((rank, at) => rank !== at)) for (const each of codes) translateCodes(each, ranks);
  return { classes, codes };
}

function codesOfTexts(source: LabelSource, positions: Map<string, number>, refuse: RefuseLabel): Int32Array {
  const { values } = source;
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== "string") throw refuse(source, i);
    let code = positions.get(value);
    if (code === undefined) positions.set(value, (code = positions.size));
    codes[i] = code;
  }
  return codes;
}

function codesOfDictionary({ codes, categories }: DictionaryColumn, positions: Map<string, number>): Int32Array {
  const position = new Int32Array(categories.length).fill(-1);
  const translated = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const own = codes[i] ?? 0;
    let code = position[own] ?? -1;
    if (code < 0) {
      const text = categories[own] ?? "";
      code = positions.get(text) ?? positions.size;
      positions.set(text, code);
      position[own] = code;
    }
    translated[i] = code;
  }
  return translated;
}
