// What needs no column, no matrix and no random number: a page that loads a part of a package loads no more than this of core.
export { isMlsysError, MlsysError } from "../errors/mlsys-error.ts";
export { CoreError } from "../errors/core-error.ts";
export { didYouMean, nearestName } from "../errors/nearest-name.ts";
export { showValue } from "../errors/show-value.ts";
export { parseOptions } from "../options/parse-options.ts";
export { arrayOf, boolean, either, integer, oneOf, real, satisfying, text } from "../options/rules.ts";
export { isTable } from "../table/table-kinds.ts";
export { columnValues } from "../table/column-values.ts";
export { compareCodePoints } from "../hashing/code-points.ts";
export { throwIfAborted, yieldToEventLoop } from "../running/cancellation.ts";
