import { TreeNodes } from "./tree-nodes.ts";

/** A node as it is added to a tree. */
export interface NewNode {
  /** -1 for the root. */
  readonly parent: number;
  readonly isLeft: boolean;
  /** -2 for a leaf. */
  readonly feature: number;
  readonly threshold: number;
  readonly missingLeft: boolean;
  readonly impurity: number;
  readonly count: number;
  readonly weight: number;
}

/** The nodes of a growing tree, in arrays that double when they are full. */
export class NodeList {
  private readonly width: number;
  private size = 0;
  private childrenLeft = new Int32Array(64);
  private childrenRight = new Int32Array(64);
  private feature = new Int32Array(64);
  private threshold = new Float64Array(64);
  private missingGoToLeft = new Uint8Array(64);
  private impurity = new Float64Array(64);
  private nNodeSamples = new Int32Array(64);
  private weights = new Float64Array(64);
  value: Float64Array;

  constructor(width: number) {
    this.width = width;
    this.value = new Float64Array(64 * width);
  }

  /** Adds a node; its number. */
  add(node: NewNode): number {
    if (this.size === this.feature.length) this.grow(this.size * 2);
    const at = this.size++;
    if (node.parent >= 0) (node.isLeft ? this.childrenLeft : this.childrenRight)[node.parent] = at;
    this.childrenLeft[at] = -1;
    this.childrenRight[at] = -1;
    this.feature[at] = node.feature;
    this.threshold[at] = node.threshold;
    this.missingGoToLeft[at] = node.missingLeft ? 1 : 0;
    this.impurity[at] = node.impurity;
    this.nNodeSamples[at] = node.count;
    this.weights[at] = node.weight;
    return at;
  }

  /** Makes a leaf of a node that was going to be split. */
  makeLeaf(node: number): void {
    this.feature[node] = -2;
    this.threshold[node] = -2;
    this.missingGoToLeft[node] = 0;
  }

  featureOf(node: number): number {
    return this.feature[node] as number;
  }

  toTree(): TreeNodes {
    this.grow(this.size);
    return new TreeNodes({
      childrenLeft: this.childrenLeft,
      childrenRight: this.childrenRight,
      feature: this.feature,
      threshold: this.threshold,
      missingGoToLeft: this.missingGoToLeft,
      impurity: this.impurity,
      nNodeSamples: this.nNodeSamples,
      weightedNNodeSamples: this.weights,
      value: this.value,
    });
  }

  private grow(length: number): void {
    this.childrenLeft = resized(this.childrenLeft, new Int32Array(length));
    this.childrenRight = resized(this.childrenRight, new Int32Array(length));
    this.feature = resized(this.feature, new Int32Array(length));
    this.threshold = resized(this.threshold, new Float64Array(length));
    this.missingGoToLeft = resized(this.missingGoToLeft, new Uint8Array(length));
    this.impurity = resized(this.impurity, new Float64Array(length));
    this.nNodeSamples = resized(this.nNodeSamples, new Int32Array(length));
    this.weights = resized(this.weights, new Float64Array(length));
    this.value = resized(this.value, new Float64Array(length * this.width));
  }
}

function resized<Numbers extends Int32Array | Float64Array | Uint8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from.subarray(0, to.length));
  return to;
}
