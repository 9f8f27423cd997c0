import { ModelsError } from "../models-error.ts";
import { stripAccentsAscii, stripAccentsUnicode } from "./accents.ts";
import { writeAsciiWords } from "./ascii-words.ts";
import { englishStopWords } from "./english-stop-words.ts";
import { SPACE, Spans } from "./spans.ts";
import { fromPythonPattern, SPACES } from "./python-pattern.ts";
import { TermTable } from "./term-table.ts";
import type { VectorizerSettings } from "./vectorizer-settings.ts";
import { isWordCharacter } from "./word-characters.ts";

/** Writes the terms of a document into the spans, which it clears first. */
export type Analyzer = (document: string, spans: Spans) => void;

/** scikit-learn's default token pattern: two or more word characters. */
export const DEFAULT_TOKEN_PATTERN = "(?u)\\b\\w\\w+\\b";

export function createAnalyzer(settings: VectorizerSettings): Analyzer {
  const { analyzer } = settings;
  if (typeof analyzer === "function") return ownTerms(analyzer);
  const prepare = preparation(settings);
  if (analyzer === "word") return wordAnalyzer(settings, prepare);
  const [min, max] = settings.ngramRange;
  const runs = new RegExp(`[${SPACES}]{2,}`, "g");
  const write = analyzer === "char" ? writeCharacters : writeWithinWords;
  return (document, spans) => {
    spans.clear();
    write(prepare(document).replaceAll(runs, " "), spans, min, max);
  };
}

/** The stop words as a table; undefined for none. */
export function stopWordsOf({ stopWords }: VectorizerSettings): readonly string[] | undefined {
  if (stopWords === null) return undefined;
  return stopWords === "english" ? englishStopWords() : stopWords;
}

function ownTerms(analyze: (document: string) => Iterable<string>): Analyzer {
  return (document, spans) => {
    spans.clear();
    for (const term of analyze(document)) spans.pushText(term);
  };
}

/** What lower-cases and strips a document before it is split. */
export function preparation({
  preprocessor,
  lowercase,
  stripAccents,
}: VectorizerSettings): (document: string) => string {
  if (preprocessor !== undefined) return preprocessor;
  const strip =
    stripAccents === "unicode" ? stripAccentsUnicode : stripAccents === "ascii" ? stripAccentsAscii : stripAccents;
  return (document) => {
    // JavaScript's mapping is Python's, in full: final sigma, dotted I.
    const text = lowercase ? document.toLowerCase() : document;
    return strip === null ? text : strip(text);
  };
}

function wordAnalyzer(settings: VectorizerSettings, prepare: (document: string) => string): Analyzer {
  const { preprocessor, lowercase, ngramRange } = settings;
  const [min, max] = ngramRange;
  const words = stopWordsOf(settings);
  const stopWords = words === undefined ? undefined : TermTable.of(words);
  const split = splitterOf(settings);
  const tryAscii = split === undefined && preprocessor === undefined;
  return (document, spans) => {
    spans.clear();
    if (!tryAscii || !writeAsciiWords(document, spans, lowercase)) {
      if (split === undefined) writeWords(prepare(document), spans);
      else for (const token of split(prepare(document))) spans.pushText(token);
    }
    if (stopWords !== undefined) spans.drop(stopWords);
    spans.combine(min, max);
  };
}

/** What splits a prepared document into tokens. */
export function tokenizerOf(settings: VectorizerSettings): (text: string) => Iterable<string> {
  return (
    splitterOf(settings) ??
    ((text) => {
      const spans = new Spans();
      writeWords(text, spans);
      return spans.texts();
    })
  );
}

/** What splits a document into tokens; undefined for the default pattern, which has a scanner of its own. */
function splitterOf({ tokenizer, tokenPattern }: VectorizerSettings): ((text: string) => Iterable<string>) | undefined {
  if (tokenizer !== undefined) return tokenizer;
  if (tokenPattern === DEFAULT_TOKEN_PATTERN) return undefined;
  const pattern =
    typeof tokenPattern === "string"
      ? fromPythonPattern(tokenPattern)
      : new RegExp(
          tokenPattern.source,
          tokenPattern.flags.includes("g") ? tokenPattern.flags : `${tokenPattern.flags}g`,
        );
  const groups = (new RegExp(`${pattern.source}|`, pattern.flags.replace("g", "")).exec("")?.length ?? 1) - 1;
  if (groups > 1) {
    throw new ModelsError({
      code: "invalidOption",
      what: "tokenPattern has more than one group",
      where: "tokenPattern",
      found: `${groups} groups`,
      fix: "keep one, and make the others non-capturing: (?:…)",
    });
  }
  return function* (text) {
    for (const match of text.matchAll(pattern)) yield (groups === 1 ? match[1] : match[0]) ?? "";
  };
}

/** The words of any document: runs of two or more word characters. */
function writeWords(text: string, spans: Spans): void {
  spans.reserve(text.length + 1);
  const { units } = spans;
  let start = 0;
  let at = 0;
  let characters = 0;
  for (let i = 0; i <= text.length;) {
    const code = i < text.length ? (text.codePointAt(i) as number) : SPACE;
    if (isWordCharacter(code)) {
      units[at++] = text.charCodeAt(i);
      if (code > 0xffff) units[at++] = text.charCodeAt(i + 1);
      characters += 1;
    } else {
      if (characters >= 2) {
        spans.push(start, at);
        units[at++] = SPACE;
        start = at;
      }
      at = start;
      characters = 0;
    }
    i += code > 0xffff ? 2 : 1;
  }
  spans.length = at;
}

/** All runs of min to max characters. */
function writeCharacters(text: string, spans: Spans, min: number, max: number): void {
  const edges = writeWithEdges(text, spans);
  const length = edges.length - 1;
  for (let n = min; n <= Math.min(max, length); n++) {
    for (let i = 0; i + n <= length; i++) spans.push(edges[i] as number, edges[i + n] as number);
  }
}

/** All runs of min to max characters within a word and the spaces around it; a short word counts once, whole. */
function writeWithinWords(text: string, spans: Spans, min: number, max: number): void {
  for (const word of text.split(new RegExp(`[${SPACES}]+`))) {
    if (word === "") continue;
    const edges = writeWithEdges(` ${word} `, spans);
    const length = edges.length - 1;
    for (let n = min; n <= max; n++) {
      spans.push(edges[0] as number, edges[Math.min(n, length)] as number);
      for (let i = 1; i + n <= length; i++) spans.push(edges[i] as number, edges[i + n] as number);
      if (n >= length) break;
    }
  }
}

/** Writes a text and returns where each of its characters (not units) starts, and the end. */
function writeWithEdges(text: string, spans: Spans): number[] {
  spans.reserve(text.length);
  const edges: number[] = [];
  for (const character of text) {
    edges.push(spans.length);
    for (let i = 0; i < character.length; i++) spans.units[spans.length++] = character.charCodeAt(i);
  }
  edges.push(spans.length);
  return edges;
}
