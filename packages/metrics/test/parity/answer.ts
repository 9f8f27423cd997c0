import { isMlsysError } from "@mlsys/core";
import * as metrics from "@mlsys/metrics";
import { toText } from "@mlsys/metrics/report";
import type { ClassificationReport } from "@mlsys/metrics";

/** One line of the reference file. */
export interface MetricCase {
  readonly metric: string;
  readonly inputs: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly refused?: string;
}

/** What this package answers, in scikit-learn's form; undefined when it refuses. */
export function answer({ metric, inputs, options }: MetricCase): unknown {
  const { digits, ...rest } = decode(options) as Record<string, unknown>;
  const call = metrics[metric as "r2Score"] as (...all: readonly unknown[]) => unknown;
  try {
    return shaped(metric, call(...(decode(inputs) as readonly unknown[]), rest), digits as number | undefined);
  } catch (error) {
    if (isMlsysError(error) && error.name === "MetricsError") return undefined;
    throw error;
  }
}

/** Results with names become scikit-learn's tuples. */
function shaped(metric: string, result: unknown, digits: number | undefined): unknown {
  if (metric === "classificationReport") return toText(result as ClassificationReport, { digits });
  if (metric === "confusionMatrix") return (result as { readonly matrix: unknown }).matrix;
  if (typeof result !== "object" || result === null || Array.isArray(result)) return result;
  return Object.values(result).map((each: unknown) =>
    ArrayBuffer.isView(each) ? Array.from(each as Float64Array) : each,
  );
}

/** Whether both answers are the same within the tolerance, or both refuse. */
export function agrees(given: MetricCase, tolerance: number): boolean {
  const own = answer(given);
  if (given.refused !== undefined || own === undefined) return given.refused !== undefined && own === undefined;
  return isClose(own, decode(given.result), tolerance);
}

function isClose(own: unknown, reference: unknown, tolerance: number): boolean {
  if (Array.isArray(reference)) {
    return (
      Array.isArray(own) &&
      own.length === reference.length &&
      reference.every((each, i) => isClose(own[i], each, tolerance))
    );
  }
  if (typeof own !== "number" || typeof reference !== "number") return own === reference;
  if (Number.isNaN(reference) || !Number.isFinite(reference)) return Object.is(own, reference);
  return Math.abs(own - reference) <= tolerance * Math.max(1, Math.abs(own), Math.abs(reference));
}

/** Numbers that JSON has no spelling for are written as texts. */
function decode(value: unknown): unknown {
  if (value === "NaN") return NaN;
  if (value === "Infinity") return Infinity;
  if (value === "-Infinity") return -Infinity;
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, decode(each)]));
}
