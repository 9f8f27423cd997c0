// Tables
export { Table } from "./table/table.ts";
export { isTable } from "./table/table-kinds.ts";
export { columnValues } from "./table/column-values.ts";
export type { ColumnValues } from "./table/column-values.ts";
export { tableColumns } from "./table/table-columns.ts";
export type { TableColumns } from "./table/table-columns.ts";
export type { ColumnRecord, Row, RowOfColumns, TableInput } from "./table/table.ts";
export { Column } from "./table/column.ts";
export type { ColumnType } from "./table/column.ts";
export { BooleanColumn } from "./table/boolean-column.ts";
export { DictionaryColumn } from "./table/dictionary-column.ts";
export type { CodeArray } from "./table/dictionary-column.ts";
export { MixedColumn } from "./table/mixed-column.ts";
export { NumericColumn } from "./table/numeric-column.ts";
export type { NumericArray } from "./table/numeric-column.ts";
export { TextColumn } from "./table/text-column.ts";
export { TimestampColumn } from "./table/timestamp-column.ts";
export { columnFromValues } from "./table/column-from-values.ts";
export type { Validity } from "./table/validity.ts";
export type { ArrowTableLike, ArrowVectorLike } from "./table/arrow.ts";

// Matrices
export { isMatrix, Matrix } from "./matrix/matrix.ts";
export { CsrMatrix, isCsrMatrix } from "./matrix/csr-matrix.ts";
export { toMatrix, toMatrixOrCsr } from "./matrix/to-matrix.ts";
export type { MatrixLike, MlMatrixLike } from "./matrix/to-matrix.ts";

// Randomness
export { randomState, RandomState } from "./random/random-state.ts";
export { glibcLog } from "./random/glibc-log.ts";
export { randomSeed } from "./random/random-seed.ts";
export type { RandomStateInput } from "./random/random-state.ts";
export type { MutableArrayLike } from "./random/shuffle.ts";
export type { ChoiceOptions } from "./random/choice.ts";

// Errors
export { isMlsysError, MlsysError } from "./errors/mlsys-error.ts";
export type { MlsysErrorParts } from "./errors/mlsys-error.ts";
export { CoreError } from "./errors/core-error.ts";
export type { CoreErrorCode } from "./errors/core-error.ts";
export { didYouMean, nearestName } from "./errors/nearest-name.ts";
export { showValue } from "./errors/show-value.ts";

// Options and external input
export { parseOptions } from "./options/parse-options.ts";
export type { OptionErrorClass, OptionSpec, OptionViolation, ParsedOptions } from "./options/parse-options.ts";
export { arrayOf, boolean, either, integer, oneOf, real, satisfying, text } from "./options/rules.ts";
export type { NumberBounds, OptionRule, RuleType } from "./options/rules.ts";
export { parseExternal } from "./schema/standard-schema.ts";
export type { ParseExternalOptions, StandardIssue, StandardResult, StandardSchema } from "./schema/standard-schema.ts";

// Labels
export { encodeLabels } from "./labels/encode-labels.ts";
export type { EncodedLabels, InputErrorClass, Label, LabelArray } from "./labels/encode-labels.ts";

// Hashing and order
export { Sha256, sha256 } from "./hashing/sha256.ts";
export { stableHash } from "./hashing/stable-hash.ts";
export { compareCodePoints } from "./hashing/code-points.ts";

// Long work
export { createLogger, silentLogger } from "./running/logger.ts";
export type { Logger, LoggerOptions, LogLevel } from "./running/logger.ts";
export { progressBar } from "./running/progress.ts";
export type { ProgressBarOptions, ProgressEvent, ProgressListener, ProgressStream } from "./running/progress.ts";
export { throwIfAborted, yieldToEventLoop } from "./running/cancellation.ts";
