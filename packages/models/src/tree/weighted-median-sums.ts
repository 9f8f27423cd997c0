/**
 * Weights and weighted values by rank, added one at a time, with the weighted median of what was added so far.
 *
 * @see Fenwick, "A new data structure for cumulative frequency tables", Software: Practice and Experience 24 (3), 1994.
 */
export class WeightedMedianSums {
  private readonly weights: Float64Array;
  private readonly values: Float64Array;
  private size = 0;
  private highestBit = 0;
  totalWeight = 0;
  totalValue = 0;
  /** What {@link WeightedMedianSums.search} found: the ranks around the median, and the sums below it. */
  rank = 0;
  rankBefore = 0;
  weightBelow = 0;
  valueBelow = 0;

  constructor(capacity: number) {
    this.weights = new Float64Array(capacity + 1);
    this.values = new Float64Array(capacity + 1);
  }

  reset(size: number): void {
    this.size = size;
    this.weights.fill(0, 0, size + 1);
    this.values.fill(0, 0, size + 1);
    this.totalWeight = 0;
    this.totalValue = 0;
    this.highestBit = 2 ** Math.floor(Math.log2(size));
  }

  add(rank: number, value: number, weight: number): void {
    const weighted = weight * value;
    for (let at = rank + 1; at <= this.size; at += at & -at) {
      this.weights[at] = (this.weights[at] as number) + weight;
      this.values[at] = (this.values[at] as number) + weighted;
    }
    this.totalWeight += weight;
    this.totalValue += weighted;
  }

  /** Adds what weighs 1, where {@link WeightedMedianSums.readBelow} is all that is asked for. */
  addOne(rank: number, value: number): void {
    const { values, size } = this;
    for (let at = rank + 1; at <= size; at += at & -at) values[at] = (values[at] as number) + value;
    this.totalWeight += 1;
    this.totalValue += value;
  }

  /** The same as a search of weights that are all 1, where the ranks around the median are known. */
  readBelow(rankBefore: number, rank: number): void {
    const { values } = this;
    let [sum, at] = [0, 0];
    for (let bits = rank; bits !== 0; bits = rank ^ at) {
      at |= 1 << (31 - Math.clz32(bits));
      sum += values[at] as number;
    }
    this.rank = rank;
    this.rankBefore = rankBefore;
    this.valueBelow = sum;
    this.weightBelow = Math.floor(this.totalWeight / 2);
  }

  /** Finds where half of the weight lies; between two ranks where it lies exactly there. */
  search(): void {
    let target = 0.5 * this.totalWeight;
    let bit = this.highestBit;
    this.rank = 0;
    this.weightBelow = 0;
    this.valueBelow = 0;
    for (; bit !== 0; bit >>= 1) {
      const next = this.rank + bit;
      if (next > this.size) continue;
      const weight = this.weights[next] as number;
      if (target === weight) break;
      if (target > weight) target = this.descend(next, target);
    }
    this.rankBefore = this.rank;
    if (bit === 0) return;
    this.rankBefore = this.lastRankBelow(this.rank, target, bit);
    for (; bit !== 0; bit >>= 1) {
      const next = this.rank + bit;
      if (next <= this.size && target >= (this.weights[next] as number)) target = this.descend(next, target);
    }
  }

  private descend(next: number, target: number): number {
    const weight = this.weights[next] as number;
    this.rank = next;
    this.weightBelow += weight;
    this.valueBelow += this.values[next] as number;
    return target - weight;
  }

  private lastRankBelow(from: number, weightLeft: number, highest: number): number {
    let [rank, target] = [from, weightLeft];
    for (let bit = highest; bit !== 0; bit >>= 1) {
      const next = rank + bit;
      if (next > this.size || !(target > (this.weights[next] as number))) continue;
      target -= this.weights[next] as number;
      rank = next;
    }
    return rank;
  }
}
