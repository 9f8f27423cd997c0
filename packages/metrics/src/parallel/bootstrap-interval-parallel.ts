import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { integer, parseOptions, randomState as generator, satisfying, throwIfAborted } from "@mlsys/core";
import type { LabelArray } from "@mlsys/core";
import { intervalOfSamples, prepareBootstrap } from "../intervals/bootstrap-interval.ts";
import type { BootstrapOptions, MeasuredInterval } from "../intervals/bootstrap-interval.ts";
import type { MeasureName } from "../measures/measure-names.ts";
import type { Measured } from "../measures/read-measure.ts";
import { joined, resampledFigures, sampleParts } from "../measures/resample.ts";
import type { SamplePart } from "../measures/resample.ts";
import { MetricsError } from "../metrics-error.ts";
import type { ResampleTask } from "./resample-worker.ts";

/** Options of {@link bootstrapIntervalParallel}. */
export interface ParallelBootstrapOptions extends BootstrapOptions {
  /** Number of threads. Default: as many as the machine runs at once. */
  readonly workers?: number | undefined;
  /** Stops the work. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * `bootstrapInterval` in several threads, with the same result for the same seed whatever their number. Worth it for figures of
 * scores and numbers of many rows; of figures that are made of counts, samples take milliseconds and are drawn at once. Node only.
 *
 * @param metric - the figure, such as `"rocAuc"`.
 * @param yTrue - true classes or numbers.
 * @param yPred - predicted ones, or scores.
 * @param options - as of `bootstrapInterval`; number of threads, a signal that stops them.
 * @returns the figure and its interval.
 * @throws {@link MetricsError} as `bootstrapInterval`; `CoreError` with the code `aborted`.
 * @see Efron, "Better bootstrap confidence intervals" (1987).
 *
 * @example
 * ```ts
 * import { bootstrapIntervalParallel } from "@mlsys/metrics/parallel";
 *
 * const yTrue = Array.from({ length: 100 }, (_, i) => i % 2);
 * const yPred = yTrue.map((label, i) => (i % 10 === 0 ? 1 - label : label));
 * (await bootstrapIntervalParallel("accuracy", yTrue, yPred)).value; // => 0.9
 * ```
 */
export async function bootstrapIntervalParallel(
  metric: MeasureName,
  yTrue: LabelArray,
  yPred: LabelArray,
  options: ParallelBootstrapOptions = {},
): Promise<MeasuredInterval> {
  const owner = "bootstrapIntervalParallel";
  const { workers: givenWorkers, signal: givenSignal, ...rest } = options;
  const { workers, signal } = parseOptions(
    owner,
    { workers: givenWorkers, signal: givenSignal },
    {
      workers: { rule: integer({ min: 1, max: 256 }), default: availableParallelism() },
      signal: { rule: satisfying("an AbortSignal", (value): value is AbortSignal => value instanceof AbortSignal) },
    },
    MetricsError,
  );
  throwIfAborted(signal, owner);
  const prepared = prepareBootstrap(owner, metric, yTrue, yPred, rest);
  const { measured, nResamples, randomState } = prepared;
  if (measured.kind === "table" || workers === 1) {
    const [samples = new Float64Array(0)] = resampledFigures(measured, nResamples, randomState);
    return intervalOfSamples(prepared, samples);
  }
  const parts = sampleParts(nResamples, generator(randomState));
  const samples = await inThreads(measured, metric, parts, Math.min(workers, parts.length), signal);
  throwIfAborted(signal, owner);
  return intervalOfSamples(prepared, samples);
}

/** Every thread draws every so-manieth part; the figures come back in the order of the parts. */
async function inThreads(
  { truth, predictions }: Extract<Measured, { kind: "rows" }>,
  metric: MeasureName,
  parts: readonly SamplePart[],
  threads: number,
  signal: AbortSignal | undefined,
): Promise<Float64Array> {
  const [prediction = new Float64Array(0)] = predictions;
  const figures = await Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      runThread({ metric, truth, prediction, parts: parts.filter((_part, at) => at % threads === thread) }, signal),
    ),
  );
  return joined(parts.map((_, at) => figures[at % threads]?.[Math.floor(at / threads)] ?? new Float64Array(0)));
}

async function runThread(task: ResampleTask, signal: AbortSignal | undefined): Promise<readonly Float64Array[]> {
  const worker = new Worker(new URL(import.meta.resolve("@mlsys/metrics/resample-worker")), {
    // A thread inherits the arguments of its process, but refuses those that speak of a program given as text.
    execArgv: process.execArgv.filter((argument) => !argument.startsWith("--input-type")),
  });
  const stop = (): void => void worker.terminate();
  signal?.addEventListener("abort", stop);
  try {
    return await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", () => resolve([]));
      worker.postMessage(task);
    });
  } finally {
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
