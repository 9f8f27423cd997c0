import type { Criterion } from "./criterion.ts";
import type { FeatureDraws } from "./feature-draws.ts";
import { isTied } from "./feature-columns.ts";
import type { NodeRows } from "./node-rows.ts";
import { measureSplit, noSplit } from "./splitter.ts";
import type { NodeFacts, Split, SplitRules, Splitter } from "./splitter.ts";

/** Tries every threshold of the features that are drawn. */
export class BestSplitter implements Splitter {
  readonly criterion: Criterion;
  readonly rules: SplitRules;
  readonly nSamples: number;
  private readonly draws: FeatureDraws;
  private readonly rows: NodeRows;
  private bestProxy = -Infinity;

  constructor(criterion: Criterion, rules: SplitRules, draws: FeatureDraws, rows: NodeRows) {
    this.criterion = criterion;
    this.rules = rules;
    this.draws = draws;
    this.rows = rows;
    this.nSamples = rows.values.length;
  }

  split(start: number, end: number, facts: NodeFacts): Split {
    const { draws, rows } = this;
    const best = noSplit(end);
    this.bestProxy = -Infinity;
    rows.begin(start, end);
    draws.begin(facts.constants);
    for (let feature = draws.next(); feature >= 0; feature = draws.next()) {
      rows.sort(feature);
      const last = end - rows.nMissing;
      const isConstant =
        last === start ||
        (rows.nMissing === 0 && isTied(rows.values[last - 1] as number, rows.values[start] as number));
      if (isConstant) draws.wasConstant();
      else {
        draws.wasVarying();
        this.search(start, end, feature, facts, best);
      }
    }
    if (best.pos < end) {
      rows.partition(best.feature, best.threshold, best.missingLeft);
      measureSplit(this.criterion, best, facts.impurity);
    }
    best.constants = draws.end();
    return best;
  }

  private search(start: number, end: number, feature: number, facts: NodeFacts, best: Split): void {
    const { criterion, rows } = this;
    const { nMissing } = rows;
    const last = end - nMissing;
    if (nMissing === 0 && this.rules.monotonic === undefined) {
      const place = criterion.bestPlace(rows.values, this.rules, this.bestProxy);
      if (place !== undefined) {
        if (place < 0) return;
        this.bestProxy = criterion.bestProxy;
        best.threshold = middle(rows.values, place);
        best.missingLeft = place - start > end - place;
        best.pos = place;
        best.feature = feature;
        return;
      }
    }
    criterion.reset();
    for (let p = rows.nextPlace(start, last); p < end; p = p === last ? end : rows.nextPlace(p, last)) {
      const isBorder = p === last;
      if (!this.isBetter(start, p, end, feature, facts)) continue;
      best.threshold = isBorder ? Infinity : middle(rows.values, p);
      best.missingLeft = nMissing === 0 && p - start > end - p;
      best.pos = p;
      best.feature = feature;
    }
    if (nMissing === 0) return;
    rows.moveMissingFirst();
    criterion.reset();
    for (let p = rows.nextPlace(start + nMissing, end); p < end; p = rows.nextPlace(p, end)) {
      if (!this.isBetter(start, p, end, feature, facts)) continue;
      best.threshold = middle(rows.values, p);
      best.missingLeft = true;
      best.pos = p;
      best.feature = feature;
    }
  }

  private isBetter(start: number, p: number, end: number, feature: number, facts: NodeFacts): boolean {
    const { criterion, rules } = this;
    if (p - start < rules.minSamplesLeaf || end - p < rules.minSamplesLeaf) return false;
    criterion.update(p);
    const constraint = rules.monotonic?.[feature] ?? 0;
    if (constraint !== 0 && !criterion.isMonotonic(constraint, facts.lower, facts.upper)) return false;
    if (criterion.weightedLeft < rules.minWeightLeaf || criterion.weightedRight < rules.minWeightLeaf) return false;
    const proxy = criterion.proxy();
    if (!(proxy > this.bestProxy)) return false;
    this.bestProxy = proxy;
    return true;
  }
}

function middle(values: Float32Array, p: number): number {
  return (values[p - 1] as number) / 2 + (values[p] as number) / 2;
}
