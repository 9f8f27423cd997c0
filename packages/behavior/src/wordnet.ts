export { relatedWords } from "./peers/related-words.ts";
export type { WordRelation } from "./peers/related-words.ts";
export { replaceWords } from "./peers/replace-words.ts";
export type { ReplaceWordsOptions } from "./peers/replace-words.ts";
export type { PartOfSpeech } from "./peers/wordnet-files.ts";
