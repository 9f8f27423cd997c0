import type { FeatureRanks } from "./feature-ranks.ts";

/** Keys of a block, of all features: as many as a core's own cache holds. */
const MOST_KEYS = 1 << 17;

/**
 * The keys of the rows of one node and of all nodes below it, side by side. Rows of a small node lie far apart in the columns: each key
 * would come from afar, feature by feature and level by level.
 */
export class NodeBlock {
  /** The key of feature j of the row at place i of the block is at j · {@link NodeBlock.most} + i. */
  readonly keys: Int32Array;
  /** The place in the block of each row, in the order of the samples. */
  readonly places: Int32Array;
  /** Most rows of a block; 0 where all columns are near anyway. */
  readonly most: number;
  private readonly cols: number;
  private start = 0;
  private end = 0;

  constructor(samples: number, cols: number) {
    this.cols = cols;
    this.most = samples * cols > 4 * MOST_KEYS ? Math.floor(MOST_KEYS / cols) : 0;
    this.keys = new Int32Array(this.most * cols);
    this.places = new Int32Array(this.most === 0 ? 0 : samples);
  }

  /** Whether the block has the rows of a node. */
  holds(start: number, end: number): boolean {
    return start >= this.start && end <= this.end;
  }

  /** Takes the rows of a node, where it is small enough. */
  take(
    samples: Int32Array,
    start: number,
    end: number,
    { ranks }: FeatureRanks,
    payload: Int32Array,
    bits: number,
  ): void {
    const { keys, places, most, cols } = this;
    if (end - start > most) return;
    this.start = start;
    this.end = end;
    for (let p = start; p < end; p++) places[p] = p - start;
    for (let j = 0; j < cols; j++) {
      const [column, own] = [j * payload.length, j * most - start];
      for (let p = start; p < end; p++) {
        const row = samples[p] as number;
        keys[own + p] = ((ranks[column + row] as number) << bits) | (payload[row] as number);
      }
    }
  }
}
