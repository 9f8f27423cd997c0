/** The options that all text vectorisers share. */
export interface VectorizerOptions {
  /** Terms are words, characters, characters within words (`"char_wb"`), or what a function gives. Default `"word"`. */
  readonly analyzer?: "word" | "char" | "char_wb" | ((document: string) => Iterable<string>);
  /** Terms are runs of `min` to `max` tokens (or characters). Default [1, 1]. */
  readonly ngramRange?: readonly [min: number, max: number];
  /** Words that are left out: scikit-learn's English list, or your own. Only with `analyzer: "word"`. Default none. */
  readonly stopWords?: "english" | readonly string[] | null;
  /** Whether to lower-case first, as Python's `lower()`. Default true. */
  readonly lowercase?: boolean;
  /** Whether to remove accents first: `"unicode"`, `"ascii"` (which drops what has no ASCII counterpart), or a function. Default null. */
  readonly stripAccents?: "ascii" | "unicode" | ((text: string) => string) | null;
  /** Prepares a document instead of `lowercase` and `stripAccents`. */
  readonly preprocessor?: (document: string) => string;
  /** Splits a document into tokens, instead of `tokenPattern`. */
  readonly tokenizer?: (document: string) => Iterable<string>;
  /** What a token is: a pattern in Python's syntax, where `\w` and `\b` know all scripts, or a RegExp. Default two or more word characters. */
  readonly tokenPattern?: string | RegExp;
  /**
   * Terms in fewer documents are left out: a whole number of documents, or below 1 a share of them. Default 1, one document.
   */
  readonly minDf?: number;
  /** Terms in more documents are left out: a whole number above 1 of documents, or up to 1 a share of them. Default 1, all of them. */
  readonly maxDf?: number;
  /** Keep only that many terms, the most frequent; of equally frequent ones those that sort first. Default null, all. */
  readonly maxFeatures?: number | null;
  /** The terms, in order or with their columns, instead of learning them. */
  readonly vocabulary?: Iterable<string> | Readonly<Record<string, number>> | ReadonlyMap<string, number> | null;
  /** Whether each term counts once a document. Default false. */
  readonly binary?: boolean;
}
