// How the figures of boosting lie in memory, for the loops and for those who call them.

/** Slots of a feature's histogram: there are at most 256 bins. */
export const SLOTS = 256;

/** A histogram: for each feature 256 pairs of sums (doubles), then for each feature 256 counts; here the counts begin. */
export const HISTOGRAM_COUNTS = (cols: number): number => cols * SLOTS * 16;

/** Bytes of the histograms of a node. */
export const histogramBytes = (cols: number): number => HISTOGRAM_COUNTS(cols) + cols * SLOTS * 4;

/** The bins of a row and a few features lie side by side, as many as one load takes: then those of the next row. */
export const GROUP = 4;

/** Bytes of the bins of all rows. */
export const binnedBytes = (rows: number, cols: number): number => Math.ceil(cols / GROUP) * GROUP * rows;

/** Where the bin of a row and a feature is. */
export const binPlace = (rows: number, row: number, feature: number): number =>
  (feature - (feature % GROUP)) * rows + GROUP * row + (feature % GROUP);

/** Bytes of a feature's slots, where a histogram is made: 32 a bin. */
export const WORK_BYTES = SLOTS * 32;

/** A node: whether it is open, rows, sum of gradients, sum of hessians, value, lower and upper bound; doubles. */
export const NODE_BYTES = 64;

/** Rules of a feature, after two doubles (fewest samples of a leaf, L2): bins, missing, categories, constraint; whole numbers. */
export const RULE_BYTES = 16;

/** The best split of a feature: gain, bin, whether missing numbers go left, gradients, hessians and rows of the left; doubles. */
export const RESULT_BYTES = 48;
