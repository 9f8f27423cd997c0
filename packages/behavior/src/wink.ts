export { changeProperNouns } from "./peers/proper-nouns.ts";
export type { ChangeProperNounsOptions } from "./peers/proper-nouns.ts";
