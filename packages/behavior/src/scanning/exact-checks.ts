import { randomSource } from "../random/random-source.ts";
import type { Prediction } from "../predictors/prediction.ts";
import type { ScanFinding } from "./scan-report.ts";
import { isSamePrediction } from "../running/find-unstable.ts";

/** Predicts inputs in batches of a size; an answer that is none, or an error, is told. */
export type Ask = (inputs: readonly unknown[], batchSize: number) => Promise<Asked>;

/** What came back. */
export interface Asked {
  readonly predictions: readonly (Prediction | undefined)[];
  /** The predictor's own refusal. */
  readonly refused: string | null;
  /** An answer that is no prediction. */
  readonly invalid: string | null;
}

const MOST = 200;
const ALONE = 32;

/** Whether a prediction depends on the inputs around it: their order, their number, or the time. */
export async function systemChecks(inputs: readonly unknown[], ask: Ask, seed: number): Promise<ScanFinding[]> {
  const sample = inputs.slice(0, MOST);
  const all = Math.max(1, sample.length);
  const { predictions: first } = await ask(sample, all);
  const { predictions: again } = await ask(sample, all);
  const order = randomSource(seed, "order").shuffled([...sample.keys()]);
  const { predictions: shuffled } = await ask(
    order.map((i) => sample[i]),
    all,
  );
  const restored = new Array<Prediction | undefined>(sample.length);
  order.forEach((index, i) => (restored[index] = shuffled[i]));
  const few = sample.slice(0, ALONE);
  const { predictions: alone } = await ask(few, 1);
  const { predictions: halves } = await ask(sample, Math.max(1, Math.ceil(all / 2)));
  return [
    compared("determinism", "the same twice", sample, first, again),
    compared("batchOrder", "the same in any order", sample, first, restored),
    compared("batchSize", "the same alone as in a batch", few, first, alone),
    compared("batchSize", "the same in halves", sample, first, halves),
  ];
}

function compared(
  check: ScanFinding["check"],
  name: string,
  inputs: readonly unknown[],
  before: readonly (Prediction | undefined)[],
  after: readonly (Prediction | undefined)[],
): ScanFinding {
  const different = [...inputs.keys()].filter((i) => !isSamePrediction(before[i], after[i]));
  const evidence = different.slice(0, 3).map((i) => ({
    inputs: [inputs[i]],
    predictions: [before[i], after[i]].filter((each) => each !== undefined),
  }));
  return exact(check, name, null, inputs.length, different.length, evidence);
}

/** Whether odd rows get an answer or a refusal, but never an answer that is none. */
export async function rowChecks(
  rows: readonly Readonly<Record<string, unknown>>[],
  columns: readonly string[],
  ask: Ask,
): Promise<ScanFinding[]> {
  const findings: ScanFinding[] = [];
  for (const column of columns) {
    const few = rows.slice(0, ALONE);
    const missing = few.map((row) => ({ ...row, [column]: null }));
    findings.push(await answered("missing", `${column}: missing`, column, missing, ask));
    const numbers = rows.map((row) => row[column]).filter((value) => typeof value === "number");
    if (numbers.length === 0 || numbers.length < rows.length) continue;
    const low = numbers.reduce((a, b) => Math.min(a, b));
    const high = numbers.reduce((a, b) => Math.max(a, b));
    const far = 10 * Math.max(1, high - low);
    const extremes = few.flatMap((row) => [low - far, high + far].map((value) => ({ ...row, [column]: value })));
    findings.push(await answered("extremes", `${column}: far out of range`, column, extremes, ask));
  }
  return findings;
}

async function answered(
  check: ScanFinding["check"],
  name: string,
  column: string,
  rows: readonly unknown[],
  ask: Ask,
): Promise<ScanFinding> {
  const { invalid } = await ask(rows, rows.length);
  const evidence = invalid === null ? [] : [{ inputs: [rows[0]], predictions: [], message: invalid }];
  return exact(check, name, column, rows.length, invalid === null ? 0 : rows.length, evidence);
}

function exact(
  check: ScanFinding["check"],
  name: string,
  column: string | null,
  run: number,
  failed: number,
  evidence: ScanFinding["evidence"],
): ScanFinding {
  const rate = run === 0 ? null : failed / run;
  return { check, name, column, run, failed, rate, p: null, adjustedP: null, isIssue: failed > 0, evidence };
}
