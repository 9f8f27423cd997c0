/**
 * How the figures of several classes or labels become one: of all decisions together, their mean, weighted by how often each
 * is true, the mean over rows, or each by itself.
 */
export type BinaryAverage = "micro" | "macro" | "weighted" | "samples" | null;
