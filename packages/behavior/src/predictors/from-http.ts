import { oneOf, parseOptions, satisfying, showValue, text } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { Prediction } from "./prediction.ts";
import type { Predictor } from "./predictor.ts";

/** Options of {@link fromHttp}. */
export interface FromHttpOptions {
  /**
   * What the endpoint speaks: `"oip-v2"`, the Open Inference Protocol, or `"json"`: `{"inputs": […]}` is answered by a list of
   * predictions, or by an object with one under `predictions` or `outputs`. Default `"json"`.
   */
  readonly protocol?: "json" | "oip-v2";
  /** Sent with every request: an authorisation, for example. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For `"oip-v2"` and inputs that are no rows: the name of the input tensor. Default `"text"`. */
  readonly inputName?: string;
}

/**
 * A predictor that asks an endpoint, a request a batch. A status other than 2xx, or no answer, counts as the predictor's failure: it is tried
 * again as often as the run allows, and then recorded with its batch.
 *
 * @param url - where to post.
 * @param options - protocol, headers.
 * @returns the predictor. Of the Open Inference Protocol it reads the outputs `label` (or `class`, `prediction`, or the only one) and
 *   `proba` or `probabilities` of shape [n, classes], whose names may stand in the output's `parameters.classes`.
 * @throws {BehaviorError} `invalidOption`; when called: `predictorFailed` for a request that failed, `invalidPrediction` for an answer that
 *   is none.
 * @see The protocol: https://github.com/kserve/open-inference-protocol
 *
 * @example
 * ```ts
 * import { fromHttp } from "@mlsys/behavior";
 *
 * const predict = fromHttp("http://127.0.0.1:8000/predict", { protocol: "json" });
 * typeof predict; // => "function"
 * ```
 */
export function fromHttp<I, P = Prediction>(url: string | URL, options: FromHttpOptions = {}): Predictor<I, P> {
  const { protocol, headers, inputName } = parseOptions("fromHttp", options, specs, BehaviorError);
  const target = addressOf(url);
  return async (batch, { signal }) => {
    const body = protocol === "json" ? { inputs: batch } : tensorsOf(batch, inputName);
    const answer = await post(target, body, headers, signal);
    return (protocol === "json" ? listIn(answer, target) : fromTensors(answer, batch.length, target)) as P[];
  };
}

const isHeaders = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === "object" && value !== null && Object.values(value).every((each) => typeof each === "string");

const specs = {
  protocol: { rule: oneOf("json", "oip-v2"), default: "json" as const },
  headers: { rule: satisfying("texts by name", isHeaders), default: {} },
  inputName: { rule: text({ minLength: 1 }), default: "text" },
} as const;

function addressOf(url: string | URL): URL {
  const address = URL.canParse(String(url)) ? new URL(url) : undefined;
  if (address !== undefined && /^https?:$/.test(address.protocol)) return address;
  throw new BehaviorError({
    code: "invalidOption",
    what: "the address is not accepted",
    where: "fromHttp",
    found: showValue(String(url)),
    fix: "give an http or https URL",
  });
}

async function post(
  url: URL,
  body: object,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<unknown> {
  const request = {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    signal,
  };
  const response = await fetch(url, request).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw failed(url, reasonOf(error), error);
  });
  const content = await response.text();
  if (!response.ok) throw failed(url, `status ${response.status}: ${content.slice(0, 200)}`);
  try {
    return JSON.parse(content);
  } catch (error) {
    throw failed(url, `no JSON: ${content.slice(0, 200)}`, error);
  }
}

/** Fetch says no more than that it failed; why stands in the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error && cause.message !== "" ? cause.message : message;
}

function listIn(answer: unknown, url: URL): readonly unknown[] {
  const record = answer as { readonly predictions?: unknown; readonly outputs?: unknown } | null;
  const list = Array.isArray(answer) ? answer : (record?.predictions ?? record?.outputs);
  if (Array.isArray(list)) return list;
  throw wrong(url, "there is no list of predictions", answer);
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: string;
  readonly data: readonly unknown[];
  readonly parameters?: { readonly classes?: readonly string[] };
}

/** Rows as a tensor a column; all else as one of the given name. */
function tensorsOf(batch: readonly unknown[], inputName: string): { readonly inputs: readonly Tensor[] } {
  const [first] = batch;
  const isRow = typeof first === "object" && first !== null && !Array.isArray(first);
  const columns = isRow
    ? Object.keys(first).map(
        (name) => [name, batch.map((row) => (row as Readonly<Record<string, unknown>>)[name])] as const,
      )
    : [[inputName, batch] as const];
  return { inputs: columns.map(([name, data]) => ({ name, shape: [data.length], datatype: datatypeOf(data), data })) };
}

function datatypeOf(data: readonly unknown[]): string {
  if (data.every((each) => typeof each === "number" || each === null)) return "FP64";
  return data.every((each) => typeof each === "boolean") ? "BOOL" : "BYTES";
}

const LABELS = ["label", "class", "prediction"];

function fromTensors(answer: unknown, count: number, url: URL): readonly unknown[] {
  const outputs = (answer as { readonly outputs?: readonly Tensor[] } | null)?.outputs;
  if (!Array.isArray(outputs) || outputs.length === 0) throw wrong(url, "there are no outputs", answer);
  const tensors = outputs as readonly Tensor[];
  const proba = tensors.find(({ name }) => /^proba(?:bilities)?$/.test(name));
  const labels = tensors.find(({ name }) => LABELS.includes(name)) ?? tensors.find((each) => each !== proba);
  const data = labels?.data ?? [];
  if (proba === undefined) return data;
  const classes = proba.shape[1] ?? 1;
  const names = proba.parameters?.classes ?? Array.from({ length: classes }, (_, k) => String(k));
  return Array.from({ length: count }, (_, i) => {
    const row = proba.data.slice(i * classes, (i + 1) * classes) as number[];
    const label = data[i] ?? names[row.indexOf(Math.max(...row))];
    return { label, proba: Object.fromEntries(row.map((p, k) => [names[k] ?? String(k), p])) };
  });
}

function failed(url: URL, found: string, cause?: unknown): BehaviorError {
  return new BehaviorError({
    code: "predictorFailed",
    what: "the endpoint gave no predictions",
    where: url.href,
    found,
    fix: "see that it answers a POST of JSON",
    ...(cause === undefined ? {} : { cause }),
  });
}

function wrong(url: URL, what: string, found: unknown): BehaviorError {
  return new BehaviorError({
    code: "invalidPrediction",
    what,
    where: url.href,
    found: showValue(found),
    fix: "answer with one prediction for each input",
  });
}
