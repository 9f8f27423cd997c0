import { fileName } from "./file-name.js";
import { layers } from "./layers.js";

/** The repository's own lint rules. */
export const mlsysRules = { rules: { "file-name": fileName, layers } };
