export { downloadDataset } from "./download-dataset.ts";
export type { DownloadedDataset } from "./download-dataset.ts";
export type { DownloadDatasetOptions } from "./hub-options.ts";
export { datasets } from "./datasets.ts";
export type { DatasetName, DatasetSpec } from "./datasets.ts";
export { loadFinancialPhrasebank } from "../news/load-financial-phrasebank.ts";
export { DataError } from "../errors/data-error.ts";
export type { DataErrorCode } from "../errors/data-error.ts";
