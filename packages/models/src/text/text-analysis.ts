import { createAnalyzer, preparation, stopWordsOf, tokenizerOf } from "./analyzer.ts";
import { Spans } from "./spans.ts";
import type { VectorizerSettings } from "./vectorizer-settings.ts";

/** The steps by which a vectoriser makes terms of a text, to look at or to use elsewhere. */
export interface TextAnalysis {
  /**
   * All steps in one: the terms of a document, in the order and as often as they are counted.
   *
   * @example
   * ```ts
   * import { countVectorizer } from "@mlsys/models";
   *
   * const analyze = countVectorizer({ ngramRange: [1, 2], stopWords: ["the"] }).buildAnalyzer();
   * analyze("The profit rose"); // => ["profit", "rose", "profit rose"]
   * ```
   */
  buildAnalyzer(): (document: string) => string[];
  /** The first step: lower case, accents off, or the `preprocessor`. */
  buildPreprocessor(): (document: string) => string;
  /** The second step of analyzer `"word"`: the tokens of a text by `tokenPattern`, or the `tokenizer`. */
  buildTokenizer(): (text: string) => string[];
  /** The words that are left out of the tokens; null for none. */
  getStopWords(): ReadonlySet<string> | null;
}

export function textAnalysis(settings: VectorizerSettings): TextAnalysis {
  return {
    buildAnalyzer: () => {
      const analyze = createAnalyzer(settings);
      return (document) => {
        const spans = new Spans();
        analyze(document, spans);
        return spans.texts();
      };
    },
    buildPreprocessor: () => preparation(settings),
    buildTokenizer: () => {
      const split = tokenizerOf(settings);
      return (text) => [...split(text)];
    },
    getStopWords: () => {
      const words = stopWordsOf(settings);
      return words === undefined ? null : new Set(words);
    },
  };
}
