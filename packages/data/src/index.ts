// Reading
export { readCsv } from "./csv/read-csv.ts";
export type { ReadCsvOptions } from "./csv/csv-options.ts";
export { readCsvBatches } from "./csv/read-csv-batches.ts";
export type { ReadCsvBatchesOptions } from "./csv/read-csv-batches.ts";
export { readJsonLines, readJsonLinesBatches } from "./json-lines/read-json-lines.ts";
export type { ReadJsonLinesBatchesOptions, ReadJsonLinesOptions } from "./json-lines/read-json-lines.ts";
export { readParquet } from "./parquet/read-parquet.ts";
export type { ReadParquetOptions } from "./parquet/read-parquet.ts";
export { readArrow } from "./arrow/arrow-ipc.ts";
export type { ReadArrowOptions, WriteArrowOptions } from "./arrow/arrow-ipc.ts";
export { loadFinancialPhrasebank } from "./news/load-financial-phrasebank.ts";
export type { LoadFinancialPhrasebankOptions } from "./news/load-financial-phrasebank.ts";
export type { ColumnKind } from "./columns/column-builder.ts";
export type { DataSource, WebStreamLike } from "./sources/data-source.ts";
export type { TextEncoding } from "./sources/text-encoding.ts";

// Writing
export { toCsv, writeCsv } from "./csv/write-csv.ts";
export type { ToCsvOptions, WriteCsvOptions } from "./csv/write-csv.ts";
export { toJsonLines, writeJsonLines } from "./json-lines/write-json-lines.ts";
export type { ToJsonLinesOptions, WriteJsonLinesOptions } from "./json-lines/write-json-lines.ts";
export { toParquet, writeParquet } from "./parquet/write-parquet.ts";
export type { WriteParquetOptions } from "./parquet/write-parquet.ts";
export { toArrow, writeArrow } from "./arrow/arrow-ipc.ts";
export type { DataSink } from "./sinks/data-sink.ts";

// Identity
export { fingerprint } from "./fingerprint/fingerprint.ts";

// Synthetic data
export { makeRegression } from "./generators/make-regression.ts";
export type { MakeRegressionOptions, RegressionData } from "./generators/make-regression.ts";
export { makeClassification } from "./generators/make-classification.ts";
export type { ClassificationData, FeatureKind, MakeClassificationOptions } from "./generators/make-classification.ts";
export { makeBlobs } from "./generators/make-blobs.ts";
export type { BlobData, MakeBlobsOptions } from "./generators/make-blobs.ts";
export { makeCircles, makeMoons } from "./generators/toy-shapes.ts";
export type { MakeCirclesOptions, MakeMoonsOptions, PlaneData } from "./generators/toy-shapes.ts";
export { makeFinancialNews } from "./news/make-financial-news.ts";
export type { MakeFinancialNewsOptions, NewsRow } from "./news/make-financial-news.ts";

// Errors
export { DataError } from "./errors/data-error.ts";
export type { DataErrorCode } from "./errors/data-error.ts";
