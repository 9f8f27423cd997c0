// How the figures of boosting lie in memory, for the loops and for those who call them.

/** Slots of a feature's histogram: there are at most 256 bins. */
export const SLOTS = 256;

/** A histogram: for each feature 256 pairs of sums (doubles), then for each feature 256 counts; here the counts begin. */
export const HISTOGRAM_COUNTS = (cols: number): number => cols * SLOTS * 16;

/** Bytes of the histograms of a node. */
export const histogramBytes = (cols: number): number => HISTOGRAM_COUNTS(cols) + cols * SLOTS * 4;

/** A node: whether it is open, rows, sum of gradients, sum of hessians, value, lower and upper bound; doubles. */
export const NODE_BYTES = 64;

/** Rules of a feature, after two doubles (fewest samples of a leaf, L2): bins, missing, categories, constraint; whole numbers. */
export const RULE_BYTES = 16;

/** The best split of a feature: gain, bin, whether missing numbers go left, gradients, hessians and rows of the left; doubles. */
export const RESULT_BYTES = 48;
