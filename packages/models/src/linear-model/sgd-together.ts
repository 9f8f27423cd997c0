import { isCsrMatrix } from "@mlsys/core";
import {
  descentLosses,
  ETA,
  INTERCEPT,
  NEGATIVE,
  OBJECTIVE,
  ORDER,
  POSITIVE,
  RULES,
  SCALE,
  shuffle,
  SHUFFLE,
  SPARE,
  SQUARES,
  STATE,
  STEP,
  TARGETS,
  WEIGHTS,
} from "../internal/row-loops/descent-loops.ts";
import { RowArena } from "../internal/row-loops/row-arena.ts";
import type { SgdSettings } from "./sgd-options.ts";
import { interceptDecay, optimalInit } from "./sgd-run.ts";
import type { SgdOutcome, SgdRun } from "./sgd-run.ts";
import { SgdStopping } from "./sgd-stopping.ts";

/** Fewer elements than this are soon passed over in any way. */
const LEAST = 20_000;
/** About how many operations an element takes in a pass. */
const WORK = 4;

/** Whether descents are of the plain sort that has loops of its own, and long. */
export function canRunTogether([run]: readonly SgdRun[], { penalty, learningRate, average }: SgdSettings): boolean {
  return (
    run !== undefined &&
    run.X.data.length >= LEAST &&
    descentLosses.some((name) => name === run.loss.plain?.name) &&
    (penalty === "l2" || penalty === null) &&
    (learningRate === "optimal" || learningRate === "constant" || learningRate === "adaptive") &&
    average === 0
  );
}

/** Descents of several targets on the same rows, pass by pass, several at once where there are threads; step for step `runSgd`'s. */
export function runTogether(runs: readonly SgdRun[], settings: SgdSettings): readonly SgdOutcome[] {
  const { X, sampleWeight, isValidation } = runs[0] as SgdRun;
  const [n, cols] = [X.rows, X.cols];
  const elements = X.data.length;
  const bytes = 12 * elements + 13 * n + runs.length * (20 * n + 8 * cols + 8 * STATE + 128) + 4096;
  const arena = new RowArena(bytes, Infinity);
  return arena.use(() => {
    const copied = (from: Float64Array | Int32Array | Uint8Array | undefined): number =>
      from === undefined ? 0 : arena.copyOf(from).byteOffset;
    const values = copied(X.data);
    const [ends, indices] = isCsrMatrix(X) ? [copied(X.indptr), copied(X.indices)] : [0, 0];
    const [weights, skipped] = [copied(sampleWeight), copied(isValidation)];
    const rules = arena.doubles(RULES);
    rules.set(rulesOf(runs[0] as SgdRun, settings));
    const states = arena.doubles(STATE * runs.length);
    const active = arena.whole(runs.length);
    const targets = runs.map((run, k) => new Target(run, settings, arena, states.subarray(STATE * k, STATE * (k + 1))));
    const rowsAt = [n, cols, ends, indices, values, weights, skipped] as const;
    const at = [active.byteOffset, states.byteOffset, ...rowsAt, rules.byteOffset] as const;
    for (;;) {
      const next = nextOf(targets, arena.threads);
      if (next.length === 0) break;
      active.set(next);
      arena.run("descendRows", next.length, WORK * elements * next.length, ...at);
      for (const k of next) (targets[k] as Target).afterPass();
    }
    return targets.map((target) => target.outcome());
  });
}

/** The targets of the next passes: those that are behind, as many as keep all threads at work. */
function nextOf(targets: readonly Target[], threads: number): readonly number[] {
  const going = Array.from(targets.keys()).filter((k) => targets[k]?.isDone === false);
  const most = going.length < threads ? going.length : going.length - (going.length % threads);
  return going.sort((a, b) => (targets[a] as Target).passes - (targets[b] as Target).passes || a - b).slice(0, most);
}

function rulesOf(
  run: SgdRun,
  { alpha, learningRate, penalty, fitIntercept, earlyStopping, shuffle }: SgdSettings,
): number[] {
  const { name, threshold } = run.loss.plain ?? { name: "hinge", threshold: 0 };
  return [
    alpha,
    learningRate === "optimal" ? optimalInit(alpha, run.loss) : -1,
    fitIntercept ? interceptDecay(run.X) : 0,
    penalty === "l2" ? 1 : 0,
    earlyStopping ? 0 : 1,
    descentLosses.indexOf(name),
    threshold,
    shuffle ? 1 : 0,
  ];
}

/** A target's share of the memory, and how far it is. */
class Target {
  passes = 0;
  isDone = false;
  private readonly run: SgdRun;
  private readonly settings: SgdSettings;
  private readonly state: Float64Array;
  private readonly weights: Float64Array;
  private readonly stopping: SgdStopping;

  constructor(run: SgdRun, settings: SgdSettings, arena: RowArena, state: Float64Array) {
    this.run = run;
    this.settings = settings;
    this.state = state;
    this.stopping = new SgdStopping(run, settings);
    const rows = new Int32Array(run.X.rows);
    for (let i = 0; i < rows.length; i++) rows[i] = i;
    const [order, spare] = [arena.copyOf(rows), arena.copyOf(rows)];
    if (settings.shuffle) shuffle(rows, run.seed);
    const y = arena.copyOf(run.y);
    this.weights = arena.copyOf(run.weights);
    let squares = 0;
    for (const value of run.weights) squares += value * value;
    state[ORDER] = order.byteOffset;
    state[TARGETS] = y.byteOffset;
    state[WEIGHTS] = this.weights.byteOffset;
    state[INTERCEPT] = run.intercept;
    state[SCALE] = 1;
    state[SQUARES] = squares;
    state[STEP] = run.step;
    state[ETA] = settings.eta0;
    state[SPARE] = spare.byteOffset;
    state[SHUFFLE] = arena.copyOf(rows).byteOffset;
    state[POSITIVE] = run.positiveWeight;
    state[NEGATIVE] = run.negativeWeight;
  }

  afterPass(): void {
    const { state, weights, settings, run } = this;
    this.passes += 1;
    if (this.stopping.isIdle(state[OBJECTIVE] as number, weights, state[INTERCEPT] as number)) {
      const eta = state[ETA] as number;
      if (settings.learningRate !== "adaptive" || eta <= 1e-6) this.isDone = true;
      else state[ETA] = eta / 5;
    }
    if (this.passes === run.maxIter) this.isDone = true;
  }

  outcome(): SgdOutcome {
    const { run, state, weights } = this;
    const scale = state[SCALE] as number;
    for (let j = 0; j < weights.length; j++) run.weights[j] = (weights[j] as number) * scale;
    return { intercept: state[INTERCEPT] as number, averageIntercept: run.averageIntercept, nIter: this.passes };
  }
}
