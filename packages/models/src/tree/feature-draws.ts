import type { Xorshift } from "./xorshift.ts";

/**
 * Draws features without replacement while a node is split. Features that are constant in a node are constant in all nodes below:
 * they stay in front, and do not count among those that were looked at.
 */
export class FeatureDraws {
  private readonly features: Int32Array;
  private readonly constants: Int32Array;
  private readonly maxFeatures: number;
  private readonly rng: Xorshift;
  private left = 0;
  private visited = 0;
  private foundConstants = 0;
  private drawnConstants = 0;
  private knownConstants = 0;
  private at = 0;

  constructor(nFeatures: number, maxFeatures: number, rng: Xorshift) {
    this.features = Int32Array.from({ length: nFeatures }, (_, j) => j);
    this.constants = new Int32Array(nFeatures);
    this.maxFeatures = maxFeatures;
    this.rng = rng;
  }

  /** Begins a node of which so many features are known to be constant. */
  begin(knownConstants: number): void {
    this.left = this.features.length;
    this.visited = 0;
    this.foundConstants = 0;
    this.drawnConstants = 0;
    this.knownConstants = knownConstants;
  }

  /** The next feature to look at; -1 when it is enough. The caller says what it was: constant, or not. */
  next(): number {
    const { features } = this;
    while (
      this.left > this.knownConstants + this.foundConstants &&
      (this.visited < this.maxFeatures || this.visited <= this.foundConstants + this.drawnConstants)
    ) {
      this.visited += 1;
      const drawn = this.rng.int(this.drawnConstants, this.left - this.foundConstants);
      if (drawn >= this.knownConstants) {
        this.at = drawn + this.foundConstants;
        return features[this.at] as number;
      }
      this.swap(this.drawnConstants, drawn);
      this.drawnConstants += 1;
    }
    return -1;
  }

  wasConstant(): void {
    this.swap(this.at, this.knownConstants + this.foundConstants);
    this.foundConstants += 1;
  }

  wasVarying(): void {
    this.left -= 1;
    this.swap(this.left, this.at);
  }

  /** Ends the node; the number of features that are constant in it. */
  end(): number {
    const { knownConstants, foundConstants, features, constants } = this;
    const all = knownConstants + foundConstants;
    // Of a few features, loops are faster than set.
    for (let at = 0; at < knownConstants; at++) features[at] = constants[at] as number;
    for (let at = knownConstants; at < all; at++) constants[at] = features[at] as number;
    return all;
  }

  private swap(i: number, j: number): void {
    const feature = this.features[i] as number;
    this.features[i] = this.features[j] as number;
    this.features[j] = feature;
  }
}
