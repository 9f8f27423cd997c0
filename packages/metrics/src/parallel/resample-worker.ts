import { parentPort } from "node:worker_threads";
import { measureNamed } from "../measures/read-measure.ts";
import { resampleRowsOnce } from "../measures/resample.ts";
import type { SamplePart } from "../measures/resample.ts";

/** What a thread is sent: the rows and the parts that are its own. */
export interface ResampleTask {
  readonly metric: string;
  readonly truth: Float64Array;
  readonly prediction: Float64Array;
  readonly parts: readonly SamplePart[];
}

// In the main thread there is no port, and this module does nothing.
parentPort?.on("message", (task: ResampleTask) => {
  parentPort?.postMessage(figuresOf(task));
});

/** The figures of every part of the task. */
function figuresOf({ metric, truth, prediction, parts }: ResampleTask): Float64Array[] {
  const measure = measureNamed("bootstrapIntervalParallel", metric);
  if (measure.needs !== "rows") return [];
  return parts.map((part) => resampleRowsOnce({ measure, truth, predictions: [prediction] }, part)[0] as Float64Array);
}
