import { CountCriterion } from "./count-criterion.ts";
import type { Criterion } from "./criterion.ts";
import type { FeatureDraws } from "./feature-draws.ts";
import { isTied } from "./feature-columns.ts";
import type { NodeRows } from "./node-rows.ts";
import { measureSplit, noSplit } from "./splitter.ts";
import type { NodeFacts, Split, SplitRules, Splitter } from "./splitter.ts";
import type { Xorshift } from "./xorshift.ts";

/** Tries one drawn threshold for each of the features that are drawn. */
export class RandomSplitter implements Splitter {
  readonly criterion: Criterion;
  readonly rules: SplitRules;
  readonly nSamples: number;
  private readonly draws: FeatureDraws;
  private readonly rows: NodeRows;
  private readonly rng: Xorshift;
  /** The criterion, where rows may stay where they are while thresholds are tried. */
  private readonly counted: CountCriterion | undefined;

  constructor(criterion: Criterion, rules: SplitRules, draws: FeatureDraws, rows: NodeRows, rng: Xorshift) {
    this.criterion = criterion;
    this.rules = rules;
    this.draws = draws;
    this.rows = rows;
    this.rng = rng;
    this.counted = criterion instanceof CountCriterion && criterion.isExact ? criterion : undefined;
    this.nSamples = rows.values.length;
  }

  split(start: number, end: number, facts: NodeFacts): Split {
    const { draws, rows } = this;
    const best = noSplit(end);
    let bestProxy = -Infinity;
    let ordered = -1;
    rows.begin(start, end);
    draws.begin(facts.constants);
    for (let feature = draws.next(); feature >= 0; feature = draws.next()) {
      rows.findRange(feature);
      const { nMissing } = rows;
      ordered = feature;
      if (nMissing === end - start || (nMissing === 0 && isTied(rows.largest, rows.smallest))) {
        draws.wasConstant();
        continue;
      }
      draws.wasVarying();
      const drawn = this.rng.uniform(rows.smallest, rows.largest);
      const missingLeft = nMissing > 0 && this.rng.int(0, 2) === 1;
      const threshold = drawn === rows.largest ? rows.smallest : drawn;
      const pos = this.place(start, threshold, missingLeft);
      const proxy = this.proxyOf(start, pos, end, feature, facts);
      if (!(proxy > bestProxy)) continue;
      bestProxy = proxy;
      best.feature = feature;
      best.threshold = threshold;
      best.pos = pos;
      best.missingLeft = nMissing > 0 ? missingLeft : pos - start > end - pos;
    }
    if (best.pos < end) {
      if (this.counted !== undefined || ordered !== best.feature)
        rows.partition(best.feature, best.threshold, best.missingLeft);
      measureSplit(this.criterion, best, facts.impurity);
    }
    best.constants = draws.end();
    return best;
  }

  /** Where the right child would begin; puts rows in order, unless they are only counted. */
  private place(start: number, threshold: number, missingLeft: boolean): number {
    if (this.counted === undefined) return this.rows.partitionRead(threshold, missingLeft);
    return start + this.counted.splitAt(this.rows.keys, threshold, missingLeft);
  }

  private proxyOf(start: number, pos: number, end: number, feature: number, facts: NodeFacts): number {
    const { criterion, rules } = this;
    if (pos - start < rules.minSamplesLeaf || end - pos < rules.minSamplesLeaf) return NaN;
    if (this.counted === undefined) {
      criterion.reset();
      criterion.update(pos);
    }
    if (criterion.weightedLeft < rules.minWeightLeaf || criterion.weightedRight < rules.minWeightLeaf) return NaN;
    const constraint = rules.monotonic?.[feature] ?? 0;
    if (constraint !== 0 && !criterion.isMonotonic(constraint, facts.lower, facts.upper)) return NaN;
    return criterion.proxy();
  }
}
