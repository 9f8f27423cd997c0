/** A data set on the Web: where it is, what it must be, and under which terms. */
export interface DatasetSpec {
  /** Its name, which is also the name of its folder in the cache: letters, digits, `.`, `_`, `-`. */
  readonly name: string;
  /** Where it is, `https:` or `http:`. */
  readonly url: string;
  /** The SHA-256 of the file there, as 64 hexadecimal digits. */
  readonly sha256?: string;
  /** The size of the file there. */
  readonly bytes?: number;
  /** The name of the file in the cache. Default: the last part of the URL. */
  readonly fileName?: string;
  /** The file to take out of it, where it is a zip archive. */
  readonly member?: string;
  /** What it is. */
  readonly description?: string;
  /** The terms of use. */
  readonly license?: string;
  /** Where to read more. */
  readonly homepage?: string;
}

/** The data sets that can be downloaded by name. Their checksums are pinned: another file is refused, whoever serves it. */
export const datasets = {
  "financial-phrasebank": {
    name: "financial-phrasebank",
    url: "https://huggingface.co/datasets/takala/financial_phrasebank/resolve/main/data/FinancialPhraseBank-v1.0.zip",
    // As recorded in the Hugging Face data set's own dataset_infos.json (download_checksums).
    sha256: "0e1a06c4900fdae46091d031068601e3773ba067c7cecb5b0da1dcba5ce989a6",
    bytes: 681_890,
    member: "FinancialPhraseBank-v1.0/Sentences_AllAgree.txt",
    description: "2,264 sentences of financial news whose tone all annotators agree on (Malo et al. 2014)",
    license: "CC BY-NC-SA 3.0; ask the authors before commercial use",
    homepage: "https://huggingface.co/datasets/takala/financial_phrasebank",
  },
  regression: {
    name: "regression",
    url: "https://raw.githubusercontent.com/jacopotagliabue/FREE_7773/main/mlsys/training/regression_dataset.txt",
    sha256: "a062fc173b9b119d2f3a301f0a9beebc73ee434155f273f9594f106d128a746c",
    bytes: 38_588,
    description: "the regression set of the NYU course on machine-learning systems: x and y, tab separated, no header",
    license: "MIT",
    homepage: "https://github.com/jacopotagliabue/FREE_7773",
  },
} as const satisfies Readonly<Record<string, DatasetSpec>>;

/** The name of a data set in {@link datasets}. */
export type DatasetName = keyof typeof datasets;
