/** A method that compares a column of two samples. */
export type DriftMethod =
  | "kolmogorovSmirnov"
  | "wasserstein"
  | "energy"
  | "cramerVonMises"
  | "andersonDarling"
  | "meanDiscrepancy"
  | "chiSquared"
  | "cramersV"
  | "g"
  | "populationStability"
  | "jensenShannon"
  | "hellinger"
  | "totalVariation"
  | "greatestChange"
  | "newCategories"
  | "text";

/**
 * What became of a column: it drifted; it did not by as much as matters; there are too few rows to see such an effect; it cannot be
 * compared (no values, values of different types).
 */
export type DriftOutcome = "drift" | "noDrift" | "notEnoughRows" | "notComparable";

/** How a share of missing values changed. */
export interface MissingChange {
  /** Share of missing values in the reference, 0 to 1. */
  readonly reference: number;
  readonly current: number;
  /** Of the z-test of two proportions, corrected over the columns. */
  readonly adjustedPValue: number;
  readonly drifted: boolean;
}

/** Both sides of a column as shares, to be drawn one over the other. */
export interface DriftHistogram {
  /** Edges of bins of equal width over both sides, one more than shares; null of categories. */
  readonly edges: readonly number[] | null;
  /** Names of the categories, the most frequent first; null of numbers. */
  readonly labels: readonly string[] | null;
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

/** What was found in one column. */
export interface ColumnDrift {
  readonly column: string;
  readonly kind: "numeric" | "categorical" | "text" | "other";
  /** The method; of a preset, its name there; null where nothing was compared. */
  readonly method: string | null;
  readonly outcome: DriftOutcome;
  /** True also where the values are of another type now. */
  readonly drifted: boolean;
  readonly statistic: number | null;
  /** Size of the effect, which does not grow with the number of rows; null where the method has none. */
  readonly effectSize: number | null;
  /** The least effect that counts as drift. */
  readonly minEffect: number | null;
  /** The least effect that could have been significant with so many rows; null where it is not known. */
  readonly criticalEffect: number | null;
  readonly pValue: number | null;
  /** The p-value corrected for the number of columns. */
  readonly adjustedPValue: number | null;
  /** Present values of the reference that were compared. */
  readonly n: number;
  /** Present values of the current data that were compared. */
  readonly m: number;
  /** Categories or bins, where there are any. */
  readonly bins: number | null;
  /** Categories with less than 1 % of the rows that were compared as one. */
  readonly pooledCategories: number;
  /** Values that occur now and did not in the reference, the most frequent first (at most 20), of a categorical column. */
  readonly newCategories: readonly string[];
  /** The share of current rows with such a value, 0 to 1; null of a column that is not categorical. */
  readonly newCategoryShare: number | null;
  /** What changed most, such as words of a text; mostly empty. */
  readonly evidence: readonly string[];
  readonly missing: MissingChange;
  /** For a picture; null where there is none to draw. */
  readonly histogram: DriftHistogram | null;
  /** What was found, in a sentence. */
  readonly message: string;
}

/** What a classifier that must tell the rows of the two tables apart found, on rows that it was not trained on. */
export interface TableDrift {
  readonly outcome: DriftOutcome;
  readonly drifted: boolean;
  /** Area under the receiver operating characteristic: 0.5 where it cannot tell them apart. */
  readonly auc: number;
  /** 2·auc - 1, at least 0. */
  readonly effectSize: number;
  readonly minEffect: number;
  readonly criticalEffect: number;
  /** Of Mann and Whitney's test of its scores. */
  readonly pValue: number;
  /** Rows of the reference that were scored. */
  readonly n: number;
  readonly m: number;
  /** The share of each column in what the classifier learnt, the greatest first. */
  readonly importance: readonly { readonly column: string; readonly share: number }[];
  readonly message: string;
}

/** What a comparison of two tables found, as plain JSON. */
export interface DriftReport {
  readonly schemaVersion: 1;
  /** The tool whose figures and verdicts these are, or null for our own. */
  readonly preset: string | null;
  /** Whether no column drifted and no share of missing values changed. */
  readonly passed: boolean;
  readonly alpha: number;
  readonly correction: string;
  readonly referenceRows: number;
  readonly currentRows: number;
  /** One entry a column, in the order asked for. */
  readonly columns: readonly ColumnDrift[];
  /** Names of the columns that drifted, or whose share of missing values changed. */
  readonly driftedColumns: readonly string[];
  /** Their share, 0 to 1. */
  readonly driftShare: number;
  /** Whether a classifier can tell the two tables apart; null where that was not asked for. */
  readonly wholeTable: TableDrift | null;
  /** Columns of the reference that the current data lacks. */
  readonly missingColumns: readonly string[];
  /** Columns of the current data that the reference lacks. */
  readonly newColumns: readonly string[];
}
