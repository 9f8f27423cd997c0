import { isCsrMatrix } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import {
  ABSENT,
  AHEAD,
  AVERAGE_INTERCEPT,
  AVERAGE_MOVED,
  AVERAGE_SCALE,
  AVERAGES,
  BEST,
  descentLosses,
  ETA,
  INTERCEPT,
  L1_NORM,
  NEGATIVE,
  OBJECTIVE,
  ORDER,
  OVERFLOWN,
  PASSES,
  PENALTIES,
  POSITIVE,
  PRESENT,
  RATES,
  SCALE,
  SEED,
  SHUFFLE,
  SPARE,
  SQUARES,
  STATE,
  STEP,
  TARGETS,
  WEIGHTS,
} from "../internal/row-loops/descent-loops.ts";
import { packedLayout, packRows, SPARE_COLUMNS } from "../internal/row-loops/packed-rows.ts";
import { RowArena } from "../internal/row-loops/row-arena.ts";
import { copyInto } from "../internal/threads/copy-into.ts";
import type { SgdSettings } from "./sgd-options.ts";
import { interceptDecay, l1Share, optimalInit } from "./sgd-run.ts";
import type { SgdOutcome, SgdRun } from "./sgd-run.ts";
import { overflow, SgdStopping } from "./sgd-stopping.ts";

/** Fewer elements than this are soon passed over in any way. */
const LEAST = 20_000;
/** About how many operations an element takes in a pass. */
const WORK = 4;

/** Whether descents are of the plain sort that has loops of its own, and long. */
export function canRunTogether([run]: readonly SgdRun[], { learningRate }: SgdSettings): boolean {
  return (
    run !== undefined &&
    run.X.data.length >= LEAST &&
    descentLosses.some((name) => name === run.loss.plain?.name) &&
    learningRate !== "pa1" &&
    learningRate !== "pa2"
  );
}

/** Bytes of a row that are asked for ahead, at most: those behind follow by themselves. */
const MOST_AHEAD = 1024;

/**
 * Descents of several targets on the same rows, pass by pass, several at once where there are threads; step for step `runSgd`'s. Each
 * thread goes on with the target that is furthest from its end, so none waits for another.
 */
export function runTogether(runs: readonly SgdRun[], settings: SgdSettings): readonly SgdOutcome[] {
  const { X, sampleWeight, isValidation } = runs[0] as SgdRun;
  const [n, cols] = [X.rows, X.cols];
  const layout = isCsrMatrix(X) ? packedLayout(X) : undefined;
  const valueBytes = layout?.bytes ?? 8 * X.data.length;
  const bytes =
    valueBytes + 12 * n + runs.length * (20 * n + 24 * (cols + SPARE_COLUMNS) + 8 * (STATE + AHEAD) + 384) + 4096;
  const arena = new RowArena(bytes, Infinity);
  return arena.use(() => {
    const room = arena.room(valueBytes);
    const words = arena.whole(n);
    if (isCsrMatrix(X) && layout !== undefined) packRows(X, layout, room, words);
    else copyRows(X as Matrix, room, words);
    isValidation?.forEach((isKept, i) => isKept === 1 && (words[i] = 0));
    const weights = sampleWeight === undefined ? 0 : arena.copyOf(sampleWeight).byteOffset;
    const rules = arena.copyOf(rulesOf(runs[0] as SgdRun, settings, Math.min(MOST_AHEAD, valueBytes / n)));
    const states = arena.doubles(STATE * runs.length);
    const turns = arena.whole(runs.length);
    const targets = runs.map((run, k) => new Target(run, settings, arena, states.subarray(STATE * k, STATE * (k + 1))));
    const places = [turns.byteOffset, states.byteOffset, runs.length, words.byteOffset] as const;
    const rowsAt = [n, cols, room.byteOffset, layout?.width ?? 0, weights] as const;
    const tasks = Math.min(arena.threads, runs.length);
    const work = WORK * X.data.length * runs.length;
    do {
      arena.run("descendRows", tasks, work, ...places, ...rowsAt, rules.byteOffset);
      targets.forEach((target, k) => (turns[k] = target.nextTurn()));
    } while (turns.some((turn) => turn >= 0));
    return targets.map((target) => target.outcome());
  });
}

/** Copies dense rows, and writes the words that stand for them. */
function copyRows({ data }: Matrix, { buffer, byteOffset }: ArrayBufferView, words: Int32Array): void {
  copyInto(new Float64Array(buffer, byteOffset, data.length), data);
  for (let i = 0; i < words.length; i++) words[i] = 2 * (i + 1);
}

