import type { ProgressListener } from "@mlsys/core";
import { isMlsysError } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { normalizePrediction } from "../predictors/normalize.ts";
import type { Prediction } from "../predictors/prediction.ts";
import type { Predictor } from "../predictors/predictor.ts";
import type { BatchError } from "../results/behavior-report.ts";

/** How the inputs are predicted. */
export interface PredictOptions {
  readonly batchSize: number;
  readonly concurrency: number;
  readonly retries: number;
  readonly timeoutMs: number | undefined;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ProgressListener | undefined;
  readonly task: string;
}

/** The predictions in order of the inputs, undefined where a batch failed. */
export interface Predicted {
  readonly predictions: readonly (Prediction | undefined)[];
  readonly errors: readonly BatchError[];
}

/**
 * Predicts inputs in batches, several at a time. What the predictor throws is recorded with its batch and the rest goes on; an
 * answer that is no answer ends the run.
 *
 * @throws {BehaviorError} `aborted`, `predictionCount`, `invalidPrediction`.
 */
export async function predictInputs(
  inputs: readonly unknown[],
  predictor: Predictor<unknown, unknown>,
  options: PredictOptions,
): Promise<Predicted> {
  const { batchSize, concurrency, onProgress, task, signal } = options;
  const predictions = new Array<Prediction | undefined>(inputs.length).fill(undefined);
  const errors: BatchError[] = [];
  const batches = Math.ceil(inputs.length / batchSize);
  const stop = new AbortController();
  const signals = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < batches) {
      if (signals.aborted) throw aborted(signal);
      const batch = next++;
      const from = batch * batchSize;
      const slice = inputs.slice(from, from + batchSize);
      const answer = await ask(predictor, slice, { ...options, signal: signals });
      if (signal?.aborted === true) throw aborted(signal);
      if ("error" in answer) errors.push({ batch, from, to: from + slice.length, message: messageOf(answer.error) });
      else take(answer.given, predictions, slice, batch, from);
      done += slice.length;
      onProgress?.({ task, completed: done, total: inputs.length, unit: "inputs" });
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, batches) }, work));
  } catch (error) {
    stop.abort(error);
    throw error;
  }
  return { predictions, errors: errors.sort((a, b) => a.batch - b.batch) };
}

type Answer = { readonly given: ArrayLike<unknown> } | { readonly error: unknown };

async function ask(
  predictor: Predictor<unknown, unknown>,
  batch: readonly unknown[],
  { retries, timeoutMs, seed, signal }: PredictOptions & { readonly signal: AbortSignal },
): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const own = new AbortController();
    const context = { signal: AbortSignal.any([signal, own.signal]), seed };
    try {
      return { given: await within(async () => predictor(batch, context), timeoutMs, context.signal, own) };
    } catch (error) {
      // A row that does not fit its classes is a wrong answer, not a failure to answer.
      if (isMlsysError(error) && error.code === "invalidPrediction") throw error;
      if (signal.aborted || attempt >= retries) return { error };
    }
  }
}

/** Waits for work until it is aborted or out of time. */
async function within<T>(
  work: () => Promise<T>,
  timeoutMs: number | undefined,
  signal: AbortSignal,
  own: AbortController,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort = (): void => undefined;
  const ended = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason instanceof Error ? signal.reason : aborted(signal));
    signal.addEventListener("abort", onAbort, { once: true });
    if (timeoutMs !== undefined) timer = setTimeout(() => own.abort(outOfTime(timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([work(), ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

function take(
  given: ArrayLike<unknown>,
  predictions: (Prediction | undefined)[],
  inputs: readonly unknown[],
  batch: number,
  from: number,
): void {
  const found = typeof given === "object" && "length" in given ? given.length : undefined;
  if (found !== inputs.length) {
    throw new BehaviorError({
      code: "predictionCount",
      what: "the predictor did not give one prediction for each input",
      where: `batch ${batch}`,
      found: `${found ?? "no list"} for ${inputs.length} inputs`,
      fix: "return an array with one prediction for each input, in order",
      details: { batch, from, to: from + inputs.length, found: found ?? null, expected: inputs.length },
    });
  }
  const place = { batch, index: from, input: undefined as unknown };
  for (let i = 0; i < inputs.length; i++) {
    place.index = from + i;
    place.input = inputs[i];
    predictions[from + i] = normalizePrediction(given[i], place);
  }
}

function aborted(signal: AbortSignal | undefined): BehaviorError {
  return new BehaviorError({
    code: "aborted",
    what: "the run was cancelled",
    where: "runSuite",
    cause: signal?.reason,
  });
}

function outOfTime(timeoutMs: number): BehaviorError {
  return new BehaviorError({
    code: "timeout",
    what: "the predictor took too long",
    where: "runSuite",
    found: `more than ${timeoutMs} ms`,
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
