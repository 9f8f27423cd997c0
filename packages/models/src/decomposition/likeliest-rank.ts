import { logGamma } from "../internal/special-functions.ts";

const TINY = 1e-15;

/**
 * How many components most likely stand out of noise, from 1 to one less than there are features.
 *
 * @param spectrum - the variance along each direction, descending.
 * @param nSamples - rows.
 * @see Minka, "Automatic choice of dimensionality for PCA", NeurIPS 2000.
 */
export function likeliestRank(spectrum: Float64Array, nSamples: number): number {
  let [best, bestLikelihood] = [0, -Infinity];
  for (let rank = 1; rank < spectrum.length; rank++) {
    const likelihood = logLikelihood(spectrum, rank, nSamples);
    if (likelihood > bestLikelihood) [best, bestLikelihood] = [rank, likelihood];
  }
  return best;
}

/** The logarithm of the evidence for a rank, by Laplace's method: equation 30 of the paper. */
function logLikelihood(spectrum: Float64Array, rank: number, n: number): number {
  const p = spectrum.length;
  if ((spectrum[rank - 1] as number) < TINY) return -Infinity;
  let volume = -rank * Math.LN2;
  for (let i = p; i > p - rank; i--) volume += logGamma(i / 2) - (Math.log(Math.PI) * i) / 2;
  const logs = spectrum.subarray(0, rank).reduce((sum, each) => sum + Math.log(each), 0);
  const noise = Math.max(TINY, spectrum.subarray(rank).reduce((sum, each) => sum + each, 0) / (p - rank));
  const fit = (-logs * n) / 2 - (Math.log(noise) * n * (p - rank)) / 2;
  const parameters = p * rank - (rank * (rank + 1)) / 2;
  let curvature = 0;
  for (let i = 0; i < rank; i++) {
    for (let j = i + 1; j < p; j++) {
      const [a, b] = [spectrum[i] as number, spectrum[j] as number];
      const gap = (a - b) * (1 / (j < rank ? b : noise) - 1 / a);
      // Of directions with the same variance none stands out.
      if (!(gap > 0)) return -Infinity;
      curvature += Math.log(gap) + Math.log(n);
    }
  }
  const widths = (Math.log(2 * Math.PI) * (parameters + rank)) / 2 - curvature / 2;
  return volume + fit + widths - (rank * Math.log(n)) / 2;
}