function rulesOf(run: SgdRun, settings: SgdSettings, reach: number): Float64Array {
  const { alpha, learningRate, penalty, fitIntercept, earlyStopping, tol, nIterNoChange } = settings;
  const { name, threshold } = run.loss.plain ?? { name: "hinge", threshold: 0 };
  return Float64Array.of(
    alpha,
    learningRate === "optimal" ? optimalInit(alpha, run.loss) : -1,
    fitIntercept ? interceptDecay(run.X) : 0,
    penalty === null ? 0 : 1,
    earlyStopping ? 0 : 1,
    descentLosses.indexOf(name),
    threshold,
    run.X.rows,
    tol ?? -Infinity,
    nIterNoChange,
    learningRate === "adaptive" ? 1 : 0,
    run.maxIter,
    reach,
    settings.shuffle ? 1 : 0,
    learningRate === "invscaling" ? settings.powerT : NaN,
    settings.eta0,
    l1Share(settings),
    settings.average,
  );
}

/** A target's share of the memory, and how far it is. */
class Target {
  private isDone = false;
  private readonly run: SgdRun;
  private readonly settings: SgdSettings;
  private readonly state: Float64Array;
  private readonly weights: Float64Array;
  private readonly averages: Float64Array | undefined;
  private readonly stopping: SgdStopping;

  constructor(run: SgdRun, settings: SgdSettings, arena: RowArena, state: Float64Array) {
    this.run = run;
    this.settings = settings;
    this.state = state;
    this.stopping = new SgdStopping(run, settings);
    this.weights = arena.doubles(run.weights.length + SPARE_COLUMNS);
    this.weights.set(run.weights);
    let [squares, sizes] = [0, 0];
    for (const value of run.weights) {
      squares += value * value;
      sizes += Math.abs(value);
    }
    state[ORDER] = arena.room(4 * run.X.rows).byteOffset;
    state[SPARE] = arena.room(4 * run.X.rows).byteOffset;
    state[SHUFFLE] = arena.room(4 * run.X.rows).byteOffset;
    state[SEED] = run.seed;
    state[TARGETS] = arena.copyOf(run.y).byteOffset;
    state[ABSENT] = run.absent ?? NaN;
    state[PRESENT] = 1;
    state[WEIGHTS] = this.weights.byteOffset;
    state[INTERCEPT] = run.intercept;
    state[SCALE] = 1;
    state[SQUARES] = squares;
    state[L1_NORM] = sizes;
    state[PENALTIES] = l1Share(settings) === 0 ? 0 : arena.doubles(this.weights.length).byteOffset;
    const { averageWeights } = run;
    if (averageWeights !== undefined && settings.average > 0) {
      this.averages = arena.doubles(this.weights.length);
      this.averages.set(averageWeights);
    }
    state[AVERAGES] = this.averages?.byteOffset ?? 0;
    state[AVERAGE_SCALE] = 1;
    state[AVERAGE_INTERCEPT] = run.averageIntercept;
    state[RATES] = arena.doubles(AHEAD).byteOffset;
    state[STEP] = run.step;
    state[ETA] = settings.eta0;
    state[POSITIVE] = run.positiveWeight;
    state[NEGATIVE] = run.negativeWeight;
    state[BEST] = Infinity;
  }

  /** −1 when it is at rest; twice the number of its passes when it goes on, which only rows that are kept back decide here. */
  nextTurn(): number {
    const { state, weights, settings, run, stopping } = this;
    const passes = state[PASSES] as number;
    if (state[OVERFLOWN] === 1) throw overflow(run.owner, passes);
    if (!settings.earlyStopping || this.isDone) return -1;
    if (
      stopping.isIdle(state[OBJECTIVE] as number, weights.subarray(0, run.weights.length), state[INTERCEPT] as number)
    ) {
      const eta = state[ETA] as number;
      if (settings.learningRate !== "adaptive" || eta <= 1e-6) this.isDone = true;
      else state[ETA] = eta / 5;
    }
    if (passes === run.maxIter) this.isDone = true;
    return this.isDone ? -1 : 2 * passes;
  }

  outcome(): SgdOutcome {
    const { run, state, weights } = this;
    const scale = state[SCALE] as number;
    const [moved, divided] = [state[AVERAGE_MOVED] as number, 1 / (state[AVERAGE_SCALE] as number)];
    this.averages?.subarray(0, run.weights.length).forEach((average, j) => {
      if (run.averageWeights !== undefined)
        run.averageWeights[j] = (average + moved * (weights[j] as number)) * divided;
    });
    for (let j = 0; j < run.weights.length; j++) run.weights[j] = (weights[j] as number) * scale;
    const nIter = state[PASSES] as number;
    return { intercept: state[INTERCEPT] as number, averageIntercept: state[AVERAGE_INTERCEPT] as number, nIter };
  }
}
