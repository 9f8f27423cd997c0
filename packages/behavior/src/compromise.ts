export { addNegation, removeNegation } from "./peers/parsed-negation.ts";
